//! One table as its contract declares it.

use crate::{Column, fingerprint};

/// The contract of one table. It can only be made from a checked file: see [`crate::Contracts`].
#[derive(Debug, Clone, PartialEq)]
pub struct Contract {
    pub(crate) table: String,
    pub(crate) source_name: Option<String>,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) version: String,
    pub(crate) columns: Vec<Column>,
    /// Position of the only primary key: in range, the reader of contracts checks that there is exactly one.
    pub(crate) key: usize,
}

impl Contract {
    /// Returns the table's name, such as `opportunites`.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Returns the name of the thing in the source, such as `Opportunity`.
    #[must_use]
    pub fn source_name(&self) -> Option<&str> {
        self.source_name.as_deref()
    }

    /// Returns the French title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the French description: what one row is.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Returns the contract's own version, such as `1.0.0`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the columns in the order of the source file.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns the primary key and its position in [`Self::columns`].
    #[must_use]
    pub fn key(&self) -> (usize, &Column) {
        (self.key, &self.columns[self.key])
    }

    /// Returns the column of this silver name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns a hash of all that decides what silver and quality hold, the same on every machine and in every release
    /// that reads cells the same way: when it changes, silver must be built again. Prose and units do not count.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        fingerprint::of(self)
    }
}

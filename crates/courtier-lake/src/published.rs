//! What readers see.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use courtier_core::TableName;
use serde::{Deserialize, Serialize};

/// The published version of every table, all from the same run: readers of several tables never see a mixture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Run that made the first publication: tells a lake from another one made in its place.
    #[serde(default)]
    pub origin: String,
    /// Number of publications so far.
    pub generation: i64,
    /// Run that made this publication.
    pub run_id: String,
    /// When it was made.
    pub published_at: DateTime<Utc>,
    /// Delta version of each table, by full name.
    tables: BTreeMap<String, u64>,
}

impl Published {
    pub(crate) const FILE: &'static str = "published.json";

    /// Returns the published version of a table, `None` when the lake does not have it.
    #[must_use]
    pub fn version(&self, table: &TableName) -> Option<u64> {
        self.tables.get(&table.to_string()).copied()
    }

    /// Returns the published tables in name order.
    pub fn tables(&self) -> impl Iterator<Item = (TableName, u64)> + '_ {
        self.tables.iter().filter_map(|(name, version)| Some((name.parse().ok()?, *version)))
    }

    pub(crate) fn set(&mut self, table: &TableName, version: u64) {
        self.tables.insert(table.to_string(), version);
    }
}

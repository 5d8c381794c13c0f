//! The profile as flat tables for SQL. Columns of plain values: who stores them makes them Arrow.
//!
//! The first column of a table is its key. Shares are percentages. What would tell about 1 to 9 people is empty, and
//! `petit_effectif` says so. The contracts are `models/gold/profil_*.odcs.yaml`.

mod builder;
mod crossings;
mod distributions;
mod months;
mod numbers;
mod personas;
mod quality;
mod segments;
mod traits;
mod typical;

use crate::profile::Profile;

/// A table of the profile.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileTable {
    /// Its name in the schema `gold`.
    pub name: &'static str,
    /// Names and values, in the order of the contract; every column has one value a row.
    pub columns: Vec<(&'static str, ProfileColumn)>,
}

/// The values of a column, one a row.
#[derive(Debug, Clone, PartialEq)]
pub enum ProfileColumn {
    /// Texts.
    Text(Vec<Option<String>>),
    /// Numbers, never NaN or infinite.
    Number(Vec<Option<f64>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// True or false.
    Boolean(Vec<Option<bool>>),
}

impl ProfileTable {
    /// Returns the number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }
}

impl ProfileColumn {
    /// Returns the number of values, missing ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Boolean(values) => values.len(),
        }
    }

    /// Tells whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Profile {
    /// Returns the profile as tables; always the same ones, with no row where there is nothing to tell.
    #[must_use]
    pub fn tables(&self) -> Vec<ProfileTable> {
        vec![
            quality::table(self),
            numbers::table(self),
            distributions::table(self),
            crossings::table(self),
            typical::table(self),
            personas::table(self),
            traits::table(self),
            segments::table(self),
            months::table(self),
        ]
    }
}

//! Names of the lake's tables: `schema.table`.

use std::fmt;
use std::str::FromStr;

/// The schemas of the lake, in the order data flows through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Schema {
    /// As received: text cells or JSON records.
    Bronze,
    /// Typed by contract, one row a key.
    Silver,
    /// The answers.
    Gold,
    /// For the marketing analyst: pseudonymous, consented.
    Marketing,
    /// What is wrong, and where.
    Quality,
    /// Runs, files, cursors.
    Ops,
}

impl Schema {
    /// Every schema, in the order data flows.
    pub const ALL: [Self; 6] = [Self::Bronze, Self::Silver, Self::Gold, Self::Marketing, Self::Quality, Self::Ops];

    /// Returns the schema's name in SQL and in the lake's folders.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bronze => "bronze",
            Self::Silver => "silver",
            Self::Gold => "gold",
            Self::Marketing => "marketing",
            Self::Quality => "quality",
            Self::Ops => "ops",
        }
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Full name of a table of the lake, such as `silver.opportunites`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableName {
    schema: Schema,
    table: String,
}

/// Why a text is not the name of a table of the lake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableNameError {
    /// No dot, or a schema that does not exist.
    #[error(
        "`{0}` n'est pas un nom de table : attendu `schema.table`, avec schema parmi bronze, silver, gold, marketing, quality, ops"
    )]
    Schema(String),
    /// The part after the dot is not lower-case `snake_case`.
    #[error(
        "`{0}` n'est pas un nom de table : minuscules sans accent, chiffres et `_` seulement, en commençant par une lettre"
    )]
    Table(String),
}

impl TableName {
    /// Makes a name from its two parts.
    ///
    /// # Errors
    /// [`TableNameError::Table`] when `table` is not unaccented lower-case `snake_case`.
    pub fn new(schema: Schema, table: &str) -> Result<Self, TableNameError> {
        let valid = table.starts_with(|c: char| c.is_ascii_lowercase())
            && table.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !valid {
            return Err(TableNameError::Table(table.to_owned()));
        }
        Ok(Self { schema, table: table.to_owned() })
    }

    /// Returns the schema.
    #[must_use]
    pub const fn schema(&self) -> Schema {
        self.schema
    }

    /// Returns the name inside the schema.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Returns the table's folder inside the lake, such as `silver/opportunites`.
    #[must_use]
    pub fn folder(&self) -> String {
        format!("{}/{}", self.schema, self.table)
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{}", self.schema, self.table))
    }
}

impl FromStr for TableName {
    type Err = TableNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (schema, table) = text.split_once('.').ok_or_else(|| TableNameError::Schema(text.to_owned()))?;
        let schema = Schema::ALL
            .into_iter()
            .find(|s| s.as_str() == schema)
            .ok_or_else(|| TableNameError::Schema(text.to_owned()))?;
        Self::new(schema, table)
    }
}

#[cfg(test)]
mod tests {
    use super::{Schema, TableName, TableNameError};

    #[test]
    fn parses_and_prints() {
        let name: TableName = "silver.opportunites".parse().unwrap();
        assert_eq!((name.schema(), name.table()), (Schema::Silver, "opportunites"));
        assert_eq!(name.to_string(), "silver.opportunites");
        assert_eq!(name.folder(), "silver/opportunites");
    }

    #[test]
    fn refuses_unknown_schemas_and_names_that_could_leave_the_lake() {
        assert!(matches!("or.x".parse::<TableName>(), Err(TableNameError::Schema(_))));
        for bad in ["silver.", "silver.../x", "silver.Ä", "silver.a-b", "silver.1a"] {
            assert!(matches!(bad.parse::<TableName>(), Err(TableNameError::Table(_))), "{bad}");
        }
    }
}

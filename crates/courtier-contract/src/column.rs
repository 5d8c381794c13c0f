//! One column of a table: its names, its meaning, and what its cells may hold.

use crate::Bounds;

/// A column as its contract declares it.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name in silver: French unaccented `snake_case`.
    pub name: String,
    /// Header of the column in the source file.
    pub source_name: String,
    /// French label for reports.
    pub business_name: String,
    /// French description.
    pub description: String,
    /// Unit of the value, such as `EUR/mois`.
    pub unit: Option<String>,
    /// Type of the value.
    pub logical_type: LogicalType,
    /// Whether an empty cell breaks a rule. Only the key is never NULL in silver: a required cell that cannot be read
    /// becomes NULL and is recorded.
    pub required: bool,
    /// Whether the column is the table's key.
    pub primary_key: bool,
    /// Who may see the value.
    pub classification: Classification,
    /// Range of a number.
    pub bounds: Option<Bounds>,
    /// The only texts allowed, in the contract's order.
    pub allowed: Option<Vec<String>>,
    /// The column of another table whose values this one takes.
    pub relation: Option<Relation>,
    /// How grave a violation is.
    pub severity: Severity,
    /// What becomes of a readable value that breaks `bounds` or `allowed`.
    pub on_violation: OnViolation,
}

/// Type of a column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogicalType {
    /// Text (ODCS `string`).
    Text,
    /// Whole number (ODCS `integer`).
    Integer,
    /// Number (ODCS `number`).
    Number,
    /// Yes or no (ODCS `boolean`).
    Boolean,
    /// Instant (ODCS `timestamp`); without zone in the source, it is Paris time.
    Timestamp,
    /// Day (ODCS `date`).
    Date,
    /// Salesforce record id (ODCS `string` with `physicalType: id`, the name of that type in Salesforce).
    SalesforceId,
}

impl LogicalType {
    /// Returns a stable English name, the ODCS one where there is one.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Timestamp => "timestamp",
            Self::Date => "date",
            Self::SalesforceId => "salesforce_id",
        }
    }
}

/// Who may see the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Classification {
    /// Anyone.
    Public,
    /// The company's staff: nothing about a person.
    Interne,
    /// Describes a person (GDPR, article 4): never in logs, errors, metrics or quality reports.
    Personnel,
}

impl Classification {
    /// Every classification with its name in contracts.
    pub(crate) const NAMED: [(&'static str, Self); 3] =
        [("public", Self::Public), ("interne", Self::Interne), ("personnel", Self::Personnel)];

    /// Returns the name used in contracts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Interne => "interne",
            Self::Personnel => "personnel",
        }
    }
}

/// How grave a violation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Recorded and shown.
    Avertissement,
    /// The new data are not published.
    Erreur,
}

impl Severity {
    /// Every severity with its name in contracts.
    pub(crate) const NAMED: [(&'static str, Self); 2] =
        [("avertissement", Self::Avertissement), ("erreur", Self::Erreur)];

    /// Returns the name used in contracts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Avertissement => "avertissement",
            Self::Erreur => "erreur",
        }
    }
}

/// What becomes of a readable value that breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OnViolation {
    /// The cell becomes NULL and the violation is recorded.
    Annuler,
    /// The value stays and the violation is recorded.
    Signaler,
}

impl OnViolation {
    /// Every action with its name in contracts.
    pub(crate) const NAMED: [(&'static str, Self); 2] = [("annuler", Self::Annuler), ("signaler", Self::Signaler)];

    /// Returns the name used in contracts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Annuler => "annuler",
            Self::Signaler => "signaler",
        }
    }
}

/// A foreign key: the column, in silver names, whose values this one takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Name of the other table.
    pub table: String,
    /// Name of its column.
    pub column: String,
}

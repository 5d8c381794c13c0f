//! What a text cell becomes: a typed value, the rule it breaks, or both.

use courtier_core::SalesforceId;

use crate::Rule;

/// A typed value. Text is borrowed from the cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// The cell, byte for byte.
    Text(&'a str),
    /// A whole number, in the column's unit.
    Integer(i64),
    /// A finite number, in the column's unit.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// Microseconds since 1970-01-01T00:00:00Z.
    Timestamp(i64),
    /// Days since 1970-01-01.
    Date(i32),
    /// A Salesforce id, 18 characters.
    Id(SalesforceId),
}

/// What reading a cell gives: `value` is what silver holds, `broken` what quality records.
///
/// A missing cell of an optional column has neither. Both are present when the contract says to keep the value and
/// only record the violation ([`crate::OnViolation::Signaler`]).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell<'a> {
    /// The value that silver holds; `None` is NULL.
    pub value: Option<Value<'a>>,
    /// The rule that the cell breaks.
    pub broken: Option<Rule>,
}

impl<'a> Cell<'a> {
    /// A missing value that breaks no rule.
    pub(crate) const MISSING: Self = Self { value: None, broken: None };

    /// A value that breaks no rule.
    pub(crate) const fn valid(value: Value<'a>) -> Self {
        Self { value: Some(value), broken: None }
    }

    /// A NULL because of `rule`.
    pub(crate) const fn refused(rule: Rule) -> Self {
        Self { value: None, broken: Some(rule) }
    }
}

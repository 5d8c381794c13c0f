//! From text to value: the only place where a cell of a source file is given a type.
//!
//! Nothing is guessed or rounded: a text that is not exactly a value of the declared type becomes NULL and a broken
//! rule. Nothing is allocated: this runs once a cell.

mod boolean;
mod calendar;
mod number;
mod paris;
mod timestamp;

use courtier_core::SalesforceId;

use crate::{Cell, Column, LogicalType, OnViolation, Rule, Value};

impl Column {
    /// Reads one cell.
    ///
    /// An empty or blank cell is a missing value. Text is kept byte for byte; the other types ignore blanks around the
    /// value. Accepted forms:
    /// - whole numbers `33`, `33.0`, `33,0`, `+33`, `1 234`; numbers also `7731.67`, `7 731,67`, `1e5`: a point or a
    ///   comma for the decimals, spaces (also U+00A0 and U+202F) between groups of three digits, never NaN or infinity;
    /// - booleans `0`/`1`, `0.0`/`1.0`, `true`/`false`, `vrai`/`faux`, `oui`/`non`, in any case;
    /// - days `2023-10-20` and `20/10/2023`; instants add ` 04:44`, ` 04:44:34` or `T04:44:34.000`, then nothing (Paris
    ///   time; the first of two when clocks go back), `Z`, `+02:00`, `+0200` or `+02`. Beyond microseconds, digits are
    ///   dropped;
    /// - Salesforce ids of 15 or 18 characters.
    #[must_use]
    pub fn read<'a>(&self, cell: &'a str) -> Cell<'a> {
        if is_blank(cell) {
            return self.missing();
        }
        let value = match self.logical_type {
            LogicalType::Text => Ok(Value::Text(cell)),
            LogicalType::Integer => number::integer(trimmed(cell)).map(Value::Integer).ok_or(Rule::TypeInvalide),
            LogicalType::Number => number::number(trimmed(cell)).map(Value::Number).ok_or(Rule::TypeInvalide),
            LogicalType::Boolean => boolean::boolean(trimmed(cell)).map(Value::Boolean).ok_or(Rule::TypeInvalide),
            LogicalType::Timestamp => timestamp::timestamp(trimmed(cell)).map(Value::Timestamp),
            LogicalType::Date => calendar::date(trimmed(cell)).map(Value::Date).ok_or(Rule::TypeInvalide),
            LogicalType::SalesforceId => {
                // The rule says all there is to say without showing the id, so the parser's reason is not carried on.
                SalesforceId::parse(trimmed(cell)).map(Value::Id).map_err(|_reason| Rule::IdentifiantInvalide)
            }
        };
        match value {
            Err(rule) => Cell::refused(rule),
            Ok(value) => self.judge(value),
        }
    }

    /// What an empty cell is.
    const fn missing<'a>(&self) -> Cell<'a> {
        if self.primary_key {
            Cell::refused(Rule::CleManquante)
        } else if self.required {
            Cell::refused(Rule::ObligatoireManquant)
        } else {
            Cell::MISSING
        }
    }

    /// Checks a readable value against the column's range and list.
    fn judge<'a>(&self, value: Value<'a>) -> Cell<'a> {
        let broken = match value {
            Value::Text(text) => self.refuses_text(text).then_some(Rule::ValeurNonDeclaree),
            Value::Number(number) => self.refuses_number(number).then_some(Rule::HorsBornes),
            // Exact up to 2^53; beyond, a rounded value is on the same side of any bound that a contract can state.
            Value::Integer(integer) => self.refuses_number(integer as f64).then_some(Rule::HorsBornes),
            Value::Boolean(_) | Value::Timestamp(_) | Value::Date(_) | Value::Id(_) => None,
        };
        match (broken, self.on_violation) {
            (None, _) => Cell::valid(value),
            (Some(rule), OnViolation::Annuler) => Cell::refused(rule),
            (Some(rule), OnViolation::Signaler) => Cell { value: Some(value), broken: Some(rule) },
        }
    }

    fn refuses_number(&self, number: f64) -> bool {
        self.bounds.is_some_and(|bounds| !bounds.contains(number))
    }

    fn refuses_text(&self, text: &str) -> bool {
        self.allowed.as_ref().is_some_and(|allowed| !allowed.iter().any(|one| one == text))
    }
}

/// Returns whether a cell holds nothing but white space.
fn is_blank(cell: &str) -> bool {
    // Most cells start with a visible ASCII character: no need to look further.
    !cell.as_bytes().first().is_some_and(u8::is_ascii_graphic) && cell.trim().is_empty()
}

/// Takes off the white space around a cell.
fn trimmed(cell: &str) -> &str {
    // Most cells have none: looking at both ends is cheaper than decoding characters.
    match cell.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

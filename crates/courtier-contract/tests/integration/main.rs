//! Tests of the crate through its public API.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may panic too, but clippy only exempts tests")]

mod built_in;
mod example_contract;
mod fingerprint;
mod paris_time;
mod reading;
mod refusals;
mod round_trip;

use courtier_contract::{Classification, Column, LogicalType, OnViolation, Severity};

/// An optional column of this type, without rules.
fn column(logical_type: LogicalType) -> Column {
    Column {
        name: "colonne".to_owned(),
        source_name: "Colonne__c".to_owned(),
        business_name: "Colonne".to_owned(),
        description: "Une colonne.".to_owned(),
        unit: None,
        logical_type,
        required: false,
        primary_key: false,
        classification: Classification::Interne,
        bounds: None,
        allowed: None,
        relation: None,
        severity: Severity::Avertissement,
        on_violation: OnViolation::Annuler,
    }
}

/// Every type of column.
const TYPES: [LogicalType; 7] = [
    LogicalType::Text,
    LogicalType::Integer,
    LogicalType::Number,
    LogicalType::Boolean,
    LogicalType::Timestamp,
    LogicalType::Date,
    LogicalType::SalesforceId,
];

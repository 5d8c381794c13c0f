//! Columns of the bronze and silver tables, derived from a contract.

use std::collections::BTreeSet;
use std::sync::Arc;

use courtier_contract::{Column, Contract, LogicalType};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

/// Audit columns: where a row comes from.
pub mod audit {
    /// Run that loaded the row.
    pub const RUN_ID: &str = "_run_id";
    /// When the row was loaded.
    pub const LOADED_AT: &str = "_loaded_at";
    /// Name of the file, as given to `ingest` (inside an archive: `archive.zip/file.csv`).
    pub const SOURCE_FILE: &str = "_source_file";
    /// SHA-256 of the file, 64 hexadecimal characters. Partition column of bronze.
    pub const SOURCE_SHA256: &str = "_source_sha256";
    /// Line of the file where the row starts; the header is line 1.
    pub const SOURCE_ROW: &str = "_source_row";
    /// XXH3 hash of the contract's fingerprint and the row's source cells: tells whether a newer export changed it.
    pub const ROW_HASH: &str = "_row_hash";
}

/// Type of every instant in the lake: microseconds, UTC.
#[must_use]
pub fn timestamp_type() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// Returns the columns of `bronze.<table>` for a file: the contract's columns, then the file's unknown ones, all text
/// under their names in the source, then the audit columns.
#[must_use]
pub fn bronze_schema(contract: &Contract, extras: &[String]) -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let mut taken: BTreeSet<String> = contract.columns().iter().map(|c| c.source_name.to_lowercase()).collect();
    let extras: Vec<String> = extras.iter().map(|name| free_name(delta_name(name), &mut taken)).collect();
    let fields: Vec<Field> = contract
        .columns()
        .iter()
        .map(|column| text(&column.source_name))
        .chain(extras.iter().map(|name| text(name)))
        .chain([
            text(audit::RUN_ID),
            Field::new(audit::LOADED_AT, timestamp_type(), true),
            text(audit::SOURCE_FILE),
            Field::new(audit::SOURCE_ROW, DataType::Int64, true),
            text(audit::SOURCE_SHA256),
        ])
        .collect();
    Arc::new(Schema::new(fields))
}

/// Returns the columns of `silver.<table>`: the contract's, typed, then the audit columns.
#[must_use]
pub fn silver_schema(contract: &Contract) -> SchemaRef {
    let fields: Vec<Field> = contract
        .columns()
        .iter()
        .map(silver_field)
        .chain([
            Field::new(audit::RUN_ID, DataType::Utf8, true),
            Field::new(audit::LOADED_AT, timestamp_type(), true),
            Field::new(audit::SOURCE_FILE, DataType::Utf8, true),
            Field::new(audit::SOURCE_ROW, DataType::Int64, true),
            Field::new(audit::ROW_HASH, DataType::Int64, true),
        ])
        .collect();
    Arc::new(Schema::new(fields))
}

fn silver_field(column: &Column) -> Field {
    let data_type = match column.logical_type {
        LogicalType::Text | LogicalType::SalesforceId => DataType::Utf8,
        LogicalType::Integer => DataType::Int64,
        LogicalType::Number => DataType::Float64,
        LogicalType::Boolean => DataType::Boolean,
        LogicalType::Timestamp => timestamp_type(),
        LogicalType::Date => DataType::Date32,
    };
    Field::new(&column.name, data_type, !column.primary_key)
}

/// Returns `name`, or the first of `name_2`, `name_3`... that no other column has, case apart.
fn free_name(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut free = name.clone();
    let mut number = 2;
    while !taken.insert(free.to_lowercase()) {
        free = format!("{name}_{number}");
        number += 1;
    }
    free
}

/// Returns a column name that Delta Lake accepts: ` ,;{}()=` and control characters become `_`, and a name that could be
/// taken for an audit column gets a prefix.
fn delta_name(source_name: &str) -> String {
    let name: String =
        source_name.chars().map(|c| if c.is_control() || " ,;{}()=".contains(c) { '_' } else { c }).collect();
    if name.starts_with('_') || name.is_empty() { format!("source{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::delta_name;

    #[test]
    fn makes_unknown_headers_storable() {
        assert_eq!(delta_name("Nom (client)"), "Nom__client_");
        assert_eq!(delta_name("_run_id"), "source_run_id");
        assert_eq!(delta_name("Libellé"), "Libellé");
    }
}

//! What is wrong, as rows of `quality.violations` and `quality.lignes_rejetees`.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use courtier_contract::{Rule, Severity};
use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;

use crate::table_columns::{audit, timestamp_type};

/// Partition column of the quality tables: the table that a row is about.
pub const TARGET_TABLE: &str = "table_cible";
/// Partition column of `quality.violations`: what a violation is about.
pub const LEVEL: &str = "niveau";
/// Column of `quality.violations` that names the row of the table.
pub const KEY: &str = "cle";

/// What a violation is about: decides how long its row stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ViolationLevel {
    /// A cell of a file: stays as long as the row of silver that came with it.
    Row,
    /// A repeated row of a file: stays until a newer file has the key.
    Duplicate,
    /// A row against another table: computed anew when one of the two changes.
    Relation,
    /// A row against the last full export of its table: computed anew at each one; a partial export that has the key
    /// ends it too.
    Export,
    /// A row of a model against the model's contract: computed anew at each build of the model.
    Model,
}

impl ViolationLevel {
    /// Returns the value of the partition column `niveau`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Row => "ligne",
            Self::Duplicate => "doublon",
            Self::Relation => "relation",
            Self::Export => "export",
            Self::Model => "modele",
        }
    }
}

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// How grave it is.
    pub severity: Severity,
    /// Silver name of the column.
    pub column: Option<String>,
    /// Key of the row.
    pub key: Option<String>,
    /// Source text of the cell; `None` for personal data.
    pub value: Option<String>,
    /// File, when it is not the one being read.
    pub file: Option<String>,
    /// Line of the file.
    pub line: Option<i64>,
}

/// A row of a file that is not in silver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// Line of the file.
    pub line: i64,
    /// Code of the reason.
    pub reason: String,
    /// The reason in French.
    pub explanation: String,
    /// The line as it is in the file; `None` when bronze has the row.
    pub text: Option<String>,
}

/// Returns the columns of `quality.violations`: one row a broken rule.
#[must_use]
pub fn violations_schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    Arc::new(Schema::new(vec![
        text("regle"),
        text("gravite"),
        text("colonne"),
        text(KEY),
        text("valeur"),
        text("fichier"),
        Field::new("ligne", DataType::Int64, true),
        text(audit::RUN_ID),
        Field::new("_detectee_le", timestamp_type(), true),
        text(TARGET_TABLE),
        text(LEVEL),
    ]))
}

/// Returns the columns of `quality.lignes_rejetees`: one row a row of a file that is not in silver.
#[must_use]
pub fn rejected_schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    Arc::new(Schema::new(vec![
        text("fichier"),
        Field::new("ligne", DataType::Int64, true),
        text("motif"),
        text("explication"),
        text("texte"),
        text(audit::RUN_ID),
        Field::new("_rejetee_le", timestamp_type(), true),
        text(TARGET_TABLE),
    ]))
}

/// Where and when rows of the quality tables were found.
#[derive(Debug, Clone, Copy)]
pub struct Finding<'a> {
    /// File.
    pub file: &'a str,
    /// Run.
    pub run_id: &'a str,
    /// Start of the run.
    pub found_at: DateTime<Utc>,
}

/// Makes the file columns (all but the partition columns) of `quality.violations`.
///
/// # Errors
/// [`ArrowError`] when `schema` is not that of [`violations_schema`] without its partition columns.
pub fn violations_batch(
    schema: &SchemaRef,
    violations: &[Violation],
    finding: Finding<'_>,
) -> Result<RecordBatch, ArrowError> {
    let text = |value: fn(&Violation) -> Option<&str>| -> ArrayRef {
        Arc::new(violations.iter().map(value).collect::<StringArray>())
    };
    let rows = violations.len();
    RecordBatch::try_new(
        Arc::clone(schema),
        vec![
            text(|v| Some(v.rule.as_str())),
            text(|v| Some(v.severity.as_str())),
            text(|v| v.column.as_deref()),
            text(|v| v.key.as_deref()),
            text(|v| v.value.as_deref()),
            Arc::new(
                violations.iter().map(|v| Some(v.file.as_deref().unwrap_or(finding.file))).collect::<StringArray>(),
            ),
            Arc::new(violations.iter().map(|v| v.line).collect::<Int64Array>()),
            constant(finding.run_id, rows),
            instant(finding.found_at, rows),
        ],
    )
}

/// Makes the file columns (all but the partition column) of `quality.lignes_rejetees`.
///
/// # Errors
/// [`ArrowError`] when `schema` is not that of [`rejected_schema`] without its partition column.
pub fn rejected_batch(
    schema: &SchemaRef,
    rejected: &[RejectedRow],
    finding: Finding<'_>,
) -> Result<RecordBatch, ArrowError> {
    let text = |value: fn(&RejectedRow) -> Option<&str>| -> ArrayRef {
        Arc::new(rejected.iter().map(value).collect::<StringArray>())
    };
    let rows = rejected.len();
    RecordBatch::try_new(
        Arc::clone(schema),
        vec![
            constant(finding.file, rows),
            Arc::new(rejected.iter().map(|r| Some(r.line)).collect::<Int64Array>()),
            text(|r| Some(&r.reason)),
            text(|r| Some(&r.explanation)),
            text(|r| r.text.as_deref()),
            constant(finding.run_id, rows),
            instant(finding.found_at, rows),
        ],
    )
}

fn constant(text: &str, rows: usize) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(std::iter::repeat_n(text, rows)))
}

fn instant(at: DateTime<Utc>, rows: usize) -> ArrayRef {
    Arc::new(TimestampMicrosecondArray::from_value(at.timestamp_micros(), rows).with_timezone("UTC"))
}

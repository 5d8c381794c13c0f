//! Turns the rows of one block of a file into the columns of bronze and silver, and into what is wrong with them.

use std::sync::Arc;

use courtier_contract::{Classification, Rule, Value};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::array::{ArrayRef, Int64Array, StringArray, StringBuilder, TimestampMicrosecondArray};

use crate::row_fate::{KeyHash, key_hash, row_hash};
use crate::silver_column::SilverColumn;
use crate::{LakeError, LoadShape, RejectedRow, Violation};

/// Separates the cells of a row when it is hashed; cannot occur in a CSV cell by accident.
const CELL_END: u8 = 0x1f;

/// The rows of a block, column by column, ready to be written once the fate of each row is known.
#[derive(Debug)]
pub struct BlockRows {
    /// Columns of bronze, one row a row of the file.
    pub bronze: RecordBatch,
    /// Columns of silver, one row a row of `keys`.
    pub silver: RecordBatch,
    /// Key and hash of each row of silver, in the order of the file.
    pub keys: Vec<(KeyHash, i64)>,
    /// Violations, with the position in `keys` of the row they are about.
    pub violations: Vec<(usize, Violation)>,
    /// Rows without a usable key, and lines that could not be read.
    pub rejected: Vec<RejectedRow>,
    /// Key and line of each row of silver, to name duplicates.
    pub lines: Vec<i64>,
    /// Rows read: parsed and rejected ones.
    pub rows_read: u64,
}

/// Collects the rows of one block.
#[derive(Debug)]
pub struct BlockRowsBuilder<'s> {
    shape: &'s LoadShape,
    bronze: Vec<StringBuilder>,
    silver: Vec<SilverColumn>,
    bronze_lines: Vec<i64>,
    lines: Vec<i64>,
    keys: Vec<(KeyHash, i64)>,
    violations: Vec<(usize, Violation)>,
    rejected: Vec<RejectedRow>,
    row_text: Vec<u8>,
    found: Vec<(usize, Rule)>,
}

impl<'s> BlockRowsBuilder<'s> {
    /// Prepares for about `rows` rows.
    #[must_use]
    pub fn new(shape: &'s LoadShape, rows: usize) -> Self {
        let columns = shape.contract.columns();
        Self {
            shape,
            bronze: (0..shape.cell_count()).map(|_| StringBuilder::with_capacity(rows, rows * 8)).collect(),
            silver: columns.iter().map(|column| SilverColumn::new(column.logical_type, rows)).collect(),
            bronze_lines: Vec::with_capacity(rows),
            lines: Vec::with_capacity(rows),
            keys: Vec::with_capacity(rows),
            violations: Vec::new(),
            rejected: Vec::new(),
            row_text: Vec::with_capacity(512),
            found: Vec::new(),
        }
    }

    /// Adds a line that could not be read.
    pub fn reject(&mut self, rejected: RejectedRow) {
        self.rejected.push(rejected);
    }

    /// Adds a row. `cell` gives the text of a column: the contract's first, then the unknown ones; `None` when the file
    /// does not have it.
    pub fn push<'c>(&mut self, line: i64, cell: impl Fn(usize) -> Option<&'c str>) {
        for (position, column) in self.bronze.iter_mut().enumerate() {
            match cell(position) {
                Some(text) if !text.is_empty() => column.append_value(text),
                _ => column.append_null(),
            }
        }
        self.bronze_lines.push(line);
        self.push_silver(line, cell);
    }

    fn push_silver<'c>(&mut self, line: i64, cell: impl Fn(usize) -> Option<&'c str>) {
        let (key_position, key_column) = self.shape.contract.key();
        let key_cell = key_column.read(cell(key_position).unwrap_or_default());
        let key = match &key_cell.value {
            Some(Value::Id(id)) => key_hash(id.as_str()),
            Some(Value::Text(text)) => key_hash(text),
            Some(Value::Integer(number)) => key_hash(&number.to_string()),
            _ => {
                let rule = match key_cell.broken {
                    None | Some(Rule::ObligatoireManquant) => Rule::CleManquante,
                    Some(rule) => rule,
                };
                self.rejected.push(RejectedRow {
                    line,
                    reason: rule.as_str().to_owned(),
                    explanation: format!("{} La ligne entière est dans bronze.", rule.description()),
                    text: None,
                });
                return;
            }
        };
        self.row_text.clear();
        self.row_text.extend_from_slice(&self.shape.fingerprint.to_le_bytes());
        self.found.clear();
        for (position, (column, builder)) in self.shape.contract.columns().iter().zip(&mut self.silver).enumerate() {
            let text = cell(position).unwrap_or_default();
            self.row_text.extend_from_slice(text.as_bytes());
            self.row_text.push(CELL_END);
            let read = column.read(text);
            if let Some(rule) = read.broken {
                self.found.push((position, rule));
            }
            builder.push(read.value);
        }
        if !self.found.is_empty() {
            self.record_violations(line, &key_cell.value, &cell);
        }
        self.keys.push((key, row_hash(&self.row_text)));
        self.lines.push(line);
    }

    fn record_violations<'c>(&mut self, line: i64, key: &Option<Value<'_>>, cell: &impl Fn(usize) -> Option<&'c str>) {
        let key_text = match key {
            Some(Value::Id(id)) => id.as_str().to_owned(),
            Some(Value::Text(text)) => (*text).to_owned(),
            Some(Value::Integer(number)) => number.to_string(),
            _ => String::new(),
        };
        for (position, rule) in &self.found {
            let column = &self.shape.contract.columns()[*position];
            let value = match column.classification {
                Classification::Personnel => None,
                Classification::Public | Classification::Interne => cell(*position).map(str::to_owned),
            };
            let violation = Violation {
                rule: *rule,
                severity: column.severity,
                column: Some(column.name.clone()),
                key: Some(key_text.clone()),
                value,
                file: None,
                line: Some(line),
            };
            self.violations.push((self.keys.len(), violation));
        }
    }

    /// Assembles the columns.
    ///
    /// # Errors
    /// [`LakeError::Columns`] when the columns do not fit together (a defect).
    pub fn finish(self) -> Result<BlockRows, LakeError> {
        let shape = self.shape;
        let rows_read = (self.bronze_lines.len() + self.rejected_without_row()) as u64;
        let mut bronze: Vec<ArrayRef> =
            self.bronze.into_iter().map(|mut column| Arc::new(column.finish()) as ArrayRef).collect();
        let rows = self.bronze_lines.len();
        bronze.extend([
            constant_text(&shape.run_id, rows),
            constant_time(shape, rows),
            constant_text(&shape.source_file, rows),
            Arc::new(Int64Array::from(self.bronze_lines)) as ArrayRef,
        ]);
        let mut silver: Vec<ArrayRef> = self.silver.into_iter().map(SilverColumn::finish).collect();
        let rows = self.keys.len();
        silver.extend([
            constant_text(&shape.run_id, rows),
            constant_time(shape, rows),
            constant_text(&shape.source_file, rows),
            Arc::new(Int64Array::from(self.lines.clone())) as ArrayRef,
            Arc::new(Int64Array::from_iter_values(self.keys.iter().map(|(_, hash)| *hash))) as ArrayRef,
        ]);
        let assemble = |schema, columns| {
            let table = || courtier_core::TableName::new(courtier_core::Schema::Silver, shape.contract.table());
            RecordBatch::try_new(schema, columns).map_err(|source| match table() {
                Ok(table) => LakeError::Columns { table, source },
                Err(name) => LakeError::state("contrat", "lecture")(name),
            })
        };
        Ok(BlockRows {
            bronze: assemble(Arc::clone(&shape.bronze), bronze)?,
            silver: assemble(Arc::clone(&shape.silver), silver)?,
            keys: self.keys,
            violations: self.violations,
            rejected: self.rejected,
            lines: self.lines,
            rows_read,
        })
    }

    /// Lines that could not be read have no row in bronze; rows without a key have one.
    fn rejected_without_row(&self) -> usize {
        self.rejected.iter().filter(|rejected| rejected.text.is_some()).count()
    }
}

fn constant_text(text: &str, rows: usize) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(std::iter::repeat_n(text, rows)))
}

fn constant_time(shape: &LoadShape, rows: usize) -> ArrayRef {
    let micros = shape.loaded_at.timestamp_micros();
    Arc::new(TimestampMicrosecondArray::from_value(micros, rows).with_timezone("UTC"))
}

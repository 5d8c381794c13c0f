//! Rows of a query as structs, through serde.

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::json::ArrayWriter;
use serde::de::DeserializeOwned;

use crate::AnswerError;

/// Reads the rows of small results: one struct a row, a field a column.
pub(crate) fn rows<T: DeserializeOwned>(table: &'static str, batches: &[RecordBatch]) -> Result<Vec<T>, AnswerError> {
    let wrong = |source: Box<dyn std::error::Error + Send + Sync>| AnswerError::Row { table, source };
    let mut writer = ArrayWriter::new(Vec::new());
    let batches: Vec<&RecordBatch> = batches.iter().filter(|batch| batch.num_rows() > 0).collect();
    writer.write_batches(&batches).map_err(|source| wrong(source.into()))?;
    writer.finish().map_err(|source| wrong(source.into()))?;
    let json = writer.into_inner();
    if json.is_empty() {
        return Ok(Vec::new());
    }
    serde_json::from_slice(&json).map_err(|source| wrong(source.into()))
}

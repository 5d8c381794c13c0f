//! Writes record batches as the Parquet files of a table, not yet visible to readers.

use std::collections::HashMap;
use std::num::NonZeroU64;

use courtier_core::TableName;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use deltalake_core::datafile::writer::{DeltaWriter, WriterConfig};
use deltalake_core::kernel::Add;
use deltalake_core::logstore::LogStoreRef;
use deltalake_core::operations::get_num_idx_cols_and_stats_columns;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};

use crate::LakeError;

/// Bytes after which a new Parquet file is begun.
const TARGET_FILE_BYTES: u64 = 128 * 1024 * 1024;
/// Rows after which a new row group is begun: bounds the memory of a writer.
const ROW_GROUP_ROWS: usize = 128 * 1024;

/// Encodes batches of one table to Parquet files in its folder. One writer a thread; several write to the same table.
///
/// The files belong to the table only once their [`Add`] actions are committed.
pub struct TableWriter {
    table: TableName,
    inner: DeltaWriter,
}

impl std::fmt::Debug for TableWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableWriter").field("table", &self.table).finish_non_exhaustive()
    }
}

impl TableWriter {
    /// Makes a writer of files with the columns of `schema` (partition columns left out).
    pub(crate) fn new(table: &TableName, log_store: &LogStoreRef, schema: SchemaRef) -> Self {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
            .set_created_by(concat!("courtier ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let (indexed_columns, stats_columns) = get_num_idx_cols_and_stats_columns(None, HashMap::new());
        let target = NonZeroU64::new(TARGET_FILE_BYTES);
        let config =
            WriterConfig::new(schema, Vec::new(), Some(properties), target, None, indexed_columns, stats_columns);
        Self { table: table.clone(), inner: DeltaWriter::new(log_store.object_store(None), config) }
    }

    /// Encodes one batch.
    ///
    /// # Errors
    /// [`LakeError::Table`] when the batch does not have the table's columns or the storage fails.
    pub async fn write(&mut self, batch: &RecordBatch) -> Result<(), LakeError> {
        self.inner.write(batch).await.map_err(LakeError::table(&self.table, "écriture"))
    }

    /// Ends the last file and returns the actions that would add the files to the table.
    ///
    /// # Errors
    /// [`LakeError::Table`] when the storage fails.
    pub async fn finish(self) -> Result<Vec<Add>, LakeError> {
        self.inner.close().await.map_err(LakeError::table(&self.table, "écriture"))
    }
}

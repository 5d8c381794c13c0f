//! Writes record batches as the Parquet files of a table, not yet visible to readers.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroU64;
use std::sync::Arc;

use courtier_core::{Schema, TableName};
use datafusion::arrow::array::{ArrayRef, RecordBatch, new_null_array};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::hash_utils::{RandomState, create_hashes};
use deltalake_core::datafile::writer::{DeltaWriter, WriterConfig};
use deltalake_core::kernel::Add;
use deltalake_core::logstore::LogStoreRef;
use deltalake_core::operations::get_num_idx_cols_and_stats_columns;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use crate::LakeError;
use crate::small_writes::SmallWrites;
use crate::staged_table::column_named;

/// Bytes after which a new Parquet file is begun.
const TARGET_FILE_BYTES: u64 = 128 * 1024 * 1024;
/// Rows after which a new row group is begun: bounds the memory of a writer.
const ROW_GROUP_ROWS: usize = 128 * 1024;
/// Rows of the first batch that decide which columns get a dictionary.
const SAMPLE_ROWS: usize = 2048;

/// Encodes batches of one table to Parquet files in its folder. One writer a thread; several write to the same table.
///
/// The files belong to the table only once their [`Add`] actions are committed.
pub struct TableWriter {
    table: TableName,
    schema: SchemaRef,
    log_store: LogStoreRef,
    /// Made with the first batch, which decides how columns are encoded.
    inner: Option<DeltaWriter>,
}

impl std::fmt::Debug for TableWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableWriter").field("table", &self.table).finish_non_exhaustive()
    }
}

impl TableWriter {
    /// Makes a writer of files with the columns of `schema` (partition columns left out).
    pub(crate) fn new(table: &TableName, log_store: &LogStoreRef, schema: SchemaRef) -> Self {
        Self { table: table.clone(), schema, log_store: Arc::clone(log_store), inner: None }
    }

    /// Encodes one batch. Columns are matched by name: the table may have them in another order (it grew), and those
    /// that the batch does not have are NULL.
    ///
    /// # Errors
    /// [`LakeError`] when a column of the batch has another type than the table's, or the storage fails.
    pub fn write<'a>(&'a mut self, batch: &'a RecordBatch) -> BoxFuture<'a, Result<(), LakeError>> {
        async move {
            if batch.num_rows() == 0 {
                return Ok(());
            }
            let conformed;
            let batch = if batch.schema_ref() == &self.schema {
                batch
            } else {
                conformed = self.conform(batch)?;
                &conformed
            };
            let inner = match &mut self.inner {
                Some(inner) => inner,
                None => {
                    let writer = self.delta_writer(batch)?;
                    self.inner.insert(writer)
                }
            };
            inner.write(batch).await.map_err(LakeError::table(&self.table, "écriture"))
        }
        .boxed()
    }

    /// Ends the last file and returns the actions that would add the files to the table.
    ///
    /// # Errors
    /// [`LakeError::Table`] when the storage fails.
    pub fn finish(self) -> BoxFuture<'static, Result<Vec<Add>, LakeError>> {
        async move {
            match self.inner {
                Some(inner) => inner.close().await.map_err(LakeError::table(&self.table, "écriture")),
                None => Ok(Vec::new()),
            }
        }
        .boxed()
    }

    fn conform(&self, batch: &RecordBatch) -> Result<RecordBatch, LakeError> {
        let columns = self
            .schema
            .fields()
            .iter()
            .map(|field| match column_named(batch.schema_ref(), field.name()) {
                Some(position) => Arc::clone(batch.column(position)),
                None => new_null_array(field.data_type(), batch.num_rows()),
            })
            .collect();
        RecordBatch::try_new(Arc::clone(&self.schema), columns)
            .map_err(|source| LakeError::Columns { table: self.table.clone(), source })
    }

    fn delta_writer(&self, first: &RecordBatch) -> Result<DeltaWriter, LakeError> {
        // Bronze is an archive of text: the smallest and largest text of a column help no query, and cost two
        // comparisons a cell.
        let is_archive = self.table.schema() == Schema::Bronze;
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(if is_archive { EnabledStatistics::None } else { EnabledStatistics::Chunk })
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
            .set_created_by(concat!("courtier ", env!("CARGO_PKG_VERSION")).to_owned());
        for (field, column) in first.schema_ref().fields().iter().zip(first.columns()) {
            let path = ColumnPath::from(field.name().as_str());
            properties = properties.set_column_dictionary_enabled(path, repeats(column)?);
        }
        let (indexed_columns, stats_columns) = get_num_idx_cols_and_stats_columns(None, HashMap::new());
        let config = WriterConfig::new(
            Arc::clone(&self.schema),
            Vec::new(),
            Some(properties.build()),
            NonZeroU64::new(TARGET_FILE_BYTES),
            None,
            indexed_columns,
            stats_columns,
        );
        Ok(DeltaWriter::new(Arc::new(SmallWrites(self.log_store.object_store(None))), config))
    }
}

/// Returns whether the first values of a column repeat enough for a dictionary to pay.
///
/// Hashing every cell of a column of keys or amounts to build a dictionary that is then given up took 40 % of the time
/// of an ingest.
fn repeats(column: &ArrayRef) -> Result<bool, LakeError> {
    let sample = column.slice(0, column.len().min(SAMPLE_ROWS));
    let mut hashes = vec![0; sample.len()];
    create_hashes([&sample], &RandomState::with_seed(0), &mut hashes)?;
    let distinct: BTreeSet<u64> = hashes.iter().copied().collect();
    Ok(distinct.len() * 2 <= hashes.len())
}

//! Reads the rows of one Parquet file of a table, with the columns asked for.

use std::sync::Arc;

use datafusion::arrow::array::{RecordBatch, RecordBatchOptions, new_null_array};
use datafusion::arrow::datatypes::{Schema, SchemaRef};
use deltalake_core::kernel::Add;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::ObjectStore;
use parquet::arrow::async_reader::ParquetObjectReader;
use parquet::arrow::{ParquetRecordBatchStreamBuilder, ProjectionMask};
use parquet::errors::ParquetError;

use crate::{LakeError, StagedTable};

/// Rows read at a time.
const BATCH_ROWS: usize = 64 * 1024;

impl StagedTable {
    /// Streams the rows of one of the table's files: the columns of `wanted`, in its order; a column that the file does
    /// not have is NULL. Partition columns are not in the files.
    ///
    /// # Errors
    /// [`LakeError::State`] naming the file when it cannot be read.
    pub async fn file_rows(
        &self,
        file: &Add,
        wanted: &SchemaRef,
    ) -> Result<BoxStream<'static, Result<RecordBatch, LakeError>>, LakeError> {
        let store: Arc<dyn ObjectStore> = self.object_store();
        let path = format!("{}/{}", self.name().folder(), file.path);
        let failed = {
            let path = path.clone();
            move |source: ParquetError| LakeError::state(&path, "lecture")(source)
        };
        let reader = ParquetObjectReader::new(store, object_store::path::Path::from(file.path.as_str()));
        let builder = ParquetRecordBatchStreamBuilder::new(reader).await.map_err(&failed)?;
        let names: Vec<&str> = wanted.fields().iter().map(|f| f.name().as_str()).collect();
        let mask = ProjectionMask::columns(builder.parquet_schema(), names);
        let stream = builder.with_projection(mask).with_batch_size(BATCH_ROWS).build().map_err(&failed)?;
        let wanted = Arc::clone(wanted);
        Ok(stream
            .map_err(failed)
            .map(move |batch| {
                let batch = batch?;
                conform(&batch, &wanted).map_err(|source| LakeError::state(&path, "lecture")(source))
            })
            .boxed())
    }
}

/// Returns the batch with exactly the columns of `wanted`, NULL where it has none.
fn conform(batch: &RecordBatch, wanted: &Arc<Schema>) -> Result<RecordBatch, datafusion::arrow::error::ArrowError> {
    let columns = wanted
        .fields()
        .iter()
        .map(|field| match batch.column_by_name(field.name()) {
            Some(column) => datafusion::arrow::compute::cast(column, field.data_type()),
            None => Ok(new_null_array(field.data_type(), batch.num_rows())),
        })
        .collect::<Result<_, _>>()?;
    let options = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::clone(wanted), columns, &options)
}

//! Reads the rows of one Parquet file of a table, with the columns asked for.

use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::execution::SendableRecordBatchStream;

use crate::session::plain_context;
use crate::{LakeError, StagedTable, TableFile};

impl StagedTable {
    /// Streams the rows of one of the table's files: the columns of `wanted`, in its order; a column that the file does
    /// not have is NULL. Partition columns are not in the files.
    ///
    /// # Errors
    /// [`LakeError::Query`] when the file cannot be read.
    pub(crate) async fn file_rows(
        &self,
        file: &TableFile,
        wanted: &SchemaRef,
    ) -> Result<SendableRecordBatchStream, LakeError> {
        let rows = self.scan(&[file], Arc::clone(wanted))?;
        Ok(plain_context().read_table(rows)?.execute_stream().await?)
    }
}

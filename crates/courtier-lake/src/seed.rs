//! A seed: a table whose rows come with courtier or from the configuration, and not from a file or a model.

use std::sync::Arc;

use courtier_contract::Contract;
use courtier_core::TableName;
use datafusion::arrow::array::RecordBatch;
use datafusion::catalog::TableProvider;
use datafusion::datasource::MemTable;

use crate::{LakeError, LakeSession};

/// Rows known before any file is read, and what they promise.
#[derive(Debug, Clone)]
pub struct Seed {
    /// Table that they are.
    pub table: TableName,
    /// The rows.
    pub rows: RecordBatch,
    /// Columns, key, bounds; `None` for rows that promise nothing.
    pub contract: Option<Contract>,
}

impl Seed {
    /// Returns the rows as a table in memory.
    pub(crate) fn provider(&self) -> Result<Arc<dyn TableProvider>, LakeError> {
        Ok(Arc::new(MemTable::try_new(self.rows.schema(), vec![vec![self.rows.clone()]])?))
    }

    /// Shows the rows in `session`, instead of what the lake has under that name.
    ///
    /// # Errors
    /// [`LakeError::Query`] when the rows are no table: a defect of courtier.
    pub fn show_in(&self, session: &LakeSession) -> Result<(), LakeError> {
        session.show(&self.table, self.provider()?);
        Ok(())
    }
}

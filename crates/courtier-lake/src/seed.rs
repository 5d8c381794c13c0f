//! A seed: a table whose rows come with courtier or from the configuration, and not from a file or a model.

use std::sync::Arc;

use courtier_contract::Contract;
use courtier_core::TableName;
use datafusion::arrow::array::RecordBatch;
use datafusion::catalog::TableProvider;
use datafusion::common::ScalarValue;
use datafusion::datasource::{MemTable, ViewTable};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, lit};

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
    /// Returns the rows as a table: one row as constants, which go into the plans of the queries that read it.
    pub(crate) fn provider(&self) -> Result<Arc<dyn TableProvider>, LakeError> {
        if self.rows.num_rows() == 1 {
            let schema = self.rows.schema();
            let values = schema.fields().iter().zip(self.rows.columns());
            let constants =
                values.map(|(field, column)| Ok(lit(ScalarValue::try_from_array(column, 0)?).alias(field.name())));
            let constants: Vec<Expr> = constants.collect::<Result<_, DataFusionError>>()?;
            let row = LogicalPlanBuilder::empty(true).project(constants)?.build()?;
            return Ok(Arc::new(ViewTable::new(row, None)));
        }
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

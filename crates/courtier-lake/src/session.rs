//! The one place where SQL sessions are made.

use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::dataframe::DataFrame;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::context::SQLOptions;
use datafusion::prelude::{SessionConfig, SessionContext};

use crate::catalog::LakeCatalog;
use crate::{Lake, LakeError, Publication, Published};
use courtier_core::TableName;

/// Name of the catalog in SQL.
const CATALOG: &str = "courtier";

/// A SQL session on one publication of a lake: what it reads does not change while it lives.
#[derive(Clone)]
pub struct LakeSession {
    context: SessionContext,
    catalog: Arc<LakeCatalog>,
}

impl std::fmt::Debug for LakeSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LakeSession").field("catalog", &self.catalog).finish_non_exhaustive()
    }
}

impl LakeSession {
    /// Opens a session on what is published now.
    ///
    /// # Errors
    /// [`LakeError::State`] when the lake's state cannot be read.
    pub async fn open(lake: &Lake) -> Result<Self, LakeError> {
        Ok(Self::on(lake, &lake.published().await?))
    }

    /// Opens a session on a given publication.
    #[must_use]
    pub fn on(lake: &Lake, published: &Published) -> Self {
        let mut config = SessionConfig::new()
            .with_information_schema(true)
            .with_default_catalog_and_schema(CATALOG, "silver")
            .with_create_default_catalog_and_schema(false);
        let parquet = &mut config.options_mut().execution.parquet;
        // Filters are decided on their own columns first, and only the rows that pass are read from the others.
        parquet.pushdown_filters = true;
        parquet.reorder_filters = true;
        parquet.schema_force_view_types = false;
        let catalog = Arc::new(LakeCatalog::new(lake, published));
        let state = SessionStateBuilder::new_with_default_features().with_config(config).build();
        let context = SessionContext::new_with_state(state);
        context.register_catalog(CATALOG, Arc::clone(&catalog) as Arc<_>);
        Self { context, catalog }
    }

    /// Opens a session that also sees the tables being prepared by a publication.
    ///
    /// # Errors
    /// [`LakeError::Query`] when a staged table cannot be planned.
    pub fn on_publication(publication: &Publication<'_>) -> Result<Self, LakeError> {
        let session = Self::on(publication.lake(), publication.published());
        for staged in publication.staged_tables() {
            session.show(staged.name(), staged.next_version(publication.lake())?);
        }
        Ok(session)
    }

    /// Shows `provider` under `name`.
    pub fn show(&self, name: &TableName, provider: Arc<dyn TableProvider>) {
        self.catalog.show(name, provider);
    }

    /// Returns whether a table exists.
    #[must_use]
    pub fn has_table(&self, schema: &str, table: &str) -> bool {
        self.catalog.has(schema, table)
    }

    /// Returns the DataFusion context.
    #[must_use]
    pub const fn context(&self) -> &SessionContext {
        &self.context
    }

    /// Plans a query that only reads.
    ///
    /// # Errors
    /// [`LakeError::Query`] when the text is not one statement that reads, or names what does not exist.
    pub async fn query(&self, sql: &str) -> Result<DataFrame, LakeError> {
        let read_only = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
        Ok(self.context.sql_with_options(sql, read_only).await?)
    }

    /// Runs a query that only reads and returns its columns and rows.
    ///
    /// # Errors
    /// [`LakeError::Query`] as for [`LakeSession::query`], or when the query fails.
    pub async fn collect(&self, sql: &str) -> Result<(SchemaRef, Vec<RecordBatch>), LakeError> {
        let frame = self.query(sql).await?;
        let schema = Arc::clone(frame.schema().inner());
        Ok((schema, frame.collect().await?))
    }
}

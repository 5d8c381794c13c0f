//! The one place where SQL sessions are made.

use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::TableReference;
use datafusion::dataframe::DataFrame;
use datafusion::datasource::ViewTable;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::context::SQLOptions;
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::optimizer::Optimizer;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion::sql::parser::Statement;
use datafusion::sql::sqlparser::ast::Statement as SqlStatement;

use crate::catalog::LakeCatalog;
use crate::known_row::KnownRow;
use crate::{Lake, LakeError, Model, Publication, Published, functions};
use courtier_core::{TableName, nearest};
use futures::FutureExt as _;
use futures::future::BoxFuture;

/// Name of the catalog in SQL.
const CATALOG: &str = "courtier";
/// Schema of a table named without one.
const DEFAULT_SCHEMA: &str = "silver";
/// Size up to which the smaller side of a join is hashed once for all threads: in memory, and in rows when its size is not
/// known.
const MAX_SHARED_HASHES_BYTES: usize = 256 << 20;
const MAX_SHARED_HASHES_ROWS: usize = 1 << 20;

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
    pub fn open(lake: &Lake) -> BoxFuture<'_, Result<Self, LakeError>> {
        async move { Self::on(lake, &lake.published().await?) }.boxed()
    }

    /// Opens a session on a given publication.
    ///
    /// # Errors
    /// [`LakeError::Query`] when the engine cannot be set up.
    pub fn on(lake: &Lake, published: &Published) -> Result<Self, LakeError> {
        let mut config = SessionConfig::new()
            .with_information_schema(true)
            .with_default_catalog_and_schema(CATALOG, DEFAULT_SCHEMA)
            .with_create_default_catalog_and_schema(false);
        let parquet = &mut config.options_mut().execution.parquet;
        // Filters are decided on their own columns first, and only the rows that pass are read from the others.
        parquet.pushdown_filters = true;
        parquet.reorder_filters = true;
        parquet.schema_force_view_types = false;
        let optimizer = &mut config.options_mut().optimizer;
        // One table of hashes for all threads: to send every row to the thread of its key costs more, up to here.
        optimizer.hash_join_single_partition_threshold = MAX_SHARED_HASHES_BYTES;
        optimizer.hash_join_single_partition_threshold_rows = MAX_SHARED_HASHES_ROWS;
        let engine = lake.engine();
        if let Some(threads) = engine.threads {
            config = config.with_target_partitions(threads);
        }
        let mut runtime = RuntimeEnvBuilder::new();
        if let Some(bytes) = engine.memory_bytes {
            runtime = runtime.with_memory_pool(Arc::new(FairSpillPool::new(bytes)));
        }
        let catalog = Arc::new(LakeCatalog::new(lake, published));
        let rules = std::iter::once(Arc::new(KnownRow) as Arc<_>).chain(Optimizer::new().rules);
        let state = SessionStateBuilder::new_with_default_features()
            .with_config(config)
            .with_optimizer_rules(rules.collect())
            .with_runtime_env(Arc::new(runtime.build()?))
            .build();
        let context = SessionContext::new_with_state(state);
        for function in functions::all(&lake.references().usury) {
            context.register_udf(function.as_ref().clone());
        }
        context.register_catalog(CATALOG, Arc::clone(&catalog) as Arc<_>);
        Ok(Self { context, catalog })
    }

    /// Opens a session that also sees the tables being prepared by a publication.
    ///
    /// # Errors
    /// [`LakeError::Query`] when a staged table cannot be planned.
    pub fn on_publication(publication: &Publication<'_>) -> Result<Self, LakeError> {
        let session = Self::on(publication.lake(), publication.published())?;
        for staged in publication.staged_tables() {
            session.show(staged.name(), staged.next_version()?);
        }
        Ok(session)
    }

    /// Shows `provider` under `name`.
    pub fn show(&self, name: &TableName, provider: Arc<dyn TableProvider>) {
        self.catalog.show(name, provider);
    }

    /// Shows the answer of a model under its table's name, computed from what the session sees and stored nowhere.
    ///
    /// # Errors
    /// [`LakeError::Model`] when the model cannot be planned.
    pub fn show_model<'a>(&'a self, model: &'a Model) -> BoxFuture<'a, Result<(), LakeError>> {
        async move {
            let frame = self.query(&model.sql).await.map_err(|error| model.failed(&error))?;
            let view = ViewTable::new(frame.into_unoptimized_plan(), None);
            self.show(&model.table, Arc::new(view));
            Ok(())
        }
        .boxed()
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
    /// [`LakeError::ReadOnly`] for a statement that is not a read, [`LakeError::UnknownTable`] with the nearest name for
    /// a table that does not exist, [`LakeError::Query`] for the rest.
    pub fn query<'a>(&'a self, sql: &'a str) -> BoxFuture<'a, Result<DataFrame, LakeError>> {
        async move {
            let state = self.context.state();
            let statement = state.sql_to_statement(sql, &state.config_options().sql_parser.dialect)?;
            if !is_read(&statement) {
                let first = sql.split_whitespace().next().unwrap_or_default().to_uppercase();
                return Err(LakeError::ReadOnly { statement: first });
            }
            let references = state.resolve_table_references(&statement)?;
            let plan = match state.statement_to_plan(statement).await {
                Ok(plan) => plan,
                // A name that is no table may be a table function: only a failure makes it worth a look.
                Err(error) => {
                    references.iter().try_for_each(|table| self.check_exists(table))?;
                    return Err(error.into());
                }
            };
            let read_only = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
            read_only.verify_plan(&plan)?;
            Ok(self.context.execute_logical_plan(plan).await?)
        }
        .boxed()
    }

    /// Names the nearest table when `table` is in a schema of the lake and does not exist.
    fn check_exists(&self, table: &TableReference) -> Result<(), LakeError> {
        let schema = table.schema().unwrap_or(DEFAULT_SCHEMA);
        if schema == "information_schema" || self.has_table(schema, table.table()) {
            return Ok(());
        }
        let wanted = format!("{schema}.{}", table.table());
        // The schema asked for first: every schema has tables of the same names.
        let mut known = self.catalog.table_names();
        known.sort_by_key(|(of, _)| of != schema);
        let close = nearest(table.table(), known.iter().rev().map(|(_, name)| name.as_str()));
        let found = close.and_then(|close| known.iter().find(|(_, name)| name == close));
        let hint = match found {
            Some((schema, name)) => format!("vouliez-vous dire `{schema}.{name}` ? (`SHOW TABLES` les liste)"),
            None if known.is_empty() => "rien n'est chargé : `courtier ingest` charge les exports".to_owned(),
            None => "`SHOW TABLES` les liste".to_owned(),
        };
        Err(LakeError::UnknownTable { table: wanted, hint })
    }

    /// Runs a query that only reads and returns its columns and rows.
    ///
    /// # Errors
    /// [`LakeError::Query`] as for [`LakeSession::query`], or when the query fails.
    pub fn collect<'a>(&'a self, sql: &'a str) -> BoxFuture<'a, Result<(SchemaRef, Vec<RecordBatch>), LakeError>> {
        async move {
            let frame = self.query(sql).await?;
            let schema = Arc::clone(frame.schema().inner());
            Ok((schema, frame.collect().await?))
        }
        .boxed()
    }
}

/// Returns a session without catalog, for scans of single files in the order of their rows.
pub(crate) fn plain_context() -> SessionContext {
    let mut config = SessionConfig::new().with_target_partitions(1);
    config.options_mut().execution.parquet.schema_force_view_types = false;
    SessionContext::new_with_config(config)
}

/// Returns whether a statement only reads.
fn is_read(statement: &Statement) -> bool {
    match statement {
        Statement::Explain(explain) => is_read(&explain.statement),
        Statement::Statement(inner) => matches!(
            inner.as_ref(),
            SqlStatement::Query(_)
                | SqlStatement::Explain { .. }
                | SqlStatement::ExplainTable { .. }
                | SqlStatement::ShowTables { .. }
                | SqlStatement::ShowColumns { .. }
                | SqlStatement::ShowFunctions { .. }
                | SqlStatement::ShowVariable { .. }
        ),
        _ => false,
    }
}

//! The lake as a DataFusion catalog: six schemas, tables opened when a query names them.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use courtier_core::{Schema, TableName};
use datafusion::catalog::{CatalogProvider, SchemaProvider, TableProvider};
use datafusion::error::{DataFusionError, Result as DataFusionResult};
use deltalake_core::delta_datafusion::{DeltaScanConfig, DeltaScanNext};

use crate::{Lake, Published};

/// Catalog of one publication of a lake, plus tables that are being prepared.
#[derive(Debug)]
pub(crate) struct LakeCatalog {
    schemas: BTreeMap<String, Arc<LakeSchema>>,
}

/// How a table is reached.
#[derive(Debug, Clone)]
enum Entry {
    /// Published, at this version; opened at first use.
    Published(u64),
    /// Opened, or not published yet.
    Ready(Arc<dyn TableProvider>),
}

#[derive(Debug)]
pub(crate) struct LakeSchema {
    lake: Lake,
    schema: Schema,
    tables: RwLock<BTreeMap<String, Entry>>,
}

impl LakeCatalog {
    pub(crate) fn new(lake: &Lake, published: &Published) -> Self {
        let mut schemas: BTreeMap<Schema, BTreeMap<String, Entry>> =
            Schema::ALL.into_iter().map(|schema| (schema, BTreeMap::new())).collect();
        for (name, version) in published.tables() {
            schemas.entry(name.schema()).or_default().insert(name.table().to_owned(), Entry::Published(version));
        }
        let schemas = schemas
            .into_iter()
            .map(|(schema, tables)| {
                let provider = LakeSchema { lake: lake.clone(), schema, tables: RwLock::new(tables) };
                (schema.as_str().to_owned(), Arc::new(provider))
            })
            .collect();
        Self { schemas }
    }

    pub(crate) fn has(&self, schema: &str, table: &str) -> bool {
        self.schemas.get(schema).is_some_and(|schema| schema.get(table).is_some())
    }

    /// Returns the tables, sorted: schema and name.
    pub(crate) fn table_names(&self) -> Vec<(String, String)> {
        self.schemas
            .iter()
            .flat_map(|(name, schema)| schema.table_names().into_iter().map(move |table| (name.clone(), table)))
            .collect()
    }

    /// Shows `provider` under `name`, instead of the published version if there is one.
    pub(crate) fn show(&self, name: &TableName, provider: Arc<dyn TableProvider>) {
        if let Some(schema) = self.schemas.get(name.schema().as_str()) {
            schema.set(name.table(), Entry::Ready(provider));
        }
    }
}

impl CatalogProvider for LakeCatalog {
    fn schema_names(&self) -> Vec<String> {
        self.schemas.keys().cloned().collect()
    }

    fn schema(&self, name: &str) -> Option<Arc<dyn SchemaProvider>> {
        self.schemas.get(name).map(|schema| Arc::clone(schema) as Arc<dyn SchemaProvider>)
    }
}

impl LakeSchema {
    fn set(&self, table: &str, entry: Entry) {
        self.tables.write().unwrap_or_else(PoisonError::into_inner).insert(table.to_owned(), entry);
    }

    fn get(&self, table: &str) -> Option<Entry> {
        self.tables.read().unwrap_or_else(PoisonError::into_inner).get(table).cloned()
    }

    async fn open(&self, table: &str, version: u64) -> DataFusionResult<Arc<dyn TableProvider>> {
        let name = TableName::new(self.schema, table).map_err(external)?;
        let opened = self.lake.open_table(&name, version).await.map_err(external)?;
        let snapshot = opened.snapshot().map_err(external)?.snapshot().clone();
        let mut config = DeltaScanConfig::new().with_wrap_partition_values(false);
        config.schema_force_view_types = false;
        Ok(Arc::new(DeltaScanNext::new(snapshot, config)?))
    }
}

#[async_trait::async_trait]
impl SchemaProvider for LakeSchema {
    fn table_names(&self) -> Vec<String> {
        self.tables.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    async fn table(&self, table: &str) -> DataFusionResult<Option<Arc<dyn TableProvider>>> {
        match self.get(table) {
            None => Ok(None),
            Some(Entry::Ready(provider)) => Ok(Some(provider)),
            Some(Entry::Published(version)) => {
                let provider = self.open(table, version).await?;
                self.set(table, Entry::Ready(Arc::clone(&provider)));
                Ok(Some(provider))
            }
        }
    }

    fn table_exist(&self, table: &str) -> bool {
        self.get(table).is_some()
    }
}

fn external(source: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(source))
}

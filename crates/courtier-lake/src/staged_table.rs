//! The next version of one table: its files are in place, no reader sees them yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use courtier_core::TableName;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use deltalake_core::DeltaTable;
use deltalake_core::kernel::engine::arrow_conversion::{TryIntoArrow as _, TryIntoKernel as _};
use deltalake_core::kernel::{Action, Add, LogicalFileView, MetadataExt as _, Remove, StructType, new_metadata};
use deltalake_core::logstore::LogStoreRef;
use futures::future::BoxFuture;
use futures::{FutureExt as _, TryStreamExt as _};
use object_store::ObjectStoreExt as _;
use object_store::path::Path;
use url::Url;

use crate::{Lake, LakeError, TableWriter};

/// Commits between two checkpoints, that of Delta Lake itself. Whoever opens a table reads the log since the last one, and
/// `ops.lectures` grows every five minutes: with the hundred that delta-rs has, opening it took most of the time of an addition.
const CHECKPOINT_EVERY: (&str, &str) = ("delta.checkpointInterval", "10");

/// Partition columns and their values, shared by every row of a file.
pub type PartitionValues = BTreeMap<String, String>;

/// A table being prepared: what it holds now, the files to add and the files to drop.
#[derive(Debug)]
pub struct StagedTable {
    name: TableName,
    current: Option<DeltaTable>,
    folder_url: Url,
    log_store: LogStoreRef,
    schema: SchemaRef,
    partition_columns: Vec<String>,
    /// Whether the columns differ from those of the published version.
    widened: bool,
    /// Files of the next version, by path.
    files: BTreeMap<String, TableFile>,
    /// Files of the published version that the next one does not have.
    removed: Vec<TableFile>,
}

/// A Parquet file of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFile {
    /// Path inside the table's folder.
    pub path: String,
    /// Partition column and value of each of its rows.
    pub partition: BTreeMap<String, Option<String>>,
    size_bytes: i64,
    /// The action that adds it; `None` for a file that the published version has.
    add: Option<Box<Add>>,
}

impl TableFile {
    /// Returns whether the file's rows are those of this partition.
    #[must_use]
    pub fn is_in(&self, partition: &PartitionValues) -> bool {
        partition
            .iter()
            .all(|(column, value)| self.partition.get(column).and_then(Option::as_deref) == Some(value.as_str()))
    }

    fn published(view: &LogicalFileView) -> Self {
        Self {
            path: view.path().into_owned(),
            partition: view.partition_values_map().into_iter().collect(),
            size_bytes: view.size(),
            add: None,
        }
    }

    fn written(mut add: Add, partition: &PartitionValues) -> Self {
        add.partition_values = partition.iter().map(|(k, v)| (k.clone(), Some(v.clone()))).collect();
        Self {
            path: add.path.clone(),
            partition: partition.iter().map(|(k, v)| (k.clone(), Some(v.clone()))).collect(),
            size_bytes: add.size,
            add: Some(Box::new(add)),
        }
    }

    fn remove(self, now_ms: i64) -> Action {
        Action::Remove(Remove {
            path: self.path,
            data_change: true,
            // Readers of earlier versions keep the file until vacuum's retention has passed since then.
            deletion_timestamp: Some(now_ms),
            extended_file_metadata: Some(true),
            size: Some(self.size_bytes),
            partition_values: Some(self.partition.into_iter().collect()),
            deletion_vector: None,
            tags: None,
            base_row_id: None,
            default_row_commit_version: None,
        })
    }
}

impl StagedTable {
    /// Opens the latest version of a table, or prepares a new one, for rows of `schema`.
    ///
    /// The latest version is the published one, or a maintenance (compaction, say) of it by another engine.
    /// Columns that the table does not have yet are added to it; columns that `schema` lacks stay, NULL for new rows.
    pub(crate) async fn open(
        lake: &Lake,
        name: &TableName,
        schema: &Schema,
        partition_columns: &[&str],
    ) -> Result<Self, LakeError> {
        let log_store = lake.log_store(name)?;
        let folder_url = lake.table_url(name)?;
        let mut staged = Self {
            name: name.clone(),
            folder_url,
            current: None,
            log_store,
            schema: Arc::new(schema.clone()),
            partition_columns: partition_columns.iter().map(|c| (*c).to_owned()).collect(),
            widened: false,
            files: BTreeMap::new(),
            removed: Vec::new(),
        };
        let exists = staged.log_store.is_delta_table_location().await.map_err(LakeError::table(name, "lecture"))?;
        if exists {
            let mut current = DeltaTable::new(Arc::clone(&staged.log_store));
            current.load().await.map_err(LakeError::table(name, "lecture"))?;
            let snapshot = current.snapshot().map_err(LakeError::table(name, "lecture"))?;
            let stored: Schema = snapshot
                .schema()
                .as_ref()
                .try_into_arrow()
                .map_err(|source| LakeError::Columns { table: name.clone(), source })?;
            staged.partition_columns = snapshot.metadata().partition_columns().to_vec();
            staged.widened = schema.fields().iter().any(|f| column_named(&stored, f.name()).is_none());
            staged.schema = Arc::new(widen(name, &stored, schema)?);
            staged.files = snapshot
                .snapshot()
                .file_views(staged.log_store.as_ref(), None)
                .map_ok(|view| (view.path().into_owned(), TableFile::published(&view)))
                .try_collect()
                .await
                .map_err(LakeError::table(name, "lecture"))?;
            staged.current = Some(current);
        }
        Ok(staged)
    }

    /// Returns the table's name.
    #[must_use]
    pub const fn name(&self) -> &TableName {
        &self.name
    }

    /// Returns the URL of the table's folder, ending with `/`.
    pub(crate) const fn folder_url(&self) -> &Url {
        &self.folder_url
    }

    /// Returns the columns of the next version, partition columns included.
    #[must_use]
    pub const fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Returns the columns that the table's files hold: all but the partition columns.
    #[must_use]
    pub fn file_schema(&self) -> SchemaRef {
        let fields: Vec<Arc<Field>> = self
            .schema
            .fields()
            .iter()
            .filter(|field| !self.partition_columns.contains(field.name()))
            .cloned()
            .collect();
        Arc::new(Schema::new(fields))
    }

    /// Makes a writer of this table's files; give what its `finish` returns to [`StagedTable::add`].
    #[must_use]
    pub fn writer(&self) -> TableWriter {
        TableWriter::new(&self.name, &self.log_store, self.file_schema())
    }

    /// Adds written files, all of the same partition, and moves them to its folder (`column=value/`): the values are in
    /// the log, but some readers (Polars) take them from the path.
    ///
    /// # Errors
    /// [`LakeError::State`] when a file cannot be moved.
    pub fn add<'a>(
        &'a mut self,
        files: Vec<Add>,
        partition: &'a PartitionValues,
    ) -> BoxFuture<'a, Result<(), LakeError>> {
        async move {
            let folder: String = partition.iter().map(|(column, value)| format!("{column}={value}/")).collect();
            let store = self.log_store.object_store(None);
            for mut add in files {
                if !folder.is_empty() {
                    let path = format!("{folder}{}", add.path);
                    store
                        .rename(&Path::from(add.path.as_str()), &Path::from(path.as_str()))
                        .await
                        .map_err(LakeError::state(&path, "déplacement"))?;
                    add.path = path;
                }
                self.files.insert(add.path.clone(), TableFile::written(add, partition));
            }
            Ok(())
        }
        .boxed()
    }

    /// Drops from the next version the files that `select` names.
    pub fn remove(&mut self, select: impl Fn(&TableFile) -> bool) {
        let dropped: Vec<String> =
            self.files.values().filter(|file| select(file)).map(|file| file.path.clone()).collect();
        for path in dropped {
            // A new file that leaves before it was published was never in the table.
            if let Some(file) = self.files.remove(&path).filter(|file| file.add.is_none()) {
                self.removed.push(file);
            }
        }
    }

    /// Empties the next version and gives it these columns: a model's rows are made whole each time.
    pub fn replace(&mut self, schema: SchemaRef) {
        self.remove(|_| true);
        self.widened = self.widened || self.schema != schema;
        self.schema = schema;
    }

    /// Returns whether the next version differs from the published one.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.current.is_none()
            || self.widened
            || !self.removed.is_empty()
            || self.files.values().any(|file| file.add.is_some())
    }

    /// Returns whether the lake had the table before.
    #[must_use]
    pub const fn exists(&self) -> bool {
        self.current.is_some()
    }

    /// Returns the table as it was opened, `None` for a new one.
    pub(crate) const fn current(&self) -> Option<&DeltaTable> {
        self.current.as_ref()
    }

    /// Returns the last generation that `application` committed to the table, `None` for a new table.
    pub(crate) async fn last_generation(&self, application: &str) -> Result<Option<i64>, LakeError> {
        let Some(current) = &self.current else { return Ok(None) };
        let failed = || LakeError::table(&self.name, "lecture");
        let snapshot = current.snapshot().map_err(failed())?.snapshot();
        snapshot.transaction_version(self.log_store.as_ref(), application).await.map_err(failed())
    }

    /// Returns the files of the next version.
    pub fn files(&self) -> impl Iterator<Item = &TableFile> {
        self.files.values()
    }

    /// Returns the Delta actions that turn the published version into the next one.
    pub(crate) fn into_actions(self, now: DateTime<Utc>) -> Result<Vec<Action>, LakeError> {
        let mut actions = Vec::new();
        let columns: StructType = self
            .schema
            .as_ref()
            .try_into_kernel()
            .map_err(|source| LakeError::Columns { table: self.name.clone(), source })?;
        let failed = || LakeError::table(&self.name, "description");
        let described = |source| failed()(deltalake_core::DeltaTableError::from(source));
        match &self.current {
            None => {
                actions.push(protocol().map_err(LakeError::state(&self.name.folder(), "description"))?);
                let metadata = new_metadata(&columns, &self.partition_columns, [CHECKPOINT_EVERY])
                    .and_then(|metadata| metadata.with_name(self.name.to_string()))
                    .map_err(described)?;
                actions.push(Action::Metadata(metadata));
            }
            Some(table) if self.widened => {
                let snapshot = table.snapshot().map_err(failed())?;
                actions.push(Action::Metadata(snapshot.metadata().clone().with_schema(&columns).map_err(described)?));
            }
            Some(_) => {}
        }
        actions.extend(self.removed.into_iter().map(|file| file.remove(now.timestamp_millis())));
        actions.extend(self.files.into_values().filter_map(|file| file.add).map(|add| Action::Add(*add)));
        Ok(actions)
    }
}

/// The lowest protocol: every reader and writer of Delta Lake understands it.
fn protocol() -> Result<Action, serde_json::Error> {
    serde_json::from_value(serde_json::json!({"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}}))
}

/// Finds a column by name; case does not count, as Delta Lake has it.
pub(crate) fn column_named(schema: &Schema, name: &str) -> Option<usize> {
    let exact = schema.index_of(name).ok();
    exact.or_else(|| schema.fields().iter().position(|field| field.name().to_lowercase() == name.to_lowercase()))
}

/// Returns the stored columns followed by the new ones.
fn widen(table: &TableName, stored: &Schema, wanted: &Schema) -> Result<Schema, LakeError> {
    let mut fields: Vec<Field> = stored.fields().iter().map(|f| f.as_ref().clone()).collect();
    for field in wanted.fields() {
        match column_named(stored, field.name()).map(|position| stored.field(position)) {
            Some(known) if known.data_type() == field.data_type() => {}
            Some(known) => {
                return Err(LakeError::SchemaChanged {
                    table: table.clone(),
                    column: field.name().clone(),
                    stored: known.data_type().to_string(),
                    declared: field.data_type().to_string(),
                });
            }
            None => fields.push(field.as_ref().clone().with_nullable(true)),
        }
    }
    Ok(Schema::new(fields))
}

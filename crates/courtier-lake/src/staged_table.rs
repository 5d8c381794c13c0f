//! The next version of one table: its files are in place, no reader sees them yet.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use courtier_core::TableName;
use datafusion::arrow::datatypes::{Field, Schema, SchemaRef};
use deltalake_core::DeltaTable;
use deltalake_core::kernel::engine::arrow_conversion::{TryIntoArrow as _, TryIntoKernel as _};
use deltalake_core::kernel::{Action, Add, MetadataExt as _, StructType, new_metadata};
use deltalake_core::logstore::LogStoreRef;
use futures::TryStreamExt as _;

use crate::{Lake, LakeError, TableWriter};

/// Partition columns and their values, shared by every row of a file.
pub type PartitionValues = BTreeMap<String, String>;

/// A table being prepared: what it holds now, the files to add and the files to drop.
#[derive(Debug)]
pub struct StagedTable {
    name: TableName,
    current: Option<DeltaTable>,
    log_store: LogStoreRef,
    schema: SchemaRef,
    partition_columns: Vec<String>,
    /// Whether the columns differ from those of the published version.
    widened: bool,
    /// Files of the next version, by path.
    files: BTreeMap<String, StagedFile>,
    removed: Vec<Action>,
}

/// A file of the next version of a table.
#[derive(Debug, Clone)]
struct StagedFile {
    add: Add,
    is_new: bool,
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
        let mut staged = Self {
            name: name.clone(),
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
            let mut current = DeltaTable::new(staged.log_store.clone());
            current.load().await.map_err(LakeError::table(name, "lecture"))?;
            let snapshot = current.snapshot().map_err(LakeError::table(name, "lecture"))?;
            let stored: Schema = snapshot
                .schema()
                .as_ref()
                .try_into_arrow()
                .map_err(|source| LakeError::Columns { table: name.clone(), source })?;
            staged.partition_columns = snapshot.metadata().partition_columns().to_vec();
            staged.widened = schema.fields().iter().any(|f| stored.field_with_name(f.name()).is_err());
            staged.schema = Arc::new(widen(name, &stored, schema)?);
            staged.files = snapshot
                .snapshot()
                .file_views(staged.log_store.as_ref(), None)
                .map_ok(|view| (view.path().into_owned(), StagedFile { add: view.add_action(), is_new: false }))
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

    /// Returns the store rooted at the table's folder.
    pub(crate) fn object_store(&self) -> Arc<dyn object_store::ObjectStore> {
        self.log_store.object_store(None)
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

    /// Adds written files, all of the same partition.
    pub fn add(&mut self, files: Vec<Add>, partition: &PartitionValues) {
        for mut add in files {
            add.partition_values = partition.iter().map(|(k, v)| (k.clone(), Some(v.clone()))).collect();
            self.files.insert(add.path.clone(), StagedFile { add, is_new: true });
        }
    }

    /// Drops from the next version the files that `select` names (by path and partition values).
    pub fn remove(&mut self, select: impl Fn(&Add) -> bool) {
        let dropped: Vec<String> =
            self.files.iter().filter(|(_, file)| select(&file.add)).map(|(path, _)| path.clone()).collect();
        for path in dropped {
            // A new file that leaves before it was published was never in the table.
            if let Some(StagedFile { add, is_new: false }) = self.files.remove(&path) {
                self.removed.push(Action::Remove(remove_of(&add)));
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
        self.current.is_none() || self.widened || !self.removed.is_empty() || self.files.values().any(|f| f.is_new)
    }

    /// Returns whether the lake had the table before.
    #[must_use]
    pub const fn exists(&self) -> bool {
        self.current.is_some()
    }

    /// Returns the files of the next version.
    pub fn files(&self) -> impl Iterator<Item = &Add> {
        self.files.values().map(|file| &file.add)
    }

    /// Returns the Delta actions that turn the published version into the next one.
    pub(crate) fn into_actions(self) -> Result<Vec<Action>, LakeError> {
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
                let metadata = new_metadata(&columns, &self.partition_columns, HashMap::<String, String>::new())
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
        actions.extend(self.removed);
        actions.extend(self.files.into_values().filter(|file| file.is_new).map(|file| Action::Add(file.add)));
        Ok(actions)
    }
}

/// The lowest protocol: every reader and writer of Delta Lake understands it.
fn protocol() -> Result<Action, serde_json::Error> {
    serde_json::from_value(serde_json::json!({"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}}))
}

fn remove_of(add: &Add) -> deltalake_core::kernel::Remove {
    deltalake_core::kernel::Remove {
        path: add.path.clone(),
        data_change: true,
        // The time of the file that replaces it would do as well: it only delays the file's deletion by vacuum.
        deletion_timestamp: Some(add.modification_time),
        extended_file_metadata: Some(true),
        size: Some(add.size),
        partition_values: Some(add.partition_values.clone()),
        deletion_vector: None,
        tags: None,
        base_row_id: None,
        default_row_commit_version: None,
    }
}

/// Returns the stored columns followed by the new ones.
fn widen(table: &TableName, stored: &Schema, wanted: &Schema) -> Result<Schema, LakeError> {
    let mut fields: Vec<Field> = stored.fields().iter().map(|f| f.as_ref().clone()).collect();
    for field in wanted.fields() {
        match stored.field_with_name(field.name()) {
            Ok(known) if known.data_type() == field.data_type() => {}
            Ok(known) => {
                return Err(LakeError::SchemaChanged {
                    table: table.clone(),
                    column: field.name().clone(),
                    stored: known.data_type().to_string(),
                    declared: field.data_type().to_string(),
                });
            }
            Err(_) => fields.push(field.as_ref().clone().with_nullable(true)),
        }
    }
    Ok(Schema::new(fields))
}

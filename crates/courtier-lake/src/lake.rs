//! Where the lake is, and how its tables and state files are reached.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use courtier_core::TableName;
use deltalake_core::logstore::LogStoreRef;
use deltalake_core::{DeltaTable, DeltaTableBuilder};
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::{LakeError, Published, References};

/// Folder of the lake that holds courtier's own state, beside the schemas.
const STATE_FOLDER: &str = "_courtier";

/// A lake: one folder or object-store prefix, with a folder a schema and a Delta table a folder.
#[derive(Debug, Clone)]
pub struct Lake {
    root: Url,
    engine: EngineLimits,
    references: Arc<References>,
}

/// Bounds of the SQL engine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EngineLimits {
    /// Threads of a query; `None` for every core.
    pub threads: Option<usize>,
    /// Memory of sorts, joins and aggregates, in bytes: beyond it they use temporary files. `None` for no bound.
    pub memory_bytes: Option<usize>,
}

impl EngineLimits {
    /// Returns how many threads may work side by side.
    #[must_use]
    pub fn thread_count(self) -> usize {
        self.threads.or_else(|| std::thread::available_parallelism().ok().map(Into::into)).unwrap_or(1)
    }
}

impl Lake {
    /// Opens the lake at a folder or a `file://` URL. A folder that does not exist is an empty lake; the first writer
    /// makes it.
    ///
    /// # Errors
    /// [`LakeError::Location`] when the location is not a usable folder.
    pub fn open(location: &str) -> Result<Self, LakeError> {
        let unusable = |reason: String| LakeError::Location { location: location.to_owned(), reason };
        let path = match Url::parse(location) {
            Ok(url) if url.scheme() == "file" => {
                url.to_file_path().map_err(|()| unusable("cette URL ne désigne pas un dossier local".to_owned()))?
            }
            Ok(url) if url.scheme().len() > 1 => {
                return Err(unusable(format!(
                    "le schéma `{}` n'est pas pris en charge par cette version ; donnez un dossier",
                    url.scheme()
                )));
            }
            _ => PathBuf::from(location),
        };
        if path.exists() && !path.is_dir() {
            return Err(unusable("c'est un fichier ; donnez un dossier".to_owned()));
        }
        let path = std::fs::canonicalize(&path)
            .or_else(|_missing| std::path::absolute(&path))
            .map_err(|source| unusable(source.to_string()))?;
        let root = Url::from_directory_path(&path).map_err(|()| unusable("chemin non absolu".to_owned()))?;
        Ok(Self { root, engine: EngineLimits::default(), references: Arc::default() })
    }

    /// Makes the lake's folders when they are missing.
    ///
    /// # Errors
    /// [`LakeError::Location`] when they cannot be made.
    pub fn create(&self) -> Result<(), LakeError> {
        let location = self.folder();
        std::fs::create_dir_all(location.join(STATE_FOLDER)).map_err(|source| LakeError::Location {
            location: location.display().to_string(),
            reason: format!("création impossible ({source})"),
        })
    }

    /// Returns the store of the lake's state files.
    fn state(&self, name: &'static str) -> Result<Arc<dyn ObjectStore>, LakeError> {
        let storage = storage_at(&self.root, STATE_FOLDER).map_err(LakeError::state(name, "ouverture"))?;
        Ok(storage.object_store(None))
    }

    /// Bounds the SQL sessions on this lake.
    #[must_use]
    pub const fn with_engine(mut self, engine: EngineLimits) -> Self {
        self.engine = engine;
        self
    }

    /// Gives the SQL sessions on this lake other reference figures than the built-in ones.
    #[must_use]
    pub fn with_references(mut self, references: References) -> Self {
        self.references = Arc::new(references);
        self
    }

    /// Returns the reference figures of SQL sessions.
    #[must_use]
    pub fn references(&self) -> &References {
        &self.references
    }

    /// Returns the bounds of SQL sessions.
    #[must_use]
    pub const fn engine(&self) -> EngineLimits {
        self.engine
    }

    /// Returns the lake's URL.
    #[must_use]
    pub const fn root(&self) -> &Url {
        &self.root
    }

    /// Returns the lake's folder.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        // `open` only accepts local folders.
        self.root.to_file_path().unwrap_or_default()
    }

    /// Returns the local path of a file of the lake's state.
    pub(crate) fn state_path(&self, name: &str) -> PathBuf {
        self.folder().join(STATE_FOLDER).join(name)
    }

    /// Returns the folder of one table.
    #[must_use]
    pub fn table_folder(&self, table: &TableName) -> PathBuf {
        self.folder().join(table.folder())
    }

    /// Returns the URL of a table's folder, ending with `/`.
    pub(crate) fn table_url(&self, table: &TableName) -> Result<Url, LakeError> {
        self.root.join(&format!("{}/", table.folder())).map_err(LakeError::state(&table.folder(), "ouverture"))
    }

    /// Returns the table's log store; its folder is created when missing.
    pub(crate) fn log_store(&self, table: &TableName) -> Result<LogStoreRef, LakeError> {
        std::fs::create_dir_all(self.table_folder(table)).map_err(LakeError::state(&table.folder(), "création"))?;
        storage_at(&self.root, &table.folder()).map_err(LakeError::table(table, "ouverture"))
    }

    /// Opens a table at a version.
    pub(crate) async fn open_table(&self, table: &TableName, version: u64) -> Result<DeltaTable, LakeError> {
        let mut opened = DeltaTable::new(self.log_store(table)?);
        opened.load_version(version).await.map_err(LakeError::table(table, "lecture"))?;
        Ok(opened)
    }

    /// Reads what readers see: the published version of each table; empty for a new lake.
    ///
    /// # Errors
    /// [`LakeError::State`] when the state file cannot be read.
    pub async fn published(&self) -> Result<Published, LakeError> {
        Ok(self.read_state(Published::FILE).await?.unwrap_or_default())
    }

    /// Reads a JSON state file, `None` when it does not exist.
    pub(crate) async fn read_state<T: DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>, LakeError> {
        if !is_lake(&self.folder()) {
            return Ok(None);
        }
        let path = object_store::path::Path::from(name);
        let bytes = match self.state(name)?.get(&path).await {
            Ok(found) => found.bytes().await.map_err(LakeError::state(name, "lecture"))?,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(source) => return Err(LakeError::state(name, "lecture")(source)),
        };
        serde_json::from_slice(&bytes).map(Some).map_err(LakeError::state(name, "lecture"))
    }

    /// Replaces a JSON state file atomically.
    pub(crate) async fn write_state<T: Serialize>(&self, name: &'static str, value: &T) -> Result<(), LakeError> {
        let bytes = serde_json::to_vec(value).map_err(LakeError::state(name, "écriture"))?;
        let path = object_store::path::Path::from(name);
        self.state(name)?
            .put(&path, PutPayload::from(bytes))
            .await
            .map(drop)
            .map_err(LakeError::state(name, "écriture"))
    }

    /// Deletes a state file; a missing one is fine.
    pub(crate) async fn delete_state(&self, name: &'static str) -> Result<(), LakeError> {
        match self.state(name)?.delete(&object_store::path::Path::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(LakeError::state(name, "suppression")(source)),
        }
    }
}

fn storage_at(root: &Url, folder: &str) -> Result<LogStoreRef, deltalake_core::DeltaTableError> {
    let url = root
        .join(&format!("{folder}/"))
        .map_err(|source| deltalake_core::DeltaTableError::InvalidTableLocation(source.to_string()))?;
    DeltaTableBuilder::from_url(url)?.with_storage_options(HashMap::new()).build_storage()
}

/// Returns whether a path looks like a lake (it holds courtier's state folder).
#[must_use]
pub fn is_lake(path: &Path) -> bool {
    path.join(STATE_FOLDER).is_dir()
}

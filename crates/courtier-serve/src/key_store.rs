//! The files of the keys, in the folder of the lake's state.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use courtier_access::{KeyError, KeyFileError, KeyRing, KeyUses, Seal};
use courtier_core::{Classify, ErrorKind};
use courtier_lake::Lake;

const FOLDER: &str = "_courtier";
const KEYS: &str = "keys.json";
const USES: &str = "key_uses.json";
const LOCK: &str = "keys.lock";
const CURSORS: &str = "cursors.key";

/// Why the keys cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum KeyStoreError {
    /// A file cannot be read or written.
    #[error("fichier des clés `{path}` : {action} impossible ({source})")]
    File {
        /// File.
        path: String,
        /// What was being done.
        action: &'static str,
        /// Cause.
        source: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("fichier des clés `{path}` : {source}")]
    Content {
        /// File.
        path: String,
        /// What is wrong.
        source: KeyFileError,
    },
    /// The change is refused.
    #[error(transparent)]
    Change(#[from] KeyError),
}

impl Classify for KeyStoreError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::File { .. } => ErrorKind::Storage,
            Self::Content { source, .. } => source.kind(),
            Self::Change(error) => error.kind(),
        }
    }
}

/// Where the keys of a lake are.
#[derive(Debug, Clone)]
pub struct KeyStore {
    folder: PathBuf,
}

impl KeyStore {
    /// Returns the store of a lake.
    #[must_use]
    pub fn of(lake: &Lake) -> Self {
        Self { folder: lake.folder().join(FOLDER) }
    }

    /// Reads the keys; none when there is no file.
    ///
    /// # Errors
    /// [`KeyStoreError`].
    pub fn read(&self) -> Result<KeyRing, KeyStoreError> {
        let path = self.folder.join(KEYS);
        let Some(text) = read(&path)? else { return Ok(KeyRing::default()) };
        KeyRing::parse(&text).map_err(wrong(&path))
    }

    /// Reads when keys were last used.
    ///
    /// # Errors
    /// [`KeyStoreError`].
    pub fn uses(&self) -> Result<KeyUses, KeyStoreError> {
        let path = self.folder.join(USES);
        let Some(text) = read(&path)? else { return Ok(KeyUses::default()) };
        KeyUses::parse(&text).map_err(wrong(&path))
    }

    /// Changes the keys; commands that do so at the same time wait for each other.
    ///
    /// # Errors
    /// What `change` returns, or [`KeyStoreError`]; the keys are then as before.
    pub fn change<R>(&self, change: impl FnOnce(&mut KeyRing) -> Result<R, KeyError>) -> Result<R, KeyStoreError> {
        let _lock = self.lock()?;
        let mut ring = self.read()?;
        let answer = change(&mut ring)?;
        let text = ring.to_json().map_err(wrong(&self.folder.join(KEYS)))?;
        self.replace(KEYS, &text)?;
        Ok(answer)
    }

    /// Adds uses to those that are known.
    ///
    /// # Errors
    /// [`KeyStoreError`].
    pub fn add_uses(&self, uses: &KeyUses) -> Result<(), KeyStoreError> {
        let _lock = self.lock()?;
        let mut known = self.uses()?;
        known.merge(uses);
        let text = known.to_json().map_err(wrong(&self.folder.join(USES)))?;
        self.replace(USES, &text)
    }

    /// Returns what seals the cursors of pages: the same for every server of the lake, made by the first.
    ///
    /// # Errors
    /// [`KeyStoreError`].
    pub(crate) fn seal_of_cursors(&self) -> Result<Seal, KeyStoreError> {
        let _lock = self.lock()?;
        let path = self.folder.join(CURSORS);
        let key = match read(&path)? {
            Some(key) => key,
            None => {
                let key = Seal::generate_key()?;
                self.replace(CURSORS, &key)?;
                key
            }
        };
        let wrong = || std::io::Error::new(std::io::ErrorKind::InvalidData, "ce n'est pas une clé ; supprimez-le");
        Seal::of_key(&key).ok_or_else(wrong).map_err(failed(&path, "lecture"))
    }

    /// Returns when the keys were last changed.
    pub(crate) fn changed_at(&self) -> Option<SystemTime> {
        std::fs::metadata(self.folder.join(KEYS)).and_then(|found| found.modified()).ok()
    }

    fn lock(&self) -> Result<File, KeyStoreError> {
        std::fs::create_dir_all(&self.folder).map_err(failed(&self.folder, "création"))?;
        let path = self.folder.join(LOCK);
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(failed(&path, "ouverture"))?;
        file.lock().map_err(failed(&path, "verrouillage"))?;
        Ok(file)
    }

    /// Replaces a file by another, at once, that only its owner can read.
    fn replace(&self, name: &str, text: &str) -> Result<(), KeyStoreError> {
        let path = self.folder.join(name);
        let new = self.folder.join(format!("{name}.new"));
        let mut options = OpenOptions::new();
        options.create(true).truncate(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&new).map_err(failed(&new, "création"))?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed(&new, "écriture"))?;
        std::fs::rename(&new, &path).map_err(failed(&path, "remplacement"))
    }
}

fn read(path: &Path) -> Result<Option<String>, KeyStoreError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, "lecture")(error)),
    }
}

fn failed(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> KeyStoreError {
    let path = path.display().to_string();
    move |source| KeyStoreError::File { path, action, source }
}

fn wrong(path: &Path) -> impl FnOnce(KeyFileError) -> KeyStoreError {
    let path = path.display().to_string();
    move |source| KeyStoreError::Content { path, source }
}

//! The files of the keys, in the folder of the lake's state.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use courtier_access::{KeyFileError, KeyRing, KeyUses};
use courtier_lake::Lake;

const FOLDER: &str = "_courtier";
const KEYS: &str = "keys.json";
const USES: &str = "key_uses.json";
const LOCK: &str = "keys.lock";

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
    /// [`KeyFileError`].
    pub fn read(&self) -> Result<KeyRing, KeyFileError> {
        let path = self.folder.join(KEYS);
        read(&path)?.map_or_else(|| Ok(KeyRing::default()), |text| KeyRing::parse(&text))
    }

    /// Reads when keys were last used.
    ///
    /// # Errors
    /// [`KeyFileError::File`].
    pub fn uses(&self) -> Result<KeyUses, KeyFileError> {
        Ok(read(&self.folder.join(USES))?.map(|text| KeyUses::parse(&text)).unwrap_or_default())
    }

    /// Changes the keys; commands that do so at the same time wait for each other.
    ///
    /// # Errors
    /// What `change` returns, or [`KeyFileError`]; the keys are then as before.
    pub fn change<R>(&self, change: impl FnOnce(&mut KeyRing) -> Result<R, KeyFileError>) -> Result<R, KeyFileError> {
        let _lock = self.lock()?;
        let mut ring = self.read()?;
        let answer = change(&mut ring)?;
        self.replace(KEYS, &ring.to_json())?;
        Ok(answer)
    }

    /// Adds uses to those that are known.
    ///
    /// # Errors
    /// [`KeyFileError::File`].
    pub fn add_uses(&self, uses: &KeyUses) -> Result<(), KeyFileError> {
        let _lock = self.lock()?;
        let mut known = self.uses()?;
        known.merge(uses);
        self.replace(USES, &known.to_json())
    }

    /// Returns when the keys were last changed.
    pub(crate) fn changed_at(&self) -> Option<SystemTime> {
        std::fs::metadata(self.folder.join(KEYS)).and_then(|found| found.modified()).ok()
    }

    fn lock(&self) -> Result<File, KeyFileError> {
        std::fs::create_dir_all(&self.folder).map_err(failed(&self.folder, "création"))?;
        let path = self.folder.join(LOCK);
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(failed(&path, "ouverture"))?;
        file.lock().map_err(failed(&path, "verrouillage"))?;
        Ok(file)
    }

    /// Replaces a file by another, at once, that only its owner can read.
    fn replace(&self, name: &str, text: &str) -> Result<(), KeyFileError> {
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

fn read(path: &Path) -> Result<Option<String>, KeyFileError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, "lecture")(error)),
    }
}

fn failed(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> KeyFileError {
    let path = path.display().to_string();
    move |source| KeyFileError::File { path, action, source }
}

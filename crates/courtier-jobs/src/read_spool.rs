//! The reads of the API on their way to `ops.lectures`: first lines of a file, which survive the process, then rows of the
//! table, a lot at a time. One thread writes lots; another publishes those that are closed (`spool_publisher.rs`), however
//! long it takes.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use courtier_core::{Clock, RunId};
use courtier_lake::{Lake, ReadRecord};

use crate::JobError;

/// Folder of the lots, in the folder of the lake's state.
pub(crate) const FOLDER: &str = "_courtier/lectures";

/// Extension of the files of lots.
pub(crate) const EXTENSION: &str = "jsonl";

/// Writes reads to lots.
#[derive(Debug)]
pub struct ReadSpool {
    clock: Arc<dyn Clock>,
    folder: PathBuf,
    current: Option<Lot>,
    lines: Vec<u8>,
}

/// A lot that is being written. Its file is locked while this process lives: others leave it alone.
#[derive(Debug)]
struct Lot {
    path: PathBuf,
    file: File,
    /// Size, in bytes, of the lines that are written whole.
    whole: u64,
    /// Whether the file may be longer than that: the disk was full.
    is_cut: bool,
    reads: usize,
}

impl Lot {
    /// Makes a file, locks it, and only then names it as a lot: a publisher would take it for one that nobody writes.
    fn open(folder: &Path, clock: &dyn Clock) -> Result<Self, JobError> {
        std::fs::create_dir_all(folder).map_err(spool(folder, "création"))?;
        let unnamed = folder.join(RunId::new(clock).to_string());
        let path = unnamed.with_extension(EXTENSION);
        let file =
            OpenOptions::new().create_new(true).append(true).open(&unnamed).map_err(spool(&unnamed, "création"))?;
        let named = file.lock().and_then(|()| std::fs::rename(&unnamed, &path));
        if let Err(source) = named {
            // Without the name of a lot, nobody takes it for one; the first failure is the one to tell.
            let _left = std::fs::remove_file(&unnamed);
            return Err(spool(&unnamed, "verrouillage")(source));
        }
        Ok(Self { path, file, whole: 0, is_cut: false, reads: 0 })
    }

    /// Takes away what a failed write left.
    fn mend(&mut self) -> std::io::Result<()> {
        if self.is_cut {
            self.file.set_len(self.whole)?;
            self.is_cut = false;
        }
        Ok(())
    }

    fn write(&mut self, lines: &[u8], reads: usize) -> std::io::Result<()> {
        self.mend()?;
        self.is_cut = true;
        self.file.write_all(lines)?;
        self.is_cut = false;
        self.whole += lines.len() as u64;
        self.reads += reads;
        Ok(())
    }
}

impl ReadSpool {
    /// Opens the spool of a lake.
    #[must_use]
    pub fn new(lake: &Lake, clock: Arc<dyn Clock>) -> Self {
        Self { clock, folder: lake.folder().join(FOLDER), current: None, lines: Vec::new() }
    }

    /// Returns how many reads the current lot has.
    #[must_use]
    pub fn reads(&self) -> usize {
        self.current.as_ref().map_or(0, |lot| lot.reads)
    }

    /// Writes reads to the current lot, all of them or none; returns how many.
    ///
    /// # Errors
    /// [`JobError::Spool`] when the file cannot be written.
    pub fn append<'a>(&mut self, reads: impl IntoIterator<Item = ReadRecord<'a>>) -> Result<usize, JobError> {
        self.lines.clear();
        let mut number = 0;
        for read in reads {
            serde_json::to_writer(&mut self.lines, &read)
                .map_err(|error| spool(&self.folder, "écriture")(error.into()))?;
            self.lines.push(b'\n');
            number += 1;
        }
        if number == 0 {
            return Ok(0);
        }
        let lot = match &mut self.current {
            Some(lot) => lot,
            None => self.current.insert(Lot::open(&self.folder, self.clock.as_ref())?),
        };
        lot.write(&self.lines, number).map_err(spool(&lot.path, "écriture"))?;
        Ok(number)
    }

    /// Closes the current lot, which can then be published; returns how many reads it has. `None` when a failed write left the
    /// lot too long and it cannot be mended yet: it stays open, and its writer will write these reads again.
    pub fn close_lot(&mut self) -> Option<usize> {
        if let Some(lot) = &mut self.current {
            lot.mend().ok()?;
        }
        Some(self.current.take().map_or(0, |lot| lot.reads))
    }
}

/// Tells what failed, and on which file.
pub(crate) fn spool(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> JobError {
    let path = path.display().to_string();
    move |source| JobError::Spool { path, action, source }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::ReadSpool;
    use chrono::DateTime;
    use courtier_core::SystemClock;
    use courtier_lake::{Lake, ReadRecord};
    use std::fs::{File, OpenOptions};
    use std::io::Write as _;
    use std::sync::Arc;

    pub(crate) const READ: ReadRecord<'_> = ReadRecord {
        lu_le: DateTime::UNIX_EPOCH,
        lecteur: "local",
        route: "/api/v1/opportunities/{id}",
        id_opportunite: "0065q00000AlAK0AAN",
        id_requete: "a",
    };

    #[test]
    fn keeps_a_lot_that_a_failed_write_left_too_long_until_it_is_mended() {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap()).unwrap();
        let mut spool = ReadSpool::new(&lake, Arc::new(SystemClock));
        spool.append([READ]).unwrap();
        let path = spool.current.as_ref().unwrap().path.clone();
        let (writable, length) = (OpenOptions::new().append(true).open(&path).unwrap(), path.metadata().unwrap().len());
        // Two lines reach the disk, and the write is said to have failed; then nothing can be changed.
        (&writable).write_all(b"{}\n{}\n").unwrap();
        spool.current.as_mut().unwrap().is_cut = true;
        spool.current.as_mut().unwrap().file = File::open(&path).unwrap();
        assert_eq!(spool.close_lot(), None);
        assert!(spool.append([READ]).is_err());
        spool.current.as_mut().unwrap().file = writable;
        assert_eq!(spool.close_lot(), Some(1));
        assert_eq!(path.metadata().unwrap().len(), length);
    }
}

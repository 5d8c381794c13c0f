//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::{Lake, LakeError};

const FILE: &str = "writer.lock";

/// Command of a holder that keeps the lock for the time of one small publication: others wait for it.
pub const BRIEF: &str = "lectures";

/// How long others wait for a brief holder, and between two tries.
const PATIENCE: (Duration, Duration) = (Duration::from_secs(10), Duration::from_millis(20));

/// Who is writing, kept in the lock file so that another process can say it, and the next run can tell that a run was cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Process id.
    pub process: u32,
    /// Run id.
    pub run_id: String,
    /// Command, such as `ingest`.
    pub command: String,
    /// Start of the run, RFC 3339.
    pub started_at: String,
}

/// The exclusive right to write to a lake. The operating system releases it when the process ends, however it ends.
#[derive(Debug)]
pub struct WriteLock {
    file: File,
    interrupted: Option<Holder>,
}

impl WriteLock {
    /// Takes the lock. Waits only for a holder that is [`BRIEF`].
    ///
    /// # Errors
    /// [`LakeError::Locked`] when another process has it.
    pub fn acquire(lake: &Lake, holder: &Holder) -> Result<Self, LakeError> {
        lake.create()?;
        let started = Instant::now();
        let (file, previous) = loop {
            let (file, previous, is_ours) = Self::try_once(lake)?;
            if is_ours {
                break (file, previous);
            }
            // The holder's name is missing for the instant between its lock and its first write.
            let is_brief = previous.as_ref().is_none_or(|holder| holder.command == BRIEF);
            let (longest, pause) = PATIENCE;
            if !is_brief || holder.command == BRIEF || started.elapsed() > longest {
                let holder = previous.map_or_else(
                    || "inconnu".to_owned(),
                    |h| format!("processus {}, commande {}, depuis {}", h.process, h.command, h.started_at),
                );
                return Err(LakeError::Locked { location: lake.folder().display().to_string(), holder });
            }
            std::thread::sleep(pause);
        };
        let mut lock = Self { file, interrupted: previous };
        let text = serde_json::to_string(holder).map_err(LakeError::state(FILE, "écriture"))?;
        lock.write(&text)?;
        Ok(lock)
    }

    /// Returns the lock's file, who it names, and whether it could be locked.
    fn try_once(lake: &Lake) -> Result<(File, Option<Holder>, bool), LakeError> {
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(lake.state_path(FILE))
            .map_err(LakeError::state(FILE, "ouverture"))?;
        let is_ours = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(source)) => return Err(LakeError::state(FILE, "verrouillage")(source)),
        };
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(LakeError::state(FILE, "lecture"))?;
        Ok((file, serde_json::from_str(&text).ok(), is_ours))
    }

    /// Returns the previous holder when it did not release the lock itself: its process was killed.
    #[must_use]
    pub const fn interrupted(&self) -> Option<&Holder> {
        self.interrupted.as_ref()
    }

    /// Releases the lock at the normal end of a run.
    ///
    /// # Errors
    /// [`LakeError::State`] when the lock file cannot be written.
    pub fn release(mut self) -> Result<(), LakeError> {
        self.write("")
    }

    fn write(&mut self, text: &str) -> Result<(), LakeError> {
        let file = &mut self.file;
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(text.as_bytes()))
            .map_err(LakeError::state(FILE, "écriture"))
    }
}

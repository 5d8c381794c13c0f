//! The reads of the API on their way to `ops.lectures`: first lines of a file, which survive the process, then rows of the
//! table, a lot at a time.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use courtier_core::{Clock, RunId};
use courtier_lake::{BRIEF, Holder, Lake, LakeSession, Publication, ReadRecord, WriteLock};

use crate::JobError;
use crate::run_log::cut_run;

/// Folder of the lots, in the folder of the lake's state.
const FOLDER: &str = "_courtier/lectures";

/// Lots of reads: one that is being written, and those that wait to be published.
#[derive(Debug)]
pub struct ReadSpool {
    lake: Lake,
    clock: Arc<dyn Clock>,
    folder: PathBuf,
    current: Option<Lot>,
    /// Lots that are in the table, and whose file could not be deleted.
    published: BTreeSet<String>,
    rows: usize,
}

/// A lot that is being written. Its file is locked while this process lives: others leave it alone.
#[derive(Debug)]
struct Lot {
    id: String,
    path: PathBuf,
    file: File,
}

impl ReadSpool {
    /// Opens the spool of a lake.
    #[must_use]
    pub fn new(lake: &Lake, clock: Arc<dyn Clock>) -> Self {
        let folder = lake.folder().join(FOLDER);
        Self { lake: lake.clone(), clock, folder, current: None, published: BTreeSet::new(), rows: 0 }
    }

    /// Returns how many reads of this process wait to be published.
    #[must_use]
    pub const fn waiting(&self) -> usize {
        self.rows
    }

    /// Writes reads to the current lot; their `lot` is filled in.
    ///
    /// # Errors
    /// [`JobError::Spool`] when the file cannot be written.
    pub fn append(&mut self, reads: &mut [ReadRecord]) -> Result<(), JobError> {
        if reads.is_empty() {
            return Ok(());
        }
        let lot = match self.current.take() {
            Some(lot) => lot,
            None => self.open_lot()?,
        };
        let mut lines = Vec::with_capacity(reads.len() * 200);
        for read in reads.iter_mut() {
            read.lot.clone_from(&lot.id);
            serde_json::to_writer(&mut lines, read).map_err(|error| spool(&lot.path, "écriture")(error.into()))?;
            lines.push(b'\n');
        }
        let written = (&lot.file).write_all(&lines).map_err(spool(&lot.path, "écriture"));
        self.rows += reads.len();
        self.current = Some(lot);
        written
    }

    fn open_lot(&self) -> Result<Lot, JobError> {
        std::fs::create_dir_all(&self.folder).map_err(spool(&self.folder, "création"))?;
        let id = RunId::new(self.clock.as_ref()).to_string();
        let path = self.folder.join(format!("{id}.jsonl"));
        let file = OpenOptions::new().create_new(true).append(true).open(&path).map_err(spool(&path, "création"))?;
        file.lock().map_err(spool(&path, "verrouillage"))?;
        Ok(Lot { id, path, file })
    }

    /// Publishes every lot that waits, those of killed processes included. A lake that another process is writing to is
    /// left for later.
    ///
    /// # Errors
    /// [`JobError`]; the lots then wait on.
    pub async fn publish(&mut self) -> Result<(), JobError> {
        // Closed, its file is unlocked and waits like the others.
        self.current = None;
        let lots = self.waiting_lots()?;
        if lots.is_empty() {
            return Ok(());
        }
        let run_id = RunId::new(self.clock.as_ref()).to_string();
        let holder = Holder {
            process: std::process::id(),
            run_id: run_id.clone(),
            command: BRIEF.to_owned(),
            started_at: self.clock.now().to_rfc3339(),
        };
        let lock = WriteLock::acquire(&self.lake, &holder)?;
        let mut publication = Publication::begin(&self.lake, &lock).await?;
        if let Some(cut) = cut_run(&lock, &publication, self.clock.now()) {
            publication.append(&[cut]).await?;
        }
        let session = LakeSession::on(&self.lake, publication.published())?;
        let mut staged = Vec::new();
        for (id, path, _unlocked_at_the_end) in &lots {
            if !self.published.contains(id) && !is_published(&session, id).await? {
                append_lot(&mut publication, path).await?;
                staged.push(id.clone());
            }
        }
        publication.commit(&run_id, self.clock.now()).await?;
        lock.release()?;
        self.rows = 0;
        self.published.extend(staged);
        for (id, path, _lock) in lots {
            std::fs::remove_file(&path).map_err(spool(&path, "suppression"))?;
            self.published.remove(&id);
        }
        Ok(())
    }

    /// Returns the lots that no living process writes, locked so that no other publishes them.
    fn waiting_lots(&self) -> Result<Vec<(String, PathBuf, File)>, JobError> {
        let mut lots = Vec::new();
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(lots),
            Err(error) => return Err(spool(&self.folder, "lecture")(error)),
        };
        for entry in entries {
            let path = entry.map_err(spool(&self.folder, "lecture"))?.path();
            let Some(id) = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned) else { continue };
            let file = match File::open(&path) {
                Ok(file) => file,
                // Published by another process since the folder was read.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(spool(&path, "ouverture")(error)),
            };
            if file.try_lock().is_ok() {
                lots.push((id, path, file));
            }
        }
        lots.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(lots)
    }
}

/// Returns whether a lot is in the table: its process was killed between the publication and the deletion of its file.
async fn is_published(session: &LakeSession, lot: &str) -> Result<bool, JobError> {
    // The name of a file could end the literal; those of lots cannot.
    let is_plain = lot.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if !is_plain || !session.has_table("ops", "lectures") {
        return Ok(false);
    }
    let (_, rows) = session.collect(&format!("SELECT 1 FROM ops.lectures WHERE lot = '{lot}' LIMIT 1")).await?;
    Ok(rows.iter().any(|batch| batch.num_rows() > 0))
}

async fn append_lot(publication: &mut Publication<'_>, path: &Path) -> Result<(), JobError> {
    let mut file = File::open(path).map_err(spool(path, "ouverture"))?;
    let whole = whole_lines(&mut file).map_err(spool(path, "lecture"))?;
    Ok(publication.append_lines::<ReadRecord>(BufReader::new(file.take(whole))).await?)
}

/// Returns how many bytes come before the end of the last whole line; a killed process may have cut one.
fn whole_lines(file: &mut File) -> std::io::Result<u64> {
    let mut end = file.seek(SeekFrom::End(0))?;
    let mut buffer = [0; 4096];
    while end > 0 {
        let start = end.saturating_sub(buffer.len() as u64);
        let part = usize::try_from(end - start).unwrap_or(buffer.len());
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut buffer[..part])?;
        if let Some(newline) = buffer[..part].iter().rposition(|byte| *byte == b'\n') {
            end = start + newline as u64 + 1;
            break;
        }
        end = start;
    }
    file.rewind()?;
    Ok(end)
}

fn spool(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> JobError {
    let path = path.display().to_string();
    move |source| JobError::Spool { path, action, source }
}

#[cfg(test)]
mod tests {
    use super::whole_lines;
    use std::io::Write as _;

    #[test]
    fn leaves_out_a_line_that_was_cut() {
        for (text, whole) in [("", 0), ("a", 0), ("a\n", 2), ("a\nb", 2), ("a\nbb\n", 5)] {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(text.as_bytes()).unwrap();
            assert_eq!(whole_lines(&mut file).unwrap(), whole, "{text:?}");
        }
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(format!("a\n{}", "b".repeat(10_000)).as_bytes()).unwrap();
        assert_eq!(whole_lines(&mut file).unwrap(), 2);
    }
}

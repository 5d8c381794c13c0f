//! The reads of the API on their way to `ops.lectures`: first lines of a file, which survive the process, then rows of the
//! table, a lot at a time. One thread writes lots; another publishes those that are closed, however long it takes.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use courtier_core::{Clock, RunId};
use courtier_lake::{BRIEF, Holder, Lake, LakeError, LakeSession, Publication, ReadRecord, WriteLock};

use crate::JobError;
use crate::paced::Paced;
use crate::run_log::cut_run;

/// Folder of the lots, in the folder of the lake's state.
const FOLDER: &str = "_courtier/lectures";

/// Extension of the files of lots.
const EXTENSION: &str = "jsonl";

/// Extension of lots that cannot be read.
const UNREADABLE: &str = "illisible";

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

    /// Closes the current lot, which can then be published; returns how many reads it has. A lot that a failed write left
    /// too long, and that cannot be mended yet, stays open: its writer will write these reads again.
    pub fn close_lot(&mut self) -> usize {
        self.current.take_if(|lot| lot.mend().is_ok()).map_or(0, |lot| lot.reads)
    }
}

/// Publishes lots.
#[derive(Debug)]
pub struct SpoolPublisher {
    lake: Lake,
    clock: Arc<dyn Clock>,
    folder: PathBuf,
    /// Lots that are in the table, and whose file could not be deleted.
    published: BTreeSet<String>,
}

/// A lot that no living process writes, locked so that no other publishes it.
#[derive(Debug)]
struct ClosedLot {
    id: String,
    path: PathBuf,
    file: File,
}

impl SpoolPublisher {
    /// Publishes the spool of a lake.
    #[must_use]
    pub fn new(lake: &Lake, clock: Arc<dyn Clock>) -> Self {
        Self { lake: lake.clone(), clock, folder: lake.folder().join(FOLDER), published: BTreeSet::new() }
    }

    /// Publishes every closed lot, those of killed processes included: one at a time, since the lake is locked meanwhile. A
    /// lake that another process is writing to is left for later; a lot that cannot be read is put aside. Takes a part of a
    /// core, so that requests find room beside it, unless `is_urgent`; blocks its thread in between.
    ///
    /// # Errors
    /// [`JobError`]; the lots then wait on.
    pub async fn publish(&mut self, is_urgent: &(dyn Fn() -> bool + Sync)) -> Result<(), JobError> {
        for lot in self.closed_lots()? {
            if !self.published.contains(&lot.id) {
                match self.publish_lot(&lot, is_urgent).await {
                    Ok(()) => {}
                    Err(JobError::Lake(LakeError::Columns { .. })) => {
                        put_aside(&lot)?;
                        continue;
                    }
                    Err(error) => return Err(error),
                }
                self.published.insert(lot.id.clone());
            }
            remove(&lot.path)?;
            self.published.remove(&lot.id);
        }
        Ok(())
    }

    async fn publish_lot(&self, lot: &ClosedLot, is_urgent: &(dyn Fn() -> bool + Sync)) -> Result<(), JobError> {
        let run_id = RunId::new(self.clock.as_ref()).to_string();
        let holder = Holder {
            process: std::process::id(),
            run_id: run_id.clone(),
            command: BRIEF.to_owned(),
            started_at: self.clock.now().to_rfc3339(),
        };
        let lock = WriteLock::acquire(&self.lake, &holder)?;
        let done = self.publish_locked(lot, is_urgent, &lock, &run_id).await;
        // Whatever happened: this process lives, and was not cut.
        lock.release()?;
        done
    }

    async fn publish_locked(
        &self,
        lot: &ClosedLot,
        is_urgent: &(dyn Fn() -> bool + Sync),
        lock: &WriteLock,
        run_id: &str,
    ) -> Result<(), JobError> {
        let mut publication = Publication::begin(&self.lake, lock).await?;
        if let Some(cut) = cut_run(lock, &publication, self.clock.now()) {
            publication.append(&[cut]).await?;
        }
        let session = LakeSession::on(&self.lake, publication.published())?;
        if !is_published(&session, &lot.id).await? {
            append_lot(&mut publication, lot, is_urgent).await?;
        }
        publication.commit(run_id, self.clock.now()).await?;
        Ok(())
    }

    /// Returns the closed lots, the oldest first.
    fn closed_lots(&self) -> Result<Vec<ClosedLot>, JobError> {
        let mut lots = Vec::new();
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(lots),
            Err(error) => return Err(spool(&self.folder, "lecture")(error)),
        };
        for entry in entries {
            let path = entry.map_err(spool(&self.folder, "lecture"))?.path();
            if path.extension().is_none_or(|extension| extension != EXTENSION) {
                continue;
            }
            let Some(id) = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned) else { continue };
            let file = match File::open(&path) {
                Ok(file) => file,
                // Published by another process since the folder was read.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(spool(&path, "ouverture")(error)),
            };
            if file.try_lock().is_ok() {
                lots.push(ClosedLot { id, path, file });
            }
        }
        lots.sort_by(|a, b| a.id.cmp(&b.id));
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

async fn append_lot(
    publication: &mut Publication<'_>,
    lot: &ClosedLot,
    is_urgent: &(dyn Fn() -> bool + Sync),
) -> Result<(), JobError> {
    let mut file = &lot.file;
    let whole = whole_lines(file).map_err(spool(&lot.path, "lecture"))?;
    file.rewind().map_err(spool(&lot.path, "lecture"))?;
    let lines = Paced::new(BufReader::new(file.take(whole)), is_urgent);
    Ok(publication.append_lines::<ReadRecord<'_>>(lines, &[("lot", &lot.id)]).await?)
}

/// Renames a lot that is not what this program writes: the others must not wait for it.
fn put_aside(lot: &ClosedLot) -> Result<(), JobError> {
    let aside = lot.path.with_extension(UNREADABLE);
    std::fs::rename(&lot.path, &aside).map_err(spool(&lot.path, "renommage"))?;
    // Not the cause: it quotes lines, which hold ids.
    tracing::error!(file = %aside.display(), "a lot of reads cannot be read: mend it, and name it .{EXTENSION} again");
    Ok(())
}

/// Deletes a file. Another server may have published and deleted it since the folder was read.
fn remove(path: &Path) -> Result<(), JobError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(spool(path, "suppression")(error)),
        _ => Ok(()),
    }
}

/// Returns how many bytes come before the end of the last whole line; a killed process may have cut one.
fn whole_lines(mut file: &File) -> std::io::Result<u64> {
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
    Ok(end)
}

fn spool(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> JobError {
    let path = path.display().to_string();
    move |source| JobError::Spool { path, action, source }
}

#[cfg(test)]
mod tests {
    use super::{ReadSpool, SpoolPublisher, whole_lines};
    use chrono::DateTime;
    use courtier_core::{Clock, SystemClock};
    use courtier_lake::{Lake, LakeSession, ReadRecord};
    use std::fs::{File, OpenOptions};
    use std::io::Write as _;
    use std::sync::Arc;

    const LOTS: usize = 40;
    const READ: ReadRecord<'_> = ReadRecord {
        lu_le: DateTime::UNIX_EPOCH,
        lecteur: "local",
        route: "/api/v1/opportunities/{id}",
        id_opportunite: "0065q00000AlAK0AAN",
        id_requete: "a",
    };

    #[tokio::test]
    async fn publishes_every_read_once_while_lots_are_opened_and_closed() {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap()).unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let mut spool = ReadSpool::new(&lake, Arc::clone(&clock));
        let mut publisher = SpoolPublisher::new(&lake, clock);
        let writer = std::thread::spawn(move || {
            for _ in 0..LOTS {
                assert_eq!(spool.append([READ; 2]).unwrap(), 2);
                assert_eq!(spool.append([READ]).unwrap(), 1);
                assert_eq!(spool.close_lot(), 3);
            }
        });
        while !writer.is_finished() {
            publisher.publish(&|| true).await.unwrap();
        }
        writer.join().unwrap();
        publisher.publish(&|| true).await.unwrap();
        let session = LakeSession::open(&lake).await.unwrap();
        let sql = "SELECT count(*)::text || ' ' || count(DISTINCT lot)::text AS n FROM ops.lectures";
        let (_, rows) = session.collect(sql).await.unwrap();
        let shown = datafusion::arrow::util::pretty::pretty_format_batches(&rows).unwrap().to_string();
        assert!(shown.contains(&format!("{} {LOTS}", 3 * LOTS)), "{shown}");
        assert_eq!(std::fs::read_dir(lake.folder().join(super::FOLDER)).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn puts_aside_a_lot_that_cannot_be_read_and_publishes_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap()).unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let lots = lake.folder().join(super::FOLDER);
        std::fs::create_dir_all(&lots).unwrap();
        std::fs::write(lots.join("0.jsonl"), "\0\0\n").unwrap();
        let mut spool = ReadSpool::new(&lake, Arc::clone(&clock));
        spool.append([READ]).unwrap();
        spool.close_lot();
        SpoolPublisher::new(&lake, clock).publish(&|| true).await.unwrap();
        let session = LakeSession::open(&lake).await.unwrap();
        let (_, rows) = session.collect("SELECT lot FROM ops.lectures").await.unwrap();
        assert_eq!(rows.iter().map(|batch| batch.num_rows()).sum::<usize>(), 1);
        assert_eq!(std::fs::read(lots.join("0.illisible")).unwrap(), b"\0\0\n");
        // A failure that was mended leaves no trace of a run that was cut.
        assert!(!session.has_table("ops", "runs"));
    }

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
        assert_eq!(spool.close_lot(), 0);
        assert!(spool.append([READ]).is_err());
        spool.current.as_mut().unwrap().file = writable;
        assert_eq!(spool.close_lot(), 1);
        assert_eq!(path.metadata().unwrap().len(), length);
    }

    #[test]
    fn leaves_out_a_line_that_was_cut() {
        for (text, whole) in [("", 0), ("a", 0), ("a\n", 2), ("a\nb", 2), ("a\nbb\n", 5)] {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(text.as_bytes()).unwrap();
            assert_eq!(whole_lines(&file).unwrap(), whole, "{text:?}");
        }
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(format!("a\n{}", "b".repeat(10_000)).as_bytes()).unwrap();
        assert_eq!(whole_lines(&file).unwrap(), 2);
    }
}

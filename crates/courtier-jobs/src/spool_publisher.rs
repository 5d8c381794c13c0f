//! Lots of reads become rows of `ops.lectures`, each once, and their files go.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use courtier_core::{Clock, RunId};
use courtier_lake::{BRIEF, Holder, Lake, LakeError, LakeSession, Publication, ReadRecord, WriteLock};
use deltalake_core::kernel::Add;

use crate::JobError;
use crate::background::{self, Priority};
use crate::read_spool::{EXTENSION, FOLDER, spool};
use crate::run_log::cut_run;

/// Extension of lots that cannot be read.
const UNREADABLE: &str = "illisible";

/// Bytes of a lot that are encoded without a pause: about a millisecond's work.
const STEP_BYTES: usize = 128 * 1024;

/// Pause between two steps ([`Priority::Idle`] says why).
const PAUSE: Duration = Duration::from_millis(1);

/// Publishes lots.
#[derive(Debug)]
pub struct SpoolPublisher {
    lake: Lake,
    clock: Arc<dyn Clock>,
    folder: PathBuf,
    /// The lot that waits for the lake, and its rows in files of the table.
    encoded: Option<(String, Vec<Add>)>,
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
        let folder = lake.folder().join(FOLDER);
        Self { lake: lake.clone(), clock, folder, encoded: None, published: BTreeSet::new() }
    }

    /// Publishes every closed lot, those of killed processes included. Rows are encoded in the time that requests leave, a lot
    /// after the other; the lake is locked only to add a lot's files to the table. A lake that another process is writing to is
    /// left for later; a lot that cannot be read is put aside.
    ///
    /// # Errors
    /// [`JobError`]; the lots then wait on.
    pub async fn publish(&mut self) -> Result<(), JobError> {
        for lot in self.closed_lots()? {
            if !self.published.contains(&lot.id) {
                let files = match self.encode(&lot).await {
                    Ok(files) => files,
                    Err(JobError::Lake(LakeError::Columns { .. })) => {
                        put_aside(&lot)?;
                        continue;
                    }
                    Err(error) => return Err(error),
                };
                self.publish_lot(&lot.id, files).await?;
                self.encoded = None;
                self.published.insert(lot.id.clone());
            }
            remove(&lot.path)?;
            self.published.remove(&lot.id);
        }
        Ok(())
    }

    /// Returns the rows of a lot in files, those of the last try if the lake was not free then.
    async fn encode(&mut self, lot: &ClosedLot) -> Result<Vec<Add>, JobError> {
        if let Some((id, files)) = &self.encoded
            && *id == lot.id
        {
            return Ok(files.clone());
        }
        let file = lot.file.try_clone().map_err(spool(&lot.path, "ouverture"))?;
        let encoding = encode_lot(self.lake.clone(), lot.id.clone(), lot.path.clone(), file);
        let encoded = background::run("encodage", Priority::Idle, encoding).await;
        let files = encoded.map_err(spool(&lot.path, "encodage"))??;
        self.encoded = Some((lot.id.clone(), files.clone()));
        Ok(files)
    }

    async fn publish_lot(&self, lot: &str, files: Vec<Add>) -> Result<(), JobError> {
        let run_id = RunId::new(self.clock.as_ref()).to_string();
        let holder = Holder {
            process: std::process::id(),
            run_id: run_id.clone(),
            command: BRIEF.to_owned(),
            started_at: self.clock.now().to_rfc3339(),
        };
        let lock = WriteLock::acquire(&self.lake, &holder)?;
        let done = self.publish_locked(lot, files, &lock, &run_id).await;
        // Whatever happened: this process lives, and was not cut.
        lock.release()?;
        done
    }

    async fn publish_locked(&self, lot: &str, files: Vec<Add>, lock: &WriteLock, run_id: &str) -> Result<(), JobError> {
        let mut publication = Publication::begin(&self.lake, lock).await?;
        if let Some(cut) = cut_run(lock, &publication, self.clock.now()) {
            publication.append(&[cut]).await?;
        }
        let session = LakeSession::on(&self.lake, publication.published())?;
        if !is_published(&session, lot).await? {
            publication.append_files::<ReadRecord<'_>>(files).await?;
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

/// Writes the rows of a lot to files that the table does not have yet.
async fn encode_lot(lake: Lake, id: String, path: PathBuf, mut file: File) -> Result<Vec<Add>, JobError> {
    let whole = whole_lines(&file).map_err(spool(&path, "lecture"))?;
    file.rewind().map_err(spool(&path, "lecture"))?;
    let lines = BufReader::with_capacity(STEP_BYTES, Unhurried(file.take(whole)));
    Ok(lake.write_lines::<ReadRecord<'_>>(lines, &[("lot", &id)]).await?)
}

/// Pauses before each read.
struct Unhurried<R>(R);

impl<R: Read> Read for Unhurried<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        std::thread::sleep(PAUSE);
        self.0.read(buffer)
    }
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

#[cfg(test)]
mod tests {
    use super::{STEP_BYTES, SpoolPublisher, whole_lines};
    use crate::JobError;
    use crate::read_spool::tests::READ;
    use crate::read_spool::{FOLDER, ReadSpool};
    use courtier_core::{Clock, SystemClock};
    use courtier_lake::{Holder, Lake, LakeError, LakeSession, ReadRecord, WriteLock};
    use datafusion::arrow::array::AsArray as _;
    use std::io::Write as _;
    use std::sync::Arc;
    use tempfile::TempDir;

    const LOTS: usize = 40;
    const COUNT: &str = "SELECT arrow_cast(count(*), 'Utf8') FROM ops.lectures";

    /// A lake in a folder of its own, a writer and a publisher of its lots.
    fn opened() -> (TempDir, Lake, ReadSpool, SpoolPublisher) {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap()).unwrap();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let spool = ReadSpool::new(&lake, Arc::clone(&clock));
        let publisher = SpoolPublisher::new(&lake, clock);
        (folder, lake, spool, publisher)
    }

    /// Returns one cell of text.
    async fn cell(lake: &Lake, sql: &str) -> String {
        let session = LakeSession::open(lake).await.unwrap();
        let (_, rows) = session.collect(sql).await.unwrap();
        rows[0].column(0).as_string::<i32>().value(0).to_owned()
    }

    #[tokio::test]
    async fn publishes_every_read_once_while_lots_are_opened_and_closed() {
        let (_folder, lake, mut spool, mut publisher) = opened();
        let writer = std::thread::spawn(move || {
            for _ in 0..LOTS {
                assert_eq!(spool.append([READ; 2]).unwrap(), 2);
                assert_eq!(spool.append([READ]).unwrap(), 1);
                assert_eq!(spool.close_lot(), Some(3));
            }
        });
        while !writer.is_finished() {
            publisher.publish().await.unwrap();
        }
        writer.join().unwrap();
        publisher.publish().await.unwrap();
        let sql = "SELECT arrow_cast(count(*)::text || ' ' || count(DISTINCT lot)::text, 'Utf8') FROM ops.lectures";
        assert_eq!(cell(&lake, sql).await, format!("{} {LOTS}", 3 * LOTS));
        assert_eq!(std::fs::read_dir(lake.folder().join(FOLDER)).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn publishes_a_lot_of_many_steps_whole() {
        const READS: usize = 5_000;
        let (_folder, lake, mut spool, mut publisher) = opened();
        let ids: Vec<String> = (0..READS).map(|number| format!("{number:018}")).collect();
        spool.append(ids.iter().map(|id| ReadRecord { id_opportunite: id, ..READ })).unwrap();
        let lot = std::fs::read_dir(lake.folder().join(FOLDER)).unwrap().next().unwrap().unwrap();
        assert!(lot.metadata().unwrap().len() > 3 * STEP_BYTES as u64);
        assert_eq!(spool.close_lot(), Some(READS));
        publisher.publish().await.unwrap();
        let sql = "SELECT arrow_cast(concat_ws(' ', count(*), count(DISTINCT id_opportunite), min(id_opportunite), \
             max(id_opportunite)), 'Utf8') FROM ops.lectures";
        assert_eq!(cell(&lake, sql).await, format!("{READS} {READS} {} {}", ids[0], ids[READS - 1]));
    }

    #[tokio::test]
    async fn puts_aside_a_lot_that_cannot_be_read_and_publishes_the_others() {
        let (_folder, lake, mut spool, mut publisher) = opened();
        let lots = lake.folder().join(FOLDER);
        std::fs::create_dir_all(&lots).unwrap();
        std::fs::write(lots.join("0.jsonl"), "\0\0\n").unwrap();
        spool.append([READ]).unwrap();
        assert_eq!(spool.close_lot(), Some(1));
        publisher.publish().await.unwrap();
        assert_eq!(cell(&lake, COUNT).await, "1");
        assert_eq!(std::fs::read(lots.join("0.illisible")).unwrap(), b"\0\0\n");
        // A failure that was mended leaves no trace of a run that was cut.
        assert!(!LakeSession::open(&lake).await.unwrap().has_table("ops", "runs"));
    }

    #[tokio::test]
    async fn encodes_a_lot_once_however_long_the_lake_is_locked() {
        let (_folder, lake, mut spool, mut publisher) = opened();
        spool.append([READ]).unwrap();
        assert_eq!(spool.close_lot(), Some(1));
        let holder = Holder {
            process: 1,
            run_id: "a".to_owned(),
            command: "ingest".to_owned(),
            started_at: "2026-01-01T00:00:00Z".to_owned(),
        };
        let lock = WriteLock::acquire(&lake, &holder).unwrap();
        for _ in 0..3 {
            let locked = publisher.publish().await.unwrap_err();
            assert!(matches!(locked, JobError::Lake(LakeError::Locked { .. })), "{locked}");
            assert_eq!(parquet_files(&lake), 1);
        }
        lock.release().unwrap();
        publisher.publish().await.unwrap();
        assert_eq!(parquet_files(&lake), 1);
        assert_eq!(cell(&lake, COUNT).await, "1");
    }

    fn parquet_files(lake: &Lake) -> usize {
        let files = std::fs::read_dir(lake.folder().join("ops/lectures")).unwrap();
        files.filter(|file| file.as_ref().unwrap().path().extension() == Some("parquet".as_ref())).count()
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

//! Inflates one archive entry on a thread of its own, so that inflating, the slowest step, runs beside framing.
//!
//! The thread also is what lets a reader own an entry: the zip library's entries borrow their archive.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::{ExtractError, Limits, archive};

const CHUNK_BYTES: usize = 256 << 10;
/// Chunks that may wait: enough to keep both sides busy, little enough to bound memory.
const CHUNKS_AHEAD: usize = 8;

type Chunk = Result<Vec<u8>, ExtractError>;

/// The bytes of one entry, as they are inflated. Dropping it ends the thread.
#[derive(Debug)]
pub(crate) struct Inflate {
    chunks: Receiver<Chunk>,
    /// The chunk being handed over and the offset of its first byte not taken yet.
    chunk: Vec<u8>,
    taken: usize,
}

impl Inflate {
    /// Starts to inflate entry `index` of `archive`, called `name` in messages.
    pub(crate) fn start(archive: &Path, index: usize, name: &str, limits: Limits) -> Result<Self, ExtractError> {
        let (sender, chunks) = sync_channel(CHUNKS_AHEAD);
        let job = Job { archive: archive.to_owned(), index, name: name.to_owned(), limits };
        thread::Builder::new()
            .name("inflate".to_owned())
            .spawn(move || job.run(&sender))
            .map_err(|source| ExtractError::Read { name: name.to_owned(), source })?;
        Ok(Self { chunks, chunk: Vec::new(), taken: 0 })
    }

    /// Appends up to `wanted` bytes to `data` and returns how many came; fewer means the end of the entry.
    pub(crate) fn read_into(&mut self, data: &mut Vec<u8>, wanted: usize) -> Result<usize, ExtractError> {
        let mut read = 0;
        while read < wanted {
            let ready = self.chunk.get(self.taken..).unwrap_or_default();
            if ready.is_empty() {
                // The thread hangs up after the last chunk.
                let Ok(chunk) = self.chunks.recv() else { break };
                (self.chunk, self.taken) = (chunk?, 0);
                continue;
            }
            let part = ready.get(..wanted - read).unwrap_or(ready);
            data.extend_from_slice(part);
            read += part.len();
            self.taken += part.len();
        }
        Ok(read)
    }
}

struct Job {
    archive: PathBuf,
    index: usize,
    name: String,
    limits: Limits,
}

impl Job {
    fn run(&self, sender: &SyncSender<Chunk>) {
        if let Err(error) = self.inflate(sender) {
            // A failed send means that nobody reads any more.
            sender.send(Err(error)).ok();
        }
    }

    fn inflate(&self, sender: &SyncSender<Chunk>) -> Result<(), ExtractError> {
        let mut archive = archive::open(&self.archive)?;
        let mut entry = archive
            .by_index(self.index)
            .map_err(|source| ExtractError::ArchiveDamaged { name: self.name.clone(), source })?;
        let (declared_bytes, in_bytes) = (entry.size(), entry.compressed_size());
        let damaged = |source| ExtractError::EntryDamaged { name: self.name.clone(), source };
        let mut out_bytes = 0;
        loop {
            let mut chunk = vec![0; CHUNK_BYTES];
            let read = fill(&mut entry, &mut chunk).map_err(damaged)?;
            chunk.truncate(read);
            // The directory may lie: what counts is what comes out.
            out_bytes += u64::try_from(read).unwrap_or(u64::MAX);
            if self.limits.is_bomb(out_bytes, in_bytes) {
                return Err(ExtractError::Bomb { name: self.name.clone(), out_bytes, in_bytes });
            }
            if read < CHUNK_BYTES {
                if out_bytes != declared_bytes {
                    return Err(damaged(io::Error::new(
                        io::ErrorKind::UnexpectedEof,
                        "taille différente de l'annonce",
                    )));
                }
                sender.send(Ok(chunk)).ok();
                return Ok(());
            }
            if sender.send(Ok(chunk)).is_err() {
                return Ok(());
            }
        }
    }
}

/// Reads until the buffer is full or the end, where the zip library verifies the checksum.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

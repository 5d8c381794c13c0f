//! Who read which opportunity: from requests to `ops.lectures`, through a spool that survives the process.
//!
//! Requests leave what they showed in a buffer, and one thread takes it: a channel would wake that thread at every request,
//! which costs more than the request itself. Another publishes, which can take long, and holds up neither.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::MatchedPath;
use chrono::{DateTime, Utc};
use courtier_core::{Clock, SalesforceId};
use courtier_jobs::{JobError, ReadSpool, SpoolPublisher};
use courtier_lake::{Lake, LakeError, ReadRecord};
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::request_id::RequestId;

/// Reads that may wait for the writer; beyond, requests wait, so that none is lost and memory is bounded.
const MOST_WAITING: usize = 65_536;

/// How long a read may be in memory only. Short, so that writing is too: requests wait for its end when no core is free.
const SPOOL_EVERY: Duration = Duration::from_millis(50);

/// Reads after which a lot is published before its time: its file is made in memory.
const MOST_READS: usize = 250_000;

/// How long the last reads are tried to be written when the server stops.
const LAST_TRIES: Duration = Duration::from_secs(5);

/// The opportunities that an answer shows: told by a handler, taken by the guard.
#[derive(Debug, Clone)]
pub(crate) enum Read {
    One(SalesforceId),
    Several(Arc<[SalesforceId]>),
}

impl Read {
    pub(crate) const fn one(id: SalesforceId) -> Self {
        Self::One(id)
    }

    pub(crate) fn several(ids: impl IntoIterator<Item = SalesforceId>) -> Self {
        Self::Several(ids.into_iter().collect())
    }

    fn ids(&self) -> &[SalesforceId] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Several(ids) => ids,
        }
    }
}

/// An answer that showed opportunities.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) at: DateTime<Utc>,
    pub(crate) reader: Arc<str>,
    pub(crate) route: Option<MatchedPath>,
    pub(crate) request_id: RequestId,
    pub(crate) read: Read,
}

impl Reading {
    fn records(&self) -> impl Iterator<Item = ReadRecord<'_>> {
        let route = self.route.as_ref().map(MatchedPath::as_str).unwrap_or_default();
        self.read.ids().iter().map(move |id| ReadRecord {
            lu_le: self.at,
            lecteur: &self.reader,
            route,
            id_opportunite: id.as_str(),
            id_requete: self.request_id.as_str(),
        })
    }
}

/// What waits for the writer.
#[derive(Debug, Default)]
struct Waiting {
    readings: Vec<Reading>,
    /// Opportunities that these show.
    reads: usize,
    /// Whether the writer cannot write: nothing more is shown then.
    is_failing: bool,
    /// Whether nothing more will come.
    is_ended: bool,
}

#[derive(Debug, Default)]
struct Buffer {
    waiting: Mutex<Waiting>,
    /// Told when the buffer was emptied.
    emptied: Notify,
    /// Told when nothing more will come.
    ended: Notify,
}

impl Buffer {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where readings are told.
#[derive(Debug)]
pub(crate) struct Audit(Arc<Buffer>);

/// Writes them to the spool.
#[derive(Debug)]
pub(crate) struct AuditWriter {
    buffer: Arc<Buffer>,
    spool: ReadSpool,
    close_every: Duration,
    /// Told the number of reads of each lot that is closed.
    closed: UnboundedSender<usize>,
    metrics: Arc<Metrics>,
    /// Taken from the buffer, and not yet written.
    taken: Vec<Reading>,
}

/// Publishes what is in the spool.
#[derive(Debug)]
pub(crate) struct AuditPublisher {
    spool: SpoolPublisher,
    closed: UnboundedReceiver<usize>,
    metrics: Arc<Metrics>,
}

impl Audit {
    /// Opens the way to `ops.lectures` of a lake. Lots are closed, and then published, every `close_every`.
    pub(crate) fn open(
        lake: &Lake,
        clock: &Arc<dyn Clock>,
        close_every: Duration,
        metrics: &Arc<Metrics>,
    ) -> (Self, AuditWriter, AuditPublisher) {
        let buffer = Arc::new(Buffer::default());
        let (sender, receiver) = unbounded_channel();
        let writer = AuditWriter {
            buffer: Arc::clone(&buffer),
            spool: ReadSpool::new(lake, Arc::clone(clock)),
            close_every,
            closed: sender,
            metrics: Arc::clone(metrics),
            taken: Vec::new(),
        };
        let publisher = AuditPublisher {
            spool: SpoolPublisher::new(lake, Arc::clone(clock)),
            closed: receiver,
            metrics: Arc::clone(metrics),
        };
        (Self(buffer), writer, publisher)
    }

    /// Tells a reading; waits while the buffer is full.
    ///
    /// # Errors
    /// The problem to answer instead: what cannot be recorded is not shown.
    pub(crate) async fn tell(&self, reading: Reading) -> Result<(), Problem> {
        loop {
            let emptied = self.0.emptied.notified();
            {
                let mut waiting = self.0.lock();
                if waiting.is_failing {
                    return Err(Problem::not_recorded());
                }
                if waiting.reads < MOST_WAITING {
                    waiting.reads += reading.read.ids().len();
                    waiting.readings.push(reading);
                    return Ok(());
                }
            }
            emptied.await;
        }
    }

    /// Has what was told written and published.
    pub(crate) fn end(&self) {
        self.0.lock().is_ended = true;
        self.0.ended.notify_one();
    }
}

impl AuditWriter {
    /// Writes readings until nothing more comes; returns how many reads could not be written.
    pub(crate) async fn run(mut self) -> usize {
        let mut closed_at = Instant::now();
        let mut ended_at = None;
        loop {
            // Early at the end.
            let _early = tokio::time::timeout(SPOOL_EVERY, self.buffer.ended.notified()).await;
            let (is_ended, unwritten) = self.write();
            let is_late = is_ended && ended_at.get_or_insert_with(Instant::now).elapsed() >= LAST_TRIES;
            let is_last = is_late || (is_ended && unwritten == 0);
            let is_due = is_last || closed_at.elapsed() >= self.close_every || self.spool.reads() >= MOST_READS;
            if is_due && let Some(reads) = self.spool.close_lot() {
                // Without a publisher, the lot waits for the next one.
                let _published_later = self.closed.send(reads);
                closed_at = Instant::now();
            }
            if is_last {
                return unwritten;
            }
        }
    }

    /// Writes what the buffer holds; returns whether nothing more comes, and how many reads are left. What cannot be written
    /// is kept and tried again.
    fn write(&mut self) -> (bool, usize) {
        if self.taken.is_empty() {
            let mut waiting = self.buffer.lock();
            // Its room goes back: a new one would grow again.
            std::mem::swap(&mut waiting.readings, &mut self.taken);
            waiting.reads = 0;
        }
        let written = self.spool.append(self.taken.iter().flat_map(Reading::records));
        let mut left = 0;
        match &written {
            Ok(written) => {
                self.metrics.reads_spooled(*written);
                self.taken.clear();
            }
            Err(_) => left = self.taken.iter().map(|reading| reading.read.ids().len()).sum(),
        }
        let (is_ended, has_failed) = {
            let mut waiting = self.buffer.lock();
            left += waiting.reads;
            let has_failed = written.is_err() && !waiting.is_failing;
            waiting.is_failing = written.is_err();
            (waiting.is_ended, has_failed)
        };
        self.buffer.emptied.notify_waiters();
        if let (Err(error), true) = (written, has_failed) {
            // With its cause, that of the system: a full disk, a right. The spool's errors quote no read.
            let error: &dyn std::error::Error = &error;
            tracing::error!(
                error,
                reads = left,
                "reads cannot be recorded: opportunities are not shown until they can"
            );
        }
        (is_ended, left)
    }
}

impl AuditPublisher {
    /// Publishes lots until no more are closed.
    pub(crate) async fn run(mut self) {
        let mut waiting = 0;
        // At once: a killed process may have left lots.
        loop {
            match self.spool.publish().await {
                Ok(()) => self.metrics.reads_published(std::mem::take(&mut waiting)),
                Err(JobError::Lake(LakeError::Locked { .. })) => {
                    tracing::debug!("the lake is being written: reads wait");
                }
                Err(error) => tracing::error!(%error, "reads could not be published"),
            }
            match self.closed.recv().await {
                Some(reads) => waiting += reads,
                None => return,
            }
        }
    }
}

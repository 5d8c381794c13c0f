//! Who read which opportunity: from requests to `ops.lectures`, through a spool that survives the process.
//!
//! Requests leave what they showed in a buffer, and one thread takes it: a channel would wake that thread at every request,
//! which costs more than the request itself.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::MatchedPath;
use chrono::{DateTime, Utc};
use courtier_core::SalesforceId;
use courtier_jobs::{JobError, ReadSpool};
use courtier_lake::{LakeError, ReadRecord};
use tokio::sync::Notify;

use crate::metrics::Metrics;
use crate::request_id::RequestId;

/// Answers that may wait for the writer; beyond, requests wait, so that none is lost and memory is bounded.
const WAITING: usize = 65_536;

/// How long a read may be in memory only.
const SPOOL_EVERY: Duration = Duration::from_millis(250);

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

/// Readings that wait for the writer.
#[derive(Debug, Default)]
struct Buffer {
    readings: Mutex<(Vec<Reading>, bool)>,
    /// Told when the buffer was emptied.
    emptied: Notify,
    /// Told when nothing more will come.
    ended: Notify,
}

/// Where readings are told.
#[derive(Debug)]
pub(crate) struct Audit(Arc<Buffer>);

/// The other end, which writes them.
#[derive(Debug)]
pub(crate) struct AuditWriter {
    buffer: Arc<Buffer>,
    spool: ReadSpool,
    publish_every: Duration,
    metrics: Arc<Metrics>,
    lines: Vec<ReadRecord>,
}

impl Audit {
    pub(crate) fn new(spool: ReadSpool, publish_every: Duration, metrics: Arc<Metrics>) -> (Self, AuditWriter) {
        let buffer = Arc::new(Buffer::default());
        (Self(Arc::clone(&buffer)), AuditWriter { buffer, spool, publish_every, metrics, lines: Vec::new() })
    }

    /// Tells a reading; waits while the buffer is full.
    pub(crate) async fn tell(&self, reading: Reading) {
        loop {
            let emptied = self.0.emptied.notified();
            {
                let mut waiting = self.0.readings.lock().unwrap_or_else(PoisonError::into_inner);
                if waiting.0.len() < WAITING {
                    waiting.0.push(reading);
                    return;
                }
            }
            emptied.await;
        }
    }

    /// Has what was told written and published.
    pub(crate) fn end(&self) {
        self.0.readings.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.0.ended.notify_one();
    }
}

impl AuditWriter {
    /// Writes readings until nothing more comes.
    pub(crate) async fn run(mut self) {
        // At once: a killed process may have left lots.
        self.publish().await;
        let mut published_at = Instant::now();
        loop {
            // Early at the end.
            let _early = tokio::time::timeout(SPOOL_EVERY, self.buffer.ended.notified()).await;
            let is_last = self.take();
            self.write();
            if is_last || published_at.elapsed() >= self.publish_every {
                self.publish().await;
                published_at = Instant::now();
            }
            if is_last {
                return;
            }
        }
    }

    /// Takes what the buffer holds; returns whether nothing more comes.
    fn take(&mut self) -> bool {
        let (readings, is_last) = {
            let mut waiting = self.buffer.readings.lock().unwrap_or_else(PoisonError::into_inner);
            (std::mem::take(&mut waiting.0), waiting.1)
        };
        self.buffer.emptied.notify_waiters();
        for reading in readings {
            let route = reading.route.as_ref().map(MatchedPath::as_str).unwrap_or_default();
            self.lines.extend(reading.read.ids().iter().map(|id| ReadRecord {
                lu_le: reading.at,
                lecteur: reading.reader.to_string(),
                route: route.to_owned(),
                id_opportunite: id.to_string(),
                id_requete: reading.request_id.as_str().to_owned(),
                lot: String::new(),
            }));
        }
        is_last
    }

    fn write(&mut self) {
        match self.spool.append(&mut self.lines) {
            Ok(()) => self.lines.clear(),
            // Kept in memory, and tried again.
            Err(error) => tracing::error!(%error, reads = self.lines.len(), "reads could not be recorded"),
        }
        self.metrics.reads_pending(self.spool.waiting() + self.lines.len());
    }

    async fn publish(&mut self) {
        match self.spool.publish().await {
            Ok(()) => {}
            Err(JobError::Lake(LakeError::Locked { .. })) => tracing::debug!("the lake is being written: reads wait"),
            Err(error) => tracing::error!(%error, "reads could not be published"),
        }
        self.metrics.reads_pending(self.spool.waiting() + self.lines.len());
    }
}

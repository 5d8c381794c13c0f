//! Who read which opportunity: from requests to `ops.lectures`, through a spool that survives the process.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use courtier_core::SalesforceId;
use courtier_jobs::{JobError, ReadSpool};
use courtier_lake::{LakeError, ReadRecord};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::metrics::Metrics;

/// Reads that may wait for the writer; beyond, requests wait.
const WAITING: usize = 4096;

/// How long a read may be in memory only.
const SPOOL_EVERY: Duration = Duration::from_secs(1);

/// Reads written to the spool at a time, at most.
const LINES: usize = 8192;

/// The opportunities that an answer shows: left by a handler, taken by the guard.
#[derive(Debug, Clone)]
pub(crate) struct Read(Arc<[SalesforceId]>);

impl Read {
    pub(crate) fn one(id: SalesforceId) -> Self {
        Self([id].into())
    }

    pub(crate) fn several(ids: impl IntoIterator<Item = SalesforceId>) -> Self {
        Self(ids.into_iter().collect())
    }
}

/// An answer that showed opportunities.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) at: DateTime<Utc>,
    pub(crate) reader: Arc<str>,
    pub(crate) route: String,
    pub(crate) request_id: String,
    pub(crate) read: Read,
}

#[derive(Debug)]
enum Message {
    Reading(Reading),
    End,
}

/// Where readings are told.
#[derive(Debug)]
pub(crate) struct Audit(Sender<Message>);

/// The other end, which writes them.
#[derive(Debug)]
pub(crate) struct AuditWriter {
    receiver: Receiver<Message>,
    spool: ReadSpool,
    publish_every: Duration,
    metrics: Arc<Metrics>,
    lines: Vec<ReadRecord>,
}

impl Audit {
    pub(crate) fn new(spool: ReadSpool, publish_every: Duration, metrics: Arc<Metrics>) -> (Self, AuditWriter) {
        let (sender, receiver) = channel(WAITING);
        (Self(sender), AuditWriter { receiver, spool, publish_every, metrics, lines: Vec::new() })
    }

    /// Tells a reading; waits when the writer is behind, so that none is lost and memory is bounded.
    pub(crate) async fn tell(&self, reading: Reading) {
        if self.0.send(Message::Reading(reading)).await.is_err() {
            tracing::error!("a read could not be recorded: the writer has ended");
        }
    }

    /// Has what was told written and published.
    pub(crate) async fn end(&self) {
        // A writer that has ended has nothing to end.
        let _ended = self.0.send(Message::End).await;
    }
}

impl AuditWriter {
    /// Writes readings until it is told to end.
    pub(crate) async fn run(mut self) {
        let mut spool = interval_at(Instant::now() + SPOOL_EVERY, SPOOL_EVERY);
        // At once: a killed process may have left lots.
        let mut publish = interval_at(Instant::now(), self.publish_every);
        for timer in [&mut spool, &mut publish] {
            timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
        }
        loop {
            tokio::select! {
                message = self.receiver.recv() => match message {
                    Some(Message::Reading(reading)) => self.add(reading),
                    Some(Message::End) | None => break,
                },
                _ = spool.tick() => self.write(),
                _ = publish.tick() => self.publish().await,
            }
        }
        self.write();
        self.publish().await;
    }

    fn add(&mut self, reading: Reading) {
        self.lines.extend(reading.read.0.iter().map(|id| ReadRecord {
            lu_le: reading.at,
            lecteur: reading.reader.to_string(),
            route: reading.route.clone(),
            id_opportunite: id.to_string(),
            id_requete: reading.request_id.clone(),
            lot: String::new(),
        }));
        if self.lines.len() >= LINES {
            self.write();
        }
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

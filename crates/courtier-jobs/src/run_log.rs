//! One run of a job: its id, its steps, and the row it leaves in `ops.runs`.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use courtier_core::{Clock, RunId};
use courtier_lake::{Holder, Lake, Publication, RunRecord, WriteLock};
use serde::Serialize;

use crate::{JobError, Observer};

/// A step of a run, as it is stored in `ops.runs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What was done.
    pub nom: String,
    /// How long it took.
    pub duree_ms: i64,
    /// Rows handled, when it makes sense.
    pub lignes: Option<i64>,
}

/// A run that writes to a lake, from the moment it has the lock.
#[derive(Debug)]
pub struct Run {
    /// Run id.
    pub id: String,
    /// Start.
    pub started_at: DateTime<Utc>,
    command: &'static str,
    clock: Arc<dyn Clock>,
    observer: Arc<dyn Observer>,
    lock: WriteLock,
    steps: Vec<Step>,
    step_started_at: DateTime<Utc>,
}

impl Run {
    /// Takes the lake's write lock and starts a run of `command`.
    ///
    /// # Errors
    /// [`JobError::Lake`] when another process is writing.
    pub fn start(
        lake: &Lake,
        command: &'static str,
        clock: Arc<dyn Clock>,
        observer: Arc<dyn Observer>,
    ) -> Result<Self, JobError> {
        let id = RunId::new(clock.as_ref()).to_string();
        let started_at = clock.now();
        let holder = Holder {
            process: std::process::id(),
            run_id: id.clone(),
            command: command.to_owned(),
            started_at: started_at.to_rfc3339(),
        };
        let lock = WriteLock::acquire(lake, &holder)?;
        Ok(Self { id, started_at, command, clock, observer, lock, steps: Vec::new(), step_started_at: started_at })
    }

    /// Returns the lock that the run holds.
    #[must_use]
    pub const fn lock(&self) -> &WriteLock {
        &self.lock
    }

    /// Returns who watches the run.
    #[must_use]
    pub fn observer(&self) -> Arc<dyn Observer> {
        Arc::clone(&self.observer)
    }

    /// Announces a step.
    pub fn begin_step(&mut self, name: &str, total_bytes: Option<u64>) {
        self.step_started_at = self.clock.now();
        self.observer.step(name, total_bytes);
    }

    /// Ends a step.
    pub fn end_step(&mut self, name: &str, rows: Option<i64>) {
        self.observer.step_done();
        let duration = self.clock.now() - self.step_started_at;
        tracing::info!(step = name, rows, duration_ms = duration.num_milliseconds(), "step done");
        self.steps.push(Step { nom: name.to_owned(), duree_ms: duration.num_milliseconds(), lignes: rows });
    }

    /// Returns the row of `ops.runs`, and one for the previous run if its process was killed.
    fn records(&self, publication: &Publication<'_>, status: &str, error: Option<String>) -> Vec<RunRecord> {
        let mut records: Vec<RunRecord> = cut_run(&self.lock, publication, self.started_at).into_iter().collect();
        let end = self.clock.now();
        records.push(RunRecord {
            run_id: self.id.clone(),
            commande: self.command.to_owned(),
            debut: self.started_at,
            fin: Some(end),
            duree_ms: Some((end - self.started_at).num_milliseconds()),
            statut: status.to_owned(),
            etapes: serde_json::to_string(&self.steps).unwrap_or_else(|_| "[]".to_owned()),
            erreur: error,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        });
        records
    }

    /// Ends the run: publishes what was prepared, or records why it was not. Returns the report that goes with it.
    ///
    /// # Errors
    /// The failure of the run, or [`JobError::Lake`] when what was prepared cannot be published.
    pub async fn end<R>(
        mut self,
        lake: &Lake,
        prepared: Result<(Publication<'_>, R), JobError>,
    ) -> Result<R, JobError> {
        let observer = self.observer();
        let ended = match prepared {
            Ok((publication, report)) => {
                self.begin_step("publication", None);
                self.publish(publication).await.map(|()| report)
            }
            Err(failure) => Err(self.fail(lake, failure).await),
        };
        observer.step_done();
        ended
    }

    /// Publishes what `publication` staged together with the run's record, and releases the lock.
    async fn publish(self, mut publication: Publication<'_>) -> Result<(), JobError> {
        let records = self.records(&publication, "ok", None);
        publication.append(&records).await?;
        publication.commit(&self.id, self.clock.now()).await?;
        self.lock.release()?;
        Ok(())
    }

    /// Records that the run failed; nothing else of it is published. Returns the failure.
    async fn fail(self, lake: &Lake, failure: JobError) -> JobError {
        let status = if matches!(failure, JobError::Tests { .. }) { "tests_en_echec" } else { "erreur" };
        let recorded = async {
            let mut publication = Publication::begin(lake, &self.lock).await?;
            let records = self.records(&publication, status, Some(failure.to_string()));
            publication.append(&records).await?;
            if let JobError::Tests { records, .. } = &failure {
                publication.append(records).await?;
            }
            publication.commit(&self.id, self.clock.now()).await
        }
        .await;
        if let Err(error) = recorded {
            tracing::warn!(%error, "the failed run could not be recorded");
        } else if let Err(error) = self.lock.release() {
            tracing::warn!(%error, "the write lock could not be released");
        }
        failure
    }
}

/// Returns the row of `ops.runs` of the previous holder of the lock when its process was killed.
pub(crate) fn cut_run(lock: &WriteLock, publication: &Publication<'_>, now: DateTime<Utc>) -> Option<RunRecord> {
    // A run killed after its publication was decided is finished by the next one, its own record included.
    let cut = lock.interrupted().filter(|cut| publication.published().run_id != cut.run_id)?;
    Some(RunRecord {
        run_id: cut.run_id.clone(),
        commande: cut.command.clone(),
        debut: cut.started_at.parse().unwrap_or(now),
        fin: None,
        duree_ms: None,
        statut: "interrompu".to_owned(),
        etapes: "[]".to_owned(),
        erreur: Some("le processus s'est arrêté avant la fin".to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

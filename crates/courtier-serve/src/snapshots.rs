//! The snapshot that answers come from, and its replacement when the lake publishes another version.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::{ArcSwap, ArcSwapOption};
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use courtier_answers::{AnswerError, RulesFingerprint, Snapshot, SnapshotVersion, last_load};
use courtier_contract::Contracts;
use courtier_core::{Schema, TableName};
use courtier_lake::{EngineLimits, Lake, LakeSession, Models, Published};
use http::HeaderValue;
use tokio::runtime::Handle;
use tokio::sync::OnceCell;

use crate::ServerError;
use crate::metrics::Metrics;
use crate::problem::Problem;

/// How long a replaced snapshot may be in use before whoever uses it last frees it, and how often it is looked at.
const LONGEST_USE: Duration = Duration::from_secs(2);
const LOOK_AGAIN: Duration = Duration::from_millis(1);

/// A snapshot as the server holds it.
#[derive(Debug)]
pub(crate) struct Loaded {
    snapshot: Snapshot,
    etag: HeaderValue,
    profile: OnceCell<Bytes>,
}

impl Loaded {
    pub(crate) const fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Returns the validator of every answer made from this snapshot: weak, since `response_id` differs each time.
    pub(crate) const fn etag(&self) -> &HeaderValue {
        &self.etag
    }
}

/// Waits until no request uses a snapshot, so that its memory is freed here and not in the middle of an answer.
async fn retire(replaced: Option<Arc<Loaded>>) {
    let Some(replaced) = replaced else { return };
    let started = Instant::now();
    while Arc::strong_count(&replaced) > 1 && started.elapsed() < LONGEST_USE {
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// What the lake publishes, in memory.
#[derive(Debug)]
pub(crate) struct Snapshots {
    lake: Lake,
    models: Models,
    contracts: Contracts,
    rules: RulesFingerprint,
    metrics: Arc<Metrics>,
    current: ArcSwapOption<Loaded>,
    last_load: ArcSwap<LastLoad>,
}

/// When the last export was loaded, and the version of the table that says so: an export that changes no row makes no other
/// snapshot, and is a load.
#[derive(Debug, Default)]
struct LastLoad {
    version: Option<u64>,
    at: Option<DateTime<Utc>>,
}

impl Snapshots {
    pub(crate) fn new(lake: Lake, models: Models, contracts: Contracts, metrics: Arc<Metrics>) -> Self {
        // One thread: the others keep answering while a snapshot is loaded, and the load needs less memory.
        let lake = lake.clone().with_engine(EngineLimits { threads: Some(1), ..lake.engine() });
        let rules = RulesFingerprint::of(&lake, &models, &contracts);
        let (current, last_load) = (ArcSwapOption::empty(), ArcSwap::default());
        Self { lake, models, contracts, rules, metrics, current, last_load }
    }

    /// Returns the snapshot; `None` before the first is loaded.
    pub(crate) fn current(&self) -> Option<Arc<Loaded>> {
        self.current.load_full()
    }

    /// Returns when the last export was loaded.
    pub(crate) fn loaded_exports_at(&self) -> Option<DateTime<Utc>> {
        self.last_load.load().at
    }

    /// Takes up what the lake publishes. What fails leaves the data in place.
    pub(crate) async fn refresh(&self) -> Result<(), ServerError> {
        let published = self.lake.published().await?;
        let version = TableName::new(Schema::Quality, "reconciliation").ok().and_then(|name| published.version(&name));
        let last_load = if self.last_load.load().version == version {
            None
        } else {
            let at = last_load(&LakeSession::on(&self.lake, &published)?).await?;
            Some(LastLoad { version, at })
        };
        self.refresh_snapshot(&published).await?;
        if let Some(last_load) = last_load {
            self.last_load.store(Arc::new(last_load));
        }
        Ok(())
    }

    /// Replaces the snapshot when answers depend on what changed.
    async fn refresh_snapshot(&self, published: &Published) -> Result<(), ServerError> {
        let version = SnapshotVersion::of(self.rules, published);
        if self.current.load().as_ref().is_some_and(|loaded| *loaded.snapshot.version() == version) {
            return Ok(());
        }
        let started = Instant::now();
        let snapshot = match Snapshot::load(&self.lake, &self.models, self.rules, published).await {
            Ok(snapshot) => snapshot,
            // Nothing to read yet: `/readyz` says so.
            Err(AnswerError::NotLoaded { .. }) => return Ok(()),
            Err(error) => {
                self.metrics.load_failed();
                return Err(error.into());
            }
        };
        let opportunities = snapshot.len();
        self.metrics.loaded(opportunities, started.elapsed());
        tracing::info!(%version, opportunities, duration = ?started.elapsed(), "snapshot loaded");
        let etag = HeaderValue::from_str(&format!("W/\"{version}\"")).unwrap_or(HeaderValue::from_static("W/\"\""));
        let replaced = self.current.swap(Some(Arc::new(Loaded { snapshot, etag, profile: OnceCell::new() })));
        retire(replaced).await;
        Ok(())
    }

    /// Returns the profile of the applicants of a snapshot as JSON: computed at the first request, to its end even when that
    /// request has no time left, then kept.
    pub(crate) async fn profile(&self, loaded: &Arc<Loaded>) -> Result<Bytes, Problem> {
        let (loaded, lake, contracts) = (Arc::clone(loaded), self.lake.clone(), self.contracts.clone());
        let computed = tokio::spawn(async move {
            let compute = || profile_json(Arc::clone(&loaded), lake, contracts);
            loaded.profile.get_or_try_init(compute).await.cloned()
        });
        computed.await.map_err(|error| Problem::internal(&error))?
    }
}

/// Hundreds of milliseconds of figures: not on the threads of requests.
async fn profile_json(loaded: Arc<Loaded>, lake: Lake, contracts: Contracts) -> Result<Bytes, Problem> {
    let runtime = Handle::current();
    let profile = tokio::task::spawn_blocking(move || {
        runtime.block_on(loaded.snapshot.profile(&lake, contracts.get("opportunites")))
    });
    let profile = profile.await.map_err(|error| Problem::internal(&error))??;
    let json = serde_json::to_vec(&profile).map_err(|error| Problem::internal(&error))?;
    Ok(Bytes::from(json))
}

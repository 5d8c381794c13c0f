//! What every request can reach.

use std::sync::Arc;
use std::time::Duration;

use courtier_access::Seal;
use courtier_core::Clock;

use crate::access::Access;
use crate::audit::Audit;
use crate::metrics::Metrics;
use crate::snapshots::Snapshots;

/// The parts of a running server.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) snapshots: Snapshots,
    pub(crate) access: Access,
    pub(crate) audit: Audit,
    /// What seals the cursors of pages.
    pub(crate) cursors: Seal,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Age from which data are old; `None` for never.
    pub(crate) max_age: Option<Duration>,
    pub(crate) is_tls: bool,
}

impl Service {
    /// Returns how long ago the last export was loaded.
    pub(crate) fn data_age(&self) -> Option<Duration> {
        (self.clock.now() - self.snapshots.loaded_exports_at()?).to_std().ok()
    }
}

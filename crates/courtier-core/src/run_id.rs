//! Identity of one run of a command that writes.

use std::fmt;
use uuid::{ContextV7, Timestamp, Uuid};

use crate::Clock;

/// Identifier of a run: a UUID version 7, so that run ids sort by start time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(Uuid);

impl RunId {
    /// Makes a new id from the clock's instant and random bits.
    #[must_use]
    pub fn new(clock: &dyn Clock) -> Self {
        let now = clock.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        Self(Uuid::new_v7(Timestamp::from_unix(ContextV7::new(), seconds, now.timestamp_subsec_nanos())))
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

//! Requests a minute, a reader at a time.
//!
//! The algorithm is the generic cell rate algorithm of `governor`: a reader that was quiet may ask a minute's worth at
//! once, and then at the steady rate.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter as Limiter};

/// Most readers told apart; beyond, all are forgotten, which can only favour them.
const MOST_READERS: usize = 10_000;

type Bucket<C> = Limiter<NotKeyed, InMemoryState, C, StateInformationMiddleware>;

/// What a reader may still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateDecision {
    /// Requests a minute.
    pub limit: u32,
    /// Requests left now.
    pub remaining: u32,
    /// Seconds until the whole minute's worth is there again, rounded up.
    pub reset_seconds: u64,
    /// Seconds to wait, rounded up, when the request is refused.
    pub retry_after_seconds: Option<u64>,
}

/// A bucket a reader.
#[derive(Debug)]
pub struct RateLimiter<C: Clock = DefaultClock> {
    per_minute: NonZeroU32,
    clock: C,
    buckets: RwLock<HashMap<Arc<str>, Arc<Bucket<C>>>>,
}

impl RateLimiter {
    /// Allows `per_minute` requests a minute to each reader.
    #[must_use]
    pub fn new(per_minute: NonZeroU32) -> Self {
        Self::with_clock(per_minute, DefaultClock::default())
    }
}

impl<C: Clock + Clone + std::fmt::Debug> RateLimiter<C> {
    /// The same with another clock.
    #[must_use]
    pub fn with_clock(per_minute: NonZeroU32, clock: C) -> Self {
        Self { per_minute, clock, buckets: RwLock::default() }
    }

    /// Counts a request of a reader.
    pub fn check(&self, reader: &Arc<str>) -> RateDecision {
        let limit = self.per_minute.get();
        let interval = Duration::from_secs(60) / limit;
        let seconds = |duration: Duration| duration.as_secs() + u64::from(duration.subsec_nanos() > 0);
        match self.bucket(reader).check() {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let reset_seconds = seconds(interval * (limit - remaining.min(limit)));
                RateDecision { limit, remaining, reset_seconds, retry_after_seconds: None }
            }
            Err(refused) => {
                let wait = seconds(refused.wait_time_from(self.clock.now())).max(1);
                RateDecision { limit, remaining: 0, reset_seconds: 60, retry_after_seconds: Some(wait) }
            }
        }
    }

    fn bucket(&self, reader: &Arc<str>) -> Arc<Bucket<C>> {
        if let Some(bucket) = self.buckets.read().unwrap_or_else(PoisonError::into_inner).get(reader) {
            return Arc::clone(bucket);
        }
        let mut buckets = self.buckets.write().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_READERS {
            buckets.clear();
        }
        let new = || {
            let quota = Quota::per_minute(self.per_minute);
            Arc::new(Limiter::direct_with_clock(quota, self.clock.clone()).with_middleware())
        };
        Arc::clone(buckets.entry(Arc::clone(reader)).or_insert_with(new))
    }
}

#[cfg(test)]
mod tests {
    use super::RateLimiter;
    use governor::clock::FakeRelativeClock;
    use std::num::NonZeroU32;
    use std::sync::Arc;
    use std::time::Duration;

    #[test]
    fn allows_a_minutes_worth_then_the_steady_rate() {
        let clock = FakeRelativeClock::default();
        let limiter = RateLimiter::with_clock(NonZeroU32::new(60).unwrap(), clock.clone());
        let (one, other): (Arc<str>, Arc<str>) = ("a".into(), "b".into());
        for left in (0..60).rev() {
            let decision = limiter.check(&one);
            assert_eq!((decision.remaining, decision.retry_after_seconds), (left, None));
            assert_eq!(decision.reset_seconds, u64::from(60 - left));
        }
        assert_eq!(limiter.check(&one).retry_after_seconds, Some(1));
        assert_eq!(limiter.check(&other).remaining, 59, "another reader has a bucket of its own");
        clock.advance(Duration::from_secs(1));
        assert_eq!(limiter.check(&one).retry_after_seconds, None);
        assert_eq!(limiter.check(&one).retry_after_seconds, Some(1));
    }
}

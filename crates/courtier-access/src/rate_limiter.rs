//! How many requests a minute an identity may make.

use std::collections::HashMap;
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock, Reference};
use governor::middleware::StateInformationMiddleware;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, nanos::Nanos};

type Bucket<C> = governor::RateLimiter<NotKeyed, InMemoryState, C, StateInformationMiddleware>;

/// A quota a minute for each identity, which may also be spent at once. It comes back evenly: a quota of 60 gives one
/// request a second (GCRA, a leaky bucket).
///
/// At most `tracked` identities are known. When there is one more, those that have their whole quota back are forgotten,
/// which changes nothing for them; if there are none, the one that has been silent longest, which then starts anew.
///
/// ```
/// use std::num::{NonZeroU32, NonZeroUsize};
/// use courtier_access::{MonotonicClock, RateLimiter};
///
/// let (per_minute, tracked) = (NonZeroU32::new(600).ok_or("0")?, NonZeroUsize::new(10_000).ok_or("0")?);
/// let decision = RateLimiter::new(per_minute, tracked, MonotonicClock).check("0123abcd");
/// assert_eq!((decision.limit, decision.remaining, decision.is_allowed()), (600, 599, true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct RateLimiter<C: Clock = MonotonicClock> {
    quota: Quota,
    tracked: NonZeroUsize,
    clock: C,
    entries: Mutex<HashMap<String, Entry<C>>>,
}

#[derive(Debug)]
struct Entry<C: Clock> {
    bucket: Bucket<C>,
    last: C::Instant,
}

/// What the limiter says of a request, in the terms of the `RateLimit-*` and `Retry-After` headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateDecision {
    /// Requests a minute.
    pub limit: u32,
    /// Requests that may still be made at once.
    pub remaining: u32,
    /// Seconds until the whole quota is back, rounded up.
    pub reset_seconds: u64,
    /// Refused: seconds, at least 1, until one request is allowed. `None`: allowed, and counted.
    pub retry_after_seconds: Option<u64>,
}

impl RateDecision {
    /// Tells whether the request may go on.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        self.retry_after_seconds.is_none()
    }
}

impl<C: Clock + Clone> RateLimiter<C> {
    /// Makes a limiter: requests a minute of each identity, number of identities that are known at once, clock.
    #[must_use]
    pub fn new(per_minute: NonZeroU32, tracked: NonZeroUsize, clock: C) -> Self {
        Self { quota: Quota::per_minute(per_minute), tracked, clock, entries: Mutex::default() }
    }

    /// Counts a request of an identity ([`Identity::subject`](crate::Identity::subject)) and says whether it may go on.
    /// A refused request is not counted.
    #[must_use]
    pub fn check(&self, subject: &str) -> RateDecision {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.clock.now();
        if let Some(entry) = entries.get_mut(subject) {
            entry.last = now;
            return self.decide(&entry.bucket, now);
        }
        if entries.len() >= self.tracked.get() {
            self.forget(&mut entries, now);
        }
        let bucket = Bucket::new(self.quota, InMemoryState::default(), self.clock.clone());
        let decision = self.decide(&bucket, now);
        entries.insert(subject.to_owned(), Entry { bucket, last: now });
        decision
    }

    /// Returns how many identities are known.
    #[must_use]
    pub fn tracked(&self) -> usize {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn decide(&self, bucket: &Bucket<C>, now: C::Instant) -> RateDecision {
        let limit = self.quota.burst_size().get();
        let interval = self.quota.replenish_interval();
        match bucket.check() {
            Ok(snapshot) => {
                let remaining = snapshot.remaining_burst_capacity();
                let reset_seconds = seconds(interval * limit.saturating_sub(remaining));
                RateDecision { limit, remaining, reset_seconds, retry_after_seconds: None }
            }
            Err(refusal) => {
                let wait = refusal.wait_time_from(now);
                let reset_seconds = seconds(wait + interval * (limit - 1));
                RateDecision { limit, remaining: 0, reset_seconds, retry_after_seconds: Some(seconds(wait).max(1)) }
            }
        }
    }

    /// Makes room for one identity.
    fn forget(&self, entries: &mut HashMap<String, Entry<C>>, now: C::Instant) {
        let whole: Nanos = self.quota.burst_size_replenished_in().into();
        entries.retain(|_, entry| now.duration_since(entry.last) < whole);
        if entries.len() >= self.tracked.get() {
            let silent = entries.iter().min_by(|(a, x), (b, y)| x.last.cmp(&y.last).then_with(|| a.cmp(b)));
            if let Some(subject) = silent.map(|(subject, _)| subject.clone()) {
                entries.remove(&subject);
            }
        }
    }
}

/// Rounds up to whole seconds.
fn seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

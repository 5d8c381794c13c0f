//! Requests a minute.

use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use courtier_access::{FakeRelativeClock, RateDecision, RateLimiter};

fn limiter(per_minute: u32, tracked: usize) -> (RateLimiter<FakeRelativeClock>, FakeRelativeClock) {
    let clock = FakeRelativeClock::default();
    let limiter =
        RateLimiter::new(NonZeroU32::new(per_minute).unwrap(), NonZeroUsize::new(tracked).unwrap(), clock.clone());
    (limiter, clock)
}

fn decision(limit: u32, remaining: u32, reset_seconds: u64, retry_after_seconds: Option<u64>) -> RateDecision {
    RateDecision { limit, remaining, reset_seconds, retry_after_seconds }
}

#[test]
fn counts_down_then_refuses_then_gives_back() {
    let (limiter, clock) = limiter(6, 10);
    let first: Vec<_> = (0..6).map(|_| limiter.check("a")).collect();
    let expected: Vec<_> = (1..=6).map(|n| decision(6, 6 - n, u64::from(n) * 10, None)).collect();
    assert_eq!(first, expected);
    let refused = limiter.check("a");
    assert_eq!(refused, decision(6, 0, 60, Some(10)));
    assert!(!refused.is_allowed());
    // A refusal is not counted, and the wait is rounded up.
    clock.advance(Duration::from_millis(8_500));
    assert_eq!(limiter.check("a"), decision(6, 0, 52, Some(2)));
    clock.advance(Duration::from_millis(1_500));
    assert_eq!(limiter.check("a"), decision(6, 0, 60, None));
    assert_eq!(limiter.check("a"), decision(6, 0, 60, Some(10)));
    clock.advance(Duration::from_secs(60));
    assert_eq!(limiter.check("a"), decision(6, 5, 10, None));
}

#[test]
fn waits_what_it_says() {
    let (limiter, clock) = limiter(7, 10);
    while limiter.check("a").is_allowed() {}
    let wait = limiter.check("a").retry_after_seconds.unwrap();
    clock.advance(Duration::from_secs(wait));
    assert!(limiter.check("a").is_allowed());
}

#[test]
fn gives_each_identity_its_own_quota() {
    let (limiter, _clock) = limiter(1, 10);
    assert!(limiter.check("a").is_allowed());
    assert!(!limiter.check("a").is_allowed());
    assert!(limiter.check("b").is_allowed());
    assert_eq!(limiter.tracked(), 2);
}

#[test]
fn allows_the_quota_of_a_minute_and_no_more() {
    let (limiter, clock) = limiter(60, 10);
    let mut allowed = 0;
    for _ in 0..6_000 {
        allowed += u32::from(limiter.check("a").is_allowed());
        clock.advance(Duration::from_millis(100));
    }
    // Ten minutes: the burst, then one a second.
    assert_eq!(allowed, 60 + 599);
}

#[test]
fn forgets_identities_with_a_whole_quota_first() {
    let (limiter, clock) = limiter(2, 3);
    for subject in ["a", "b"] {
        assert!(limiter.check(subject).is_allowed());
    }
    clock.advance(Duration::from_secs(60));
    assert_eq!((limiter.check("c").remaining, limiter.check("c").remaining), (1, 0));
    assert!(limiter.check("d").is_allowed());
    assert_eq!(limiter.tracked(), 2);
    assert!(!limiter.check("c").is_allowed());
}

#[test]
fn never_knows_more_identities_than_allowed() {
    let (limiter, clock) = limiter(1, 3);
    for n in 0..100 {
        assert!(limiter.check(&format!("{n}")).is_allowed());
        assert!(limiter.tracked() <= 3);
        clock.advance(Duration::from_millis(1));
    }
    // The most recent are the ones that it knows.
    assert!(!limiter.check("99").is_allowed() && !limiter.check("97").is_allowed());
}

#[test]
fn accepts_the_extremes() {
    assert!(limiter(u32::MAX, 1).0.check("a").is_allowed());
    let (one, _clock) = limiter(1, 1);
    assert_eq!(one.check("a"), decision(1, 0, 60, None));
    assert_eq!(one.check("a"), decision(1, 0, 60, Some(60)));
}

#[test]
fn works_from_several_threads() {
    let (limiter, _clock) = limiter(1_000, 10);
    let count = || (0..1_000).filter(|_| limiter.check("a").is_allowed()).count();
    let total: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(count)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(total, 1_000);
}

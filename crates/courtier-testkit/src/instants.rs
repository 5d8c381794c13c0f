//! Instants at which a test kills a process.

use std::time::Duration;

use rand::{Rng as _, SeedableRng as _};
use rand_xoshiro::SplitMix64;

/// Draws `count` instants between 0 and `within`, one in each of `count` equal slices, so that no phase of the run is
/// spared. The same seed gives the same shares of `within`.
#[must_use]
pub fn instants(seed: u64, count: u32, within: Duration) -> Vec<Duration> {
    let mut random = SplitMix64::seed_from_u64(seed);
    let slice = within / count;
    (0..count)
        .map(|number| slice * number + slice.mul_f64(f64::from(random.next_u32()) / f64::from(u32::MAX)))
        .collect()
}

//! The random numbers: portable streams, one per subject and chunk of rows.
//!
//! **Source:** xoshiro256++ 1.0 (Blackman and Vigna, 2019), seeded with `SplitMix64` outputs. A stream depends on (seed,
//! subject, chunk number) alone, so chunks can be made in any order. The two reductions (`below`, `unit`) are written
//! here rather than taken from `rand`, whose distributions may change between versions.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a stream is used for: two subjects never share random numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Subject {
    /// Where the exact counts fall among the chunks.
    Phases = 1,
    /// The cells of `opportunity_test.csv`.
    Opportunities = 2,
    /// Which opportunities have proposals, and how many.
    ProposalGroups = 3,
    /// The cells of `propositions_test.csv`.
    Proposals = 4,
    /// The dates of the banks.
    Banks = 5,
}

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Draws(Xoshiro256PlusPlus);

impl Draws {
    /// Opens the stream of this subject for one chunk.
    pub(crate) fn new(seed: u64, subject: Subject, chunk: u64) -> Self {
        let key = mix64(mix64(mix64(seed) ^ subject as u64) ^ chunk);
        let mut state = [0; 32];
        for (word, bytes) in (0_u64..).zip(state.chunks_exact_mut(8)) {
            bytes.copy_from_slice(&mix64(key.wrapping_add(word)).to_le_bytes());
        }
        Self(Xoshiro256PlusPlus::from_seed(state))
    }

    /// Returns a whole number in `0..bound`, or 0 when `bound` is 0 (multiply-shift; its bias is under bound / 2^64).
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(bound)) >> 64) as u64
    }

    /// Returns a number in `[0, 1)` with 53 random bits.
    pub(crate) fn unit(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.0.next_u64() >> 11) as f64 * STEP
    }

    /// Returns true with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }
}

/// Scrambles 64 bits: one step of `SplitMix64` (Steele, Lea and Flood, 2014).
pub(crate) const fn mix64(value: u64) -> u64 {
    let z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Draws, Subject, mix64};

    #[test]
    fn keeps_its_numbers_from_one_version_to_the_next() {
        // First output of the published SplitMix64 with seed 0.
        assert_eq!(mix64(0), 0xE220_A839_7B1D_CDAF);
        let mut draws = Draws::new(42, Subject::Opportunities, 7);
        let first: Vec<u64> = (0..3).map(|_| draws.below(1_000_000)).collect();
        // The same three, from an independent implementation of xoshiro256++.
        assert_eq!(first, [632_054, 215_015, 863_253]);
    }

    #[test]
    fn gives_each_subject_and_chunk_its_own_stream() {
        let first = |subject, chunk| Draws::new(1, subject, chunk).below(u64::MAX);
        assert_ne!(first(Subject::Opportunities, 0), first(Subject::Proposals, 0));
        assert_ne!(first(Subject::Opportunities, 0), first(Subject::Opportunities, 1));
    }

    #[test]
    fn stays_within_its_bounds() {
        let mut draws = Draws::new(3, Subject::Banks, 0);
        assert_eq!(draws.below(0), 0);
        assert!((0..10_000).all(|_| draws.below(7) < 7 && (0.0..1.0).contains(&draws.unit())));
    }
}

//! What to generate: the number of rows and the seed. Every other size follows from these two.

/// Rows of the real `opportunity_test.csv`: the size at which every published count is reproduced exactly.
pub(crate) const REFERENCE_OPPORTUNITIES: u64 = 183_496;
/// Rows of the real `propositions_test.csv`.
pub(crate) const REFERENCE_PROPOSALS: u64 = 53_458;
/// Rows of `banques_test.csv`: the bank list does not grow with the number of applicants.
pub(crate) const BANKS: u64 = 2_881;

/// Size and seed of a synthetic export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleSpec {
    /// Rows of `opportunity_test.csv`; `propositions_test.csv` keeps its real proportion to it.
    pub opportunities: u64,
    /// Seed: the same seed and number of rows give the same bytes, on any machine and any number of threads.
    pub seed: u64,
}

impl Default for SampleSpec {
    fn default() -> Self {
        Self { opportunities: REFERENCE_OPPORTUNITIES, seed: 42 }
    }
}

impl SampleSpec {
    /// Returns the rows of `propositions_test.csv`: 53,458 for 183,496 opportunities, rounded to the nearest.
    #[must_use]
    pub const fn proposals(&self) -> u64 {
        scale(self.opportunities * 2, REFERENCE_PROPOSALS, REFERENCE_OPPORTUNITIES).div_ceil(2)
    }

    /// Returns the rows of `banques_test.csv`, whatever the number of opportunities.
    #[must_use]
    pub const fn banks(&self) -> u64 {
        BANKS
    }
}

/// Returns `value * numerator / denominator`, rounded down, without overflow of the product.
pub(crate) const fn scale(value: u64, numerator: u64, denominator: u64) -> u64 {
    // Every caller has numerator <= denominator, so the quotient fits.
    (value as u128 * numerator as u128 / denominator as u128) as u64
}

#[cfg(test)]
mod tests {
    use super::{REFERENCE_PROPOSALS, SampleSpec};

    #[test]
    fn keeps_the_real_proportion_of_proposals() {
        assert_eq!(SampleSpec::default().proposals(), REFERENCE_PROPOSALS);
        for (opportunities, proposals) in [(0, 0), (1, 0), (2, 1), (10, 3), (100, 29), (1_834_960, 534_580)] {
            assert_eq!(SampleSpec { opportunities, seed: 1 }.proposals(), proposals, "{opportunities}");
        }
    }
}

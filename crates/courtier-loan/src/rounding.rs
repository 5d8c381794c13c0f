//! Rounding half up, the only rounding of this crate.
//!
//! Rounding is always the last step: nothing here is applied to an intermediate result.

/// Share of the last kept digit within which a value counts as a tie. Decimal ties such as 1.005 have no exact binary
/// form and land just under; 1e-7 is far above that error and far below anything a rate or an amount can mean.
const TIE_MARGIN: f64 = 1e-7;

/// Rounds to `decimals` decimals, ties going up (towards positive infinity).
///
/// Any unit; meaningful below 2^53 units of the last digit. A value that is not finite is returned as it is.
///
/// **Source:** annexe à l'article R. 314-3 du code de la consommation: when the next digit is at least 5, the kept one
/// is increased by 1.
#[must_use]
pub fn round_half_up(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale + 0.5 + TIE_MARGIN).floor() / scale
}

#[cfg(test)]
mod tests {
    use super::round_half_up;

    #[test]
    fn sends_decimal_ties_up() {
        for (value, decimals, expected) in
            [(1.005, 2, 1.01), (2.675, 2, 2.68), (0.125, 2, 0.13), (12.95, 1, 13.0), (3.5567, 2, 3.56)]
        {
            assert_eq!(round_half_up(value, decimals), expected, "{value} at {decimals} decimals");
        }
    }

    #[test]
    fn keeps_what_is_below_a_tie() {
        assert_eq!(round_half_up(1.004_999, 2), 1.0);
        assert_eq!(round_half_up(9.054_797, 2), 9.05);
        assert_eq!(round_half_up(0.0, 2), 0.0);
    }
}

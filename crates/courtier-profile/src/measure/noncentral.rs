//! Confidence intervals of noncentrality parameters, for effect sizes made of chi-squares and F ratios.
//!
//! **Source:** Steiger and Fouladi (1997), *Noncentrality interval estimation*; Smithson (2003), *Confidence
//! Intervals*: the interval holds each parameter under which the observed statistic is neither in the upper nor in the
//! lower 2.5 % of its distribution. R's effectsize does the same.

use crate::measure::saddle_point::{binomial, poisson};

/// Standard deviations of a distribution that are summed: what lies outside is below 1e-22.
const WIDTH: f64 = 10.0;

/// Interval of the noncentrality of a chi-square statistic.
pub(crate) fn chi_square(statistic: f64, df: f64) -> Option<(f64, f64)> {
    interval(statistic, |lambda| chi_square_cdf(statistic, df, lambda))
}

/// Interval of the noncentrality of an F ratio.
pub(crate) fn f_ratio(ratio: f64, df1: f64, df2: f64) -> Option<(f64, f64)> {
    interval(ratio * df1, |lambda| f_cdf(ratio, df1, df2, lambda))
}

/// Finds the noncentralities at which the distribution function is 97.5 % and 2.5 %; it falls as they grow.
fn interval(scale: f64, cdf: impl Fn(f64) -> f64) -> Option<(f64, f64)> {
    if !scale.is_finite() || scale < 0.0 {
        return None;
    }
    Some((solve(scale, &cdf, 0.975)?, solve(scale, &cdf, 0.025)?))
}

fn solve(scale: f64, cdf: &impl Fn(f64) -> f64, target: f64) -> Option<f64> {
    if cdf(0.0) <= target {
        return Some(0.0);
    }
    let (mut low, mut high) = (0.0, scale + 10.0);
    let (mut excess_low, mut excess_high) = (cdf(0.0) - target, cdf(high) - target);
    for _ in 0..60 {
        if excess_high < 0.0 {
            break;
        }
        (low, excess_low) = (high, excess_high);
        high *= 2.0;
        excess_high = cdf(high) - target;
    }
    // The Illinois method: regula falsi that halves the weight of an end that stays.
    let mut side = 0;
    for _ in 0..200 {
        let middle = (low * excess_high - high * excess_low) / (excess_high - excess_low);
        let middle = if middle > low && middle < high { middle } else { f64::midpoint(low, high) };
        let excess = cdf(middle) - target;
        if !excess.is_finite() {
            return None;
        }
        if excess == 0.0 || high - low <= 1e-13 * high {
            return Some(middle);
        }
        if excess > 0.0 {
            (low, excess_low) = (middle, excess);
            excess_high *= if side == 1 { 0.5 } else { 1.0 };
            side = 1;
        } else {
            (high, excess_high) = (middle, excess);
            excess_low *= if side == 2 { 0.5 } else { 1.0 };
            side = 2;
        }
    }
    Some(f64::midpoint(low, high))
}

/// Terms of a distribution function: the central one with `i` counts more is the sum of the terms from `i` on.
struct Terms {
    /// First and last counts that matter.
    window: (f64, f64),
}

impl Terms {
    fn around(mode: f64, deviation: f64) -> Self {
        let reach = WIDTH * deviation + 50.0;
        Self { window: ((mode - reach).floor().max(0.0), (mode + reach).ceil().max(0.0)) }
    }

    /// Sums the central distribution functions with Poisson weights of this mean: a term counts as often as weights up
    /// to it do. `first` gives a term, `ratio` the next one over a term.
    fn mix(&self, mean: f64, first: impl Fn(f64) -> f64, ratio: impl Fn(f64) -> f64) -> f64 {
        let mut weighted = (mean - WIDTH * mean.sqrt() - 50.0).floor().max(0.0);
        let mut weight = poisson(weighted, mean);
        let mut weights = weight;
        let mut count = self.window.0.max(weighted);
        let mut term = first(count);
        let mut sum = 0.0;
        while count <= self.window.1 {
            while weighted < count {
                weighted += 1.0;
                weight *= mean / weighted;
                weights += weight;
            }
            sum += term * weights;
            term *= ratio(count);
            count += 1.0;
        }
        sum
    }
}

/// Distribution function of the noncentral chi-square.
pub(crate) fn chi_square_cdf(x: f64, df: f64, lambda: f64) -> f64 {
    let (half, start) = (x / 2.0, df / 2.0);
    if half <= 0.0 {
        return 0.0;
    }
    // P(a, x) - P(a + 1, x) = x^a e^-x / gamma(a + 1)
    let terms = Terms::around(half - start, half.sqrt());
    terms.mix(lambda / 2.0, |count| poisson(start + count, half), |count| half / (start + count + 1.0))
}

/// Distribution function of the noncentral F ratio, for `df2 > 2`.
pub(crate) fn f_cdf(ratio: f64, df1: f64, df2: f64, lambda: f64) -> f64 {
    if ratio <= 0.0 {
        return 0.0;
    }
    let (start, b) = (df1 / 2.0, df2 / 2.0);
    let (y, rest) = (df1 * ratio / (df1 * ratio + df2), df2 / (df1 * ratio + df2));
    // I(a, b) - I(a + 1, b) = gamma(a + b) / gamma(a + 1) / gamma(b) y^a (1 - y)^b
    let terms = Terms::around(b * y / rest - start, (b * y).sqrt() / rest);
    let first = |count: f64| rest * binomial(start + count, start + count + b - 1.0, y, rest);
    terms.mix(lambda / 2.0, first, |count| (start + count + b) / (start + count + 1.0) * y)
}

#[cfg(test)]
mod tests {
    use super::{chi_square, chi_square_cdf, f_cdf, f_ratio};

    #[test]
    fn gives_the_distribution_of_scipy() {
        // scipy.stats.ncx2.cdf and ncf.cdf, version 1.17.
        assert!((chi_square_cdf(10.0, 4.0, 3.0) - 0.783_763_181_681_780_9).abs() < 1e-14);
        assert!((chi_square_cdf(120_000.0, 24.0, 119_000.0) - 0.921_190_970_923_210_3).abs() < 1e-12);
        assert!((f_cdf(2.0, 3.0, 20.0, 4.0) - 0.479_069_547_217_033_5).abs() < 1e-14);
        assert!((f_cdf(300.0, 5.0, 100_000.0, 1_600.0) - 0.094_062_318_060_514_28).abs() < 1e-12);
    }

    #[test]
    fn brackets_the_statistic() {
        let (low, high) = chi_square(50.0, 6.0).unwrap();
        assert!((chi_square_cdf(50.0, 6.0, low) - 0.975).abs() < 1e-12);
        assert!((chi_square_cdf(50.0, 6.0, high) - 0.025).abs() < 1e-12);
        let (low, high) = f_ratio(300.0, 5.0, 100_000.0).unwrap();
        assert!((f_cdf(300.0, 5.0, 100_000.0, low) - 0.975).abs() < 1e-11);
        assert!((f_cdf(300.0, 5.0, 100_000.0, high) - 0.025).abs() < 1e-11);
    }

    #[test]
    fn starts_at_zero_without_effect() {
        let (low, high) = chi_square(3.0, 6.0).unwrap();
        assert!(low == 0.0 && high > 0.0);
        assert_eq!(chi_square(0.01, 6.0).unwrap(), (0.0, 0.0));
        assert_eq!(chi_square(f64::NAN, 6.0), None);
    }
}

//! Confidence intervals of noncentrality parameters, for effect sizes made of chi-squares and F ratios.
//!
//! **Source:** Steiger and Fouladi (1997), *Noncentrality interval estimation*; Smithson (2003), *Confidence
//! Intervals*: the interval holds each parameter under which the observed statistic is neither in the upper nor in the
//! lower 2.5 % of its distribution. R's effectsize does the same.

use statrs::function::beta::{beta_reg, ln_beta};
use statrs::function::gamma::{gamma_lr, ln_gamma};

/// Standard deviations of the Poisson weights that are summed: what lies outside is below 1e-22.
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

/// The Poisson counts that matter for this mean.
fn window(mean: f64) -> (f64, f64) {
    let reach = WIDTH * mean.sqrt() + 30.0;
    ((mean - reach).floor().max(0.0), (mean + reach).ceil())
}

/// Sums Poisson weights times a distribution function, from the largest count down. `first` is the function at the
/// largest count, `step` what going one count down adds to it.
fn mix(mean: f64, first: f64, mut step: impl FnMut(f64) -> f64) -> f64 {
    let (least, most) = window(mean);
    let mut count = most;
    let mut weight = (count * mean.ln() - mean - ln_gamma(count + 1.0)).exp();
    let (mut value, mut sum, mut weights) = (first, 0.0, 0.0);
    loop {
        sum += weight * value;
        weights += weight;
        if count <= least {
            // The weights are a distribution: dividing takes the rounding of the first one out.
            return sum / weights;
        }
        value += step(count);
        weight *= count / mean;
        count -= 1.0;
    }
}

/// Distribution function of the noncentral chi-square.
pub(crate) fn chi_square_cdf(x: f64, df: f64, lambda: f64) -> f64 {
    let half = x / 2.0;
    if half <= 0.0 {
        return 0.0;
    }
    if lambda <= 0.0 {
        return gamma_lr(df / 2.0, half);
    }
    let mean = lambda / 2.0;
    let top = df / 2.0 + window(mean).1;
    // P(a - 1, x) = P(a, x) + x^(a - 1) e^-x / Gamma(a)
    let mut term = ((top - 1.0) * half.ln() - half - ln_gamma(top)).exp();
    let mut a = top;
    mix(mean, gamma_lr(top, half), |_| {
        let added = term;
        a -= 1.0;
        term *= a / half;
        added
    })
}

/// Distribution function of the noncentral F ratio.
pub(crate) fn f_cdf(ratio: f64, df1: f64, df2: f64, lambda: f64) -> f64 {
    if ratio <= 0.0 {
        return 0.0;
    }
    let (y, b) = (df1 * ratio / (df1 * ratio + df2), df2 / 2.0);
    if lambda <= 0.0 {
        return beta_reg(df1 / 2.0, b, y);
    }
    let mean = lambda / 2.0;
    let top = df1 / 2.0 + window(mean).1;
    // I(a - 1, b) = I(a, b) + y^(a - 1) (1 - y)^b / ((a - 1) B(a - 1, b))
    let mut a = top - 1.0;
    let complement = df2 / (df1 * ratio + df2);
    let mut term = (a * y.ln() + b * complement.ln() - ln_beta(a, b)).exp() / a;
    mix(mean, beta_reg(top, b, y), |_| {
        let added = term;
        term *= a / ((a + b - 1.0) * y);
        a -= 1.0;
        added
    })
}

#[cfg(test)]
mod tests {
    use super::{chi_square, chi_square_cdf, f_cdf, f_ratio};

    #[test]
    fn gives_the_distribution_of_scipy() {
        // scipy.stats.ncx2.cdf and ncf.cdf, version 1.17.
        assert!((chi_square_cdf(10.0, 4.0, 3.0) - 0.783_763_181_681_780_9).abs() < 1e-12);
        assert!((chi_square_cdf(120_000.0, 24.0, 119_000.0) - 0.921_190_970_923_210_3).abs() < 1e-10);
        assert!((f_cdf(2.0, 3.0, 20.0, 4.0) - 0.479_069_547_217_033_5).abs() < 1e-12);
        assert!((f_cdf(300.0, 5.0, 100_000.0, 1_600.0) - 0.094_062_318_060_514_28).abs() < 1e-11);
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

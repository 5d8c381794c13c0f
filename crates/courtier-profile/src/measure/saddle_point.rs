//! Poisson and binomial probabilities to full precision, for counts that need not be whole.
//!
//! Logarithms of gamma functions lose digits to cancellation: at a hundred thousand, six of sixteen. Stirling's series and
//! deviances lose none.
//!
//! **Source:** Loader (2000), *Fast and accurate computation of binomial probabilities*: what R's `dbinom` does.

use std::f64::consts::TAU;

/// `ln gamma(n + 1)` less Stirling's formula.
fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        return stirling_error(n + 1.0) + (n + 0.5) * (1.0 / n).ln_1p() - 1.0;
    }
    let square = n * n;
    let series = 1.0 / 1260.0 - (1.0 / 1680.0 - (1.0 / 1188.0 - 691.0 / 360_360.0 / square) / square) / square;
    (1.0 / 12.0 - (1.0 / 360.0 - series / square) / square) / n
}

/// `x ln(x / mean) + mean - x`.
fn deviance(x: f64, mean: f64) -> f64 {
    let v = (x - mean) / (x + mean);
    if v.abs() >= 0.1 {
        return x * (x / mean).ln() + mean - x;
    }
    let (mut sum, mut power, mut odd) = ((x - mean) * v, 2.0 * x * v, 1.0);
    loop {
        power *= v * v;
        odd += 2.0;
        let next = sum + power / odd;
        if next == sum {
            return sum;
        }
        sum = next;
    }
}

/// Returns `mean^x e^-mean / gamma(x + 1)`, for `x >= 0`.
pub(crate) fn poisson(x: f64, mean: f64) -> f64 {
    if x <= 0.0 || mean <= 0.0 {
        return if x <= 0.0 { (-mean).exp() } else { 0.0 };
    }
    (-stirling_error(x) - deviance(x, mean)).exp() / (TAU * x).sqrt()
}

/// Returns `gamma(n + 1) / gamma(x + 1) / gamma(n - x + 1) p^x q^(n - x)`, for `0 < x < n` and `p + q = 1`.
pub(crate) fn binomial(x: f64, n: f64, p: f64, q: f64) -> f64 {
    let rest = n - x;
    let error = stirling_error(n) - stirling_error(x) - stirling_error(rest);
    (error - deviance(x, n * p) - deviance(rest, n * q)).exp() * (n / (TAU * x * rest)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{binomial, poisson};

    #[test]
    fn keeps_every_digit() {
        let near = |found: f64, expected: f64| assert!((found / expected - 1.0).abs() < 2e-15, "{found} {expected}");
        near(poisson(3.0, 2.0), 8.0 / 6.0 * (-2.0_f64).exp());
        near(poisson(0.0, 2.0), (-2.0_f64).exp());
        // gamma(1.5) = sqrt(pi) / 2.
        near(poisson(0.5, 1.0), 2.0 / std::f64::consts::PI.sqrt() * (-1.0_f64).exp());
        near(binomial(2.0, 5.0, 0.3, 0.7), 10.0 * 0.09 * 0.343);
        // The middle of 1,000,000 coins: mpmath, 50 digits.
        near(binomial(500_000.0, 1_000_000.0, 0.5, 0.5), 7.978_843_613_317_501e-4);
    }
}

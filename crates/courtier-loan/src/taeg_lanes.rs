//! The arithmetic of the TAEG of constant-payment loans, for `N` loans side by side.
//!
//! No branch, no call into the system's mathematics: the compiler makes vector instructions of it, as wide as the
//! caller allows, and each loan has the same answer to the last bit at any width. Loans outside the usual domain, or
//! that two steps do not settle, are left to the general solver of [`crate::taeg_constant()`].

use std::array::from_fn;
use std::f64::consts::LOG2_E;

/// Highest nominal rate of the series of [`ln_1p`], percent a year.
const MAX_RATE_PCT: f64 = 60.0;

/// Highest insurance rate, percent a year, and longest term, months: the domain of [`crate::taeg_constant()`].
const MAX_INSURANCE_PCT: f64 = 100.0;
const MAX_MONTHS: f64 = 1200.0;

/// `months x ln(1 + monthly rate)` under which the slope of the payment loses too many digits.
const MIN_EXPONENT: f64 = 1e-3;

/// What costs may add to that exponent, and to one month of it, so that the short series have all their digits.
const MAX_ADDED_EXPONENT: f64 = 0.5;
const MAX_ADDED_MONTH: f64 = 0.01;

/// Share of the exponent under which the second step is the last: its error is below the cube of it, 3e-11, times a
/// tenth of the exponent.
const LAST_STEP: f64 = 3e-4;

/// Adding it rounds a number to an integer, which is then in the low bits: 1.5 x 2^52.
const TO_INTEGER: f64 = 6_755_399_441_055_744.0;
/// The logarithm of 2 in two parts; products of the first with small integers are exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// Columns of loans, with the arguments of [`crate::taeg_constant()`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoanLanes<'a, const N: usize> {
    pub(crate) rate_pct: &'a [f64; N],
    pub(crate) months: &'a [u32; N],
    pub(crate) insurance_pct: &'a [f64; N],
    pub(crate) fee_ratio: &'a [f64; N],
}

/// What a first step from the nominal rate tells. A rate `m` a month is sought as `z = ln((1 + m) / (1 + r))`; `n` is
/// the number of payments, `d = 1 - (1 + r)^-n`.
struct FirstStep<const N: usize> {
    n: [f64; N],
    /// Monthly nominal rate.
    r: [f64; N],
    /// `ln(1 + r)`.
    log: [f64; N],
    d: [f64; N],
    /// Payment of one euro received, costs included.
    target: [f64; N],
    /// First estimate.
    z: [f64; N],
}

/// Returns the TAEG of each loan in percent a year, not-a-number where it is left to the general solver.
#[inline(always)]
pub(crate) fn taeg_lanes<const N: usize>(loans: LoanLanes<'_, N>) -> [f64; N] {
    second_step(loans, &first_step(loans))
}

/// Steps from the nominal rate to the root of the parabola that touches the payment there.
#[inline(always)]
fn first_step<const N: usize>(loans: LoanLanes<'_, N>) -> FirstStep<N> {
    // Terms beyond the range of `i32` become negative and leave the domain.
    let n: [f64; N] = from_fn(|i| f64::from(loans.months[i].cast_signed()));
    let r: [f64; N] = from_fn(|i| loans.rate_pct[i] / 1200.0);
    let keep: [f64; N] = from_fn(|i| 1.0 - loans.fee_ratio[i]);
    let log: [f64; N] = from_fn(|i| ln_1p(r[i]));
    let d: [f64; N] = from_fn(|i| -exp_m1(-n[i] * log[i]));
    let slope: [f64; N] = from_fn(|i| payment_slope(r[i], n[i] * (1.0 - d[i]), d[i]));
    // The only division: the others are products with it.
    let inverse: [f64; N] = from_fn(|i| 1.0 / (d[i] * slope[i] * keep[i]));
    let target: [f64; N] = from_fn(|i| {
        let payment = r[i] * (slope[i] * (inverse[i] * keep[i]));
        (payment + loans.insurance_pct[i] * (1.0 / 1200.0)) * (inverse[i] * (d[i] * slope[i]))
    });
    let z = from_fn(|i| {
        let (straight, bend) = parabola(r[i], n[i], d[i], slope[i], inverse[i] * keep[i], target[i]);
        // 2 / (1 + sqrt(1 + 2 bend)), by its continued fraction.
        let half = 0.5 * bend;
        straight * (1.0 + half * (3.0 + half)) / (1.0 + half * (4.0 + 3.0 * half))
    });
    FirstStep { n, r, log, d, target, z }
}

/// Takes the same step from there, and compounds.
#[inline(always)]
fn second_step<const N: usize>(loans: LoanLanes<'_, N>, first: &FirstStep<N>) -> [f64; N] {
    let FirstStep { n, r, log, d, target, z } = first;
    let m: [f64; N] = from_fn(|i| {
        let (x, x2) = (z[i], z[i] * z[i]);
        let last = 1.0 / 120.0 + x * (1.0 / 720.0);
        r[i] + (1.0 + r[i]) * (x * ((1.0 + x * (1.0 / 2.0)) + x2 * ((1.0 / 6.0 + x * (1.0 / 24.0)) + x2 * last)))
    });
    let d: [f64; N] = from_fn(|i| {
        // e^(-n z) - 1: no range to reduce, a quarter of the argument is small.
        let quarter = exp_m1_near_zero(-0.25 * n[i] * z[i]);
        let half = quarter * (2.0 + quarter);
        d[i] - (1.0 - d[i]) * (half * (2.0 + half))
    });
    let slope: [f64; N] = from_fn(|i| payment_slope(m[i], n[i] * (1.0 - d[i]), d[i]));
    let inverse: [f64; N] = from_fn(|i| 1.0 / (d[i] * slope[i]));
    let step: [f64; N] = from_fn(|i| {
        let (straight, bend) = parabola(m[i], n[i], d[i], slope[i], inverse[i], target[i]);
        straight * (1.0 - bend * (0.5 - 0.5 * bend))
    });
    from_fn(|i| {
        let (rate_pct, insurance_pct, fee_ratio) = (loans.rate_pct[i], loans.insurance_pct[i], loans.fee_ratio[i]);
        let known = (0.0..=MAX_RATE_PCT).contains(&rate_pct)
            & (0.0..=MAX_INSURANCE_PCT).contains(&insurance_pct)
            & (0.0..1.0).contains(&fee_ratio)
            & (1.0..=MAX_MONTHS).contains(&n[i]);
        let settled = (n[i] * log[i] >= MIN_EXPONENT)
            & (n[i] * z[i] <= MAX_ADDED_EXPONENT)
            & (z[i] <= MAX_ADDED_MONTH)
            & (step[i].abs() <= LAST_STEP * (log[i] + z[i]));
        let free = (insurance_pct == 0.0) & (fee_ratio == 0.0);
        let growth = (1.0 + m[i]) + (1.0 + m[i]) * (step[i] + 0.5 * step[i] * step[i]);
        let taeg = compound_percent(if free { 1.0 + r[i] } else { growth });
        if known & (free | settled) { taeg } else { f64::NAN }
    })
}

/// Returns `d^2` times the derivative by `z` of the payment `p = m / d`, where `w = n (1 - d)`.
#[inline(always)]
fn payment_slope(m: f64, w: f64, d: f64) -> f64 {
    (1.0 + m) * d - m * w
}

/// Returns the step to `target` along the tangent of the payment `p`, and what the parabola bends it by:
/// `y = (target - p) / p'` and `y p'' / p'`. `inverse` is `1 / (d slope)`.
#[inline(always)]
fn parabola(m: f64, n: f64, d: f64, slope: f64, inverse: f64, target: f64) -> (f64, f64) {
    let (inverse_d, d_by_slope) = (slope * inverse, d * d * inverse);
    let b = n * (1.0 - d) * inverse_d;
    let straight = (target - m * inverse_d) * (d * d_by_slope);
    (straight, straight * d_by_slope * ((1.0 + m) * (1.0 - 2.0 * b) + m * b * (n + 2.0 * b)))
}

/// Returns `100 (x^12 - 1)`.
#[inline(always)]
pub(crate) fn compound_percent(x: f64) -> f64 {
    let x3 = x * x * x;
    let x6 = x3 * x3;
    100.0 * (x6 * x6 - 1.0)
}

/// Returns `ln(1 + x)` for `0 <= x <= 0.05`, to the rounding error: `2 atanh(x / (2 + x))`.
#[inline(always)]
fn ln_1p(x: f64) -> f64 {
    let s = x / (2.0 + x);
    let t = s * s;
    (s + s) * ((1.0 + t * (1.0 / 3.0)) + t * t * ((1.0 / 5.0 + t * (1.0 / 7.0)) + t * t * (1.0 / 9.0)))
}

/// Returns `e^x - 1` for `-700 < x < 700`, to some rounding errors: `2^k e^y - 1` with `y` within half of `ln 2`.
#[inline(always)]
fn exp_m1(x: f64) -> f64 {
    let shifted = x * LOG2_E + TO_INTEGER;
    let k = shifted - TO_INTEGER;
    let y = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let power_of_2 = f64::from_bits((shifted.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
    let (y2, y4) = (y * y, y * y * (y * y));
    let last = (1.0 / 362_880.0 + y * (1.0 / 3_628_800.0)) + y2 * (1.0 / 39_916_800.0 + y * (1.0 / 479_001_600.0));
    let series = exp_m1_near_zero(y) + y * (y4 * y4) * last;
    power_of_2 * series + (power_of_2 - 1.0)
}

/// Returns `e^x - 1` by the first eight terms of its series.
#[inline(always)]
fn exp_m1_near_zero(x: f64) -> f64 {
    let (x2, x4) = (x * x, x * x * (x * x));
    let first = (1.0 + x * (1.0 / 2.0)) + x2 * (1.0 / 6.0 + x * (1.0 / 24.0));
    let next = (1.0 / 120.0 + x * (1.0 / 720.0)) + x2 * (1.0 / 5040.0 + x * (1.0 / 40_320.0));
    x * (first + x4 * next)
}

#[cfg(test)]
mod tests {
    use super::{LoanLanes, exp_m1, ln_1p, taeg_lanes};
    use proptest::prelude::{prop_assert, proptest};

    proptest! {
        #[test]
        fn series_agree_with_the_systems(x in 0.0..0.05_f64, y in -80.0..1.0_f64) {
            prop_assert!((ln_1p(x) - x.ln_1p()).abs() <= 6e-16 * x, "ln(1 + {})", x);
            prop_assert!((exp_m1(y) - y.exp_m1()).abs() <= 8e-16 * y.exp_m1().abs(), "exp({}) - 1", y);
        }

        #[test]
        fn usual_mortgages_need_no_other_solver(
            rate in 0.5..10.0_f64, months in 60_u32..=360, insurance in 0.0..0.6_f64, fee in 0.0..0.04_f64,
        ) {
            let lanes = LoanLanes {
                rate_pct: &[rate; 2],
                months: &[months; 2],
                insurance_pct: &[insurance; 2],
                fee_ratio: &[fee; 2],
            };
            prop_assert!(taeg_lanes(lanes).iter().all(|taeg| taeg.is_finite()));
        }
    }
}

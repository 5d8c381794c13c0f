//! The TAEG of a constant-payment loan without building its cash flows.
//!
//! Payments are unrounded, insurance is on initial capital, fees are paid at the drawdown, so the answer does not
//! depend on the amount. Any other loan: [`crate::Loan`] and [`crate::taeg()`]. This file allocates nothing; columns of
//! loans are in [`crate::taeg_constant_batch()`].

use crate::annuity::PaymentCurve;
use crate::taeg_lanes::{LoanLanes, compound_percent, taeg_lanes};

/// Longest term that is taken for a term, in months.
const MAX_MONTHS: u32 = 1200;

/// Bisection alone would end within this many steps; the general solver takes two or three.
const MAX_STEPS: u32 = 100;

/// `months x step` under which a step is the last: it leaves less than a hundredth of its cube, 1e-14.
const LAST_STEP: f64 = 1e-4;

/// Returns the TAEG of a constant-payment loan, in percent a year, unrounded.
///
/// * `rate_pct`: nominal rate, percent a year, 0 to 100.
/// * `months`: number of monthly payments, 1 to 1200; the first falls one month after the drawdown.
/// * `insurance_pct`: required insurance, percent of the initial capital a year, 0 to 100.
/// * `fee_ratio`: fees paid at the drawdown as a share of the amount, 0 included to 1 excluded. When it is 0, the
///   TAEG does not depend on the amount.
///
/// `None` when an argument is outside its domain or not a number. Without insurance and fees the result is exactly
/// `100 ((1 + rate_pct / 1200)^12 - 1)`; otherwise its error is below `1e-11 (1 + TAEG)`.
///
/// **Source:** annexe à l'article R. 314-3 du code de la consommation, with `t = k / 12`: the equation
/// `1 - f = (p(r) + a) (1 - (1+m)^-n) / m` is `p(m) = (p(r) + a) / (1 - f)`, where `p` is the payment of one euro.
#[inline]
#[must_use]
pub fn taeg_constant(rate_pct: f64, months: u32, insurance_pct: f64, fee_ratio: f64) -> Option<f64> {
    let [usual] = taeg_lanes(LoanLanes {
        rate_pct: &[rate_pct],
        months: &[months],
        insurance_pct: &[insurance_pct],
        fee_ratio: &[fee_ratio],
    });
    if usual.is_nan() { unusual_taeg(rate_pct, months, insurance_pct, fee_ratio) } else { Some(usual) }
}

/// Returns the TAEA of the same loan, in percentage points a year, unrounded: its TAEG with insurance minus its TAEG
/// without. Arguments, domain and `None` as in [`taeg_constant()`].
///
/// **Source:** article R. 314-12 du code de la consommation.
#[inline]
#[must_use]
pub fn taea_constant(rate_pct: f64, months: u32, insurance_pct: f64, fee_ratio: f64) -> Option<f64> {
    let with = taeg_constant(rate_pct, months, insurance_pct, fee_ratio)?;
    let without = taeg_constant(rate_pct, months, 0.0, fee_ratio)?;
    Some(with - without)
}

/// Returns what [`taeg_constant()`] does, by a solver for any loan of its domain.
#[cold]
#[inline(never)]
pub(crate) fn unusual_taeg(rate_pct: f64, months: u32, insurance_pct: f64, fee_ratio: f64) -> Option<f64> {
    let known = (0.0..=100.0).contains(&rate_pct)
        && (1..=MAX_MONTHS).contains(&months)
        && (0.0..=100.0).contains(&insurance_pct)
        && (0.0..1.0).contains(&fee_ratio);
    if !known {
        return None;
    }
    let nominal = rate_pct / 1200.0;
    if insurance_pct == 0.0 && fee_ratio == 0.0 {
        return Some(compound_percent(1.0 + nominal));
    }
    let monthly = monthly_rate(nominal, f64::from(months), insurance_pct / 1200.0, fee_ratio)?;
    Some(compound_percent(1.0 + monthly))
}

/// Solves `p(m) = (p(nominal) + premium) / (1 - fee)` for the monthly rate `m`; `None` would be a defect, since the
/// bracket halves.
///
/// Each step goes to the root of the parabola that touches `p` (Cauchy's method): `p` is nearly a parabola, and the
/// first one comes free with `p(nominal)`. `p` increases, `nominal` lies left of the root and the target right of it
/// because `p(m) > m`: the bracket always holds the root, and a step that would leave it goes to its middle.
fn monthly_rate(nominal: f64, n: f64, premium: f64, fee: f64) -> Option<f64> {
    let mut curve = PaymentCurve::at(nominal, n);
    let target = (curve.value + premium) / (1.0 - fee);
    let (mut low, mut high) = (nominal, target);
    let mut m = nominal;
    for _ in 0..MAX_STEPS {
        let excess = curve.value - target;
        if excess < 0.0 {
            low = m;
        } else {
            high = m;
        }
        let discriminant = curve.slope * curve.slope - 2.0 * excess * curve.curvature;
        let step = -2.0 * excess / (curve.slope + discriminant.sqrt());
        let kept = (low..=high).contains(&(m + step));
        m = if kept { m + step } else { f64::midpoint(low, high) };
        if kept && n * step.abs() <= LAST_STEP {
            return Some(m);
        }
        curve = PaymentCurve::at(m, n);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{taea_constant, taeg_constant, unusual_taeg};
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn is_the_compound_nominal_rate_without_costs() {
        for (rate, expected) in [(3.0, 3.0416), (3.5, 3.5567), (4.0, 4.0742), (5.29, 5.4202)] {
            let taeg = taeg_constant(rate, 240, 0.0, 0.0).unwrap();
            assert!((taeg - expected).abs() < 5e-5, "{rate}: {taeg}");
            assert!((taeg - 100.0 * ((1.0 + rate / 1200.0).powi(12) - 1.0)).abs() < 1e-12);
        }
    }

    #[test]
    fn costs_nothing_when_nothing_is_asked() {
        assert_eq!(taeg_constant(0.0, 240, 0.0, 0.0), Some(0.0));
        assert_eq!(taea_constant(3.5, 240, 0.0, 0.02), Some(0.0));
    }

    #[test]
    fn refuses_arguments_outside_their_domain() {
        for (rate, months, insurance, fee) in [
            (-0.1, 240, 0.0, 0.0),
            (f64::NAN, 240, 0.0, 0.0),
            (101.0, 240, 0.0, 0.0),
            (3.0, 0, 0.0, 0.0),
            (3.0, 1201, 0.0, 0.0),
            (3.0, 240, -0.1, 0.0),
            (3.0, 240, f64::INFINITY, 0.0),
            (3.0, 240, 0.0, 1.0),
            (3.0, 240, 0.0, -0.01),
            (3.0, 240, 0.0, f64::NAN),
        ] {
            assert_eq!(taeg_constant(rate, months, insurance, fee), None, "{rate} {months} {insurance} {fee}");
        }
    }

    #[test]
    fn gives_the_worked_taea() {
        let taea = taea_constant(3.0, 300, 0.30, 0.0).unwrap();
        assert!((taea - 0.4879).abs() < 5e-5, "{taea}");
    }

    /// Says whether a TAEG solves `p(m) = (p(r) + a) / (1 - f)`, to `tolerance` of the payment.
    fn solves(taeg: f64, (rate, months, insurance, fee): (f64, u32, f64, f64), tolerance: f64) -> bool {
        let n = f64::from(months);
        let payment = |m: f64| if m < 1e-12 { 1.0 / n } else { m / -(-n * m.ln_1p()).exp_m1() };
        let target = (payment(rate / 1200.0) + insurance / 1200.0) / (1.0 - fee);
        let m = ((taeg / 100.0).ln_1p() / 12.0).exp_m1();
        (payment(m) / target - 1.0).abs() < tolerance
    }

    #[test]
    fn converges_at_the_edges_of_the_domain() {
        for loan @ (rate, months, insurance, fee) in [
            (0.0, 1, 0.0, 0.5),
            (100.0, 1200, 100.0, 0.99),
            (0.0, 1200, 1e-9, 0.0),
            (1e-9, 12, 0.0, 0.999_999),
            (1e-300, 240, 0.3, 0.0),
        ] {
            let taeg = taeg_constant(rate, months, insurance, fee).unwrap();
            assert!(solves(taeg, loan, 1e-7), "{loan:?}: {taeg}");
        }
    }

    proptest! {
        #[test]
        fn finds_a_rate_in_its_whole_domain(
            rate in 0.0..=100.0_f64, months in 1_u32..=1200, insurance in 0.0..=100.0_f64, fee in 0.0..0.99_f64,
        ) {
            let taeg = taeg_constant(rate, months, insurance, fee).unwrap();
            prop_assert!(solves(taeg, (rate, months, insurance, fee), 1e-9), "{taeg}");
        }

        #[test]
        fn both_solvers_agree(
            rate in 0.0..30.0_f64, months in 1_u32..=420, insurance in 0.0..2.0_f64, fee in 0.0..0.2_f64,
        ) {
            let taeg = taeg_constant(rate, months, insurance, fee).unwrap();
            let general = unusual_taeg(rate, months, insurance, fee).unwrap();
            prop_assert!((taeg - general).abs() <= 2e-12 * (1.0 + general), "{taeg} {general}");
        }
    }
}

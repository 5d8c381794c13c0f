//! The constant payment of an annuity, and how it varies with the rate.
//!
//! Every formula is per euro lent and takes the monthly rate as a fraction; nothing is rounded.

use crate::money::Euros;
use crate::months::Months;
use crate::rate::NominalRate;

/// Below this `rate x months`, the closed form loses digits and the Taylor series has them all.
const SERIES_BELOW: f64 = 1e-5;

/// The payment of one euro as a function of the monthly rate, with its first two derivatives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PaymentCurve {
    /// Payment a month, per euro lent.
    pub(crate) value: f64,
    /// First derivative by the monthly rate.
    pub(crate) slope: f64,
    /// Second derivative by the monthly rate.
    pub(crate) curvature: f64,
}

impl PaymentCurve {
    /// Evaluates the curve at a monthly rate `m >= 0`, for `n >= 1` months: `p(m) = m / (1 - (1 + m)^-n)`.
    #[inline]
    pub(crate) fn at(m: f64, n: f64) -> Self {
        if m * n < SERIES_BELOW {
            let quadratic = (n * n - 1.0) / (12.0 * n);
            let linear = (n + 1.0) / (2.0 * n);
            return Self {
                value: 1.0 / n + m * (linear + m * quadratic),
                slope: linear + 2.0 * m * quadratic,
                curvature: 2.0 * quadratic,
            };
        }
        // d = 1 - (1+m)^-n and w = d' ; p = m/d gives p' = (1 - p w)/d and p'' = (w/d) (p (n+1)/(1+m) - 2 p').
        let growth = 1.0 + m;
        let d = -(-n * m.ln_1p()).exp_m1();
        let w = n * (1.0 - d) / growth;
        let value = m / d;
        let slope = (1.0 - value * w) / d;
        Self { value, slope, curvature: w / d * (value * (n + 1.0) / growth - 2.0 * slope) }
    }
}

/// Returns the constant monthly payment that repays `principal` euros in `months` months, in euros, unrounded:
/// `principal m / (1 - (1 + m)^-months)`, where `m` is a twelfth of the yearly rate.
///
/// Any finite amount, any rate, any number of months. A zero rate gives `principal / months`. Zero months give zero:
/// there is nothing to repay over.
///
/// **Source:** the equation of annexe à l'article R. 314-3 du code de la consommation, for capital and interest alone.
#[must_use]
pub fn constant_payment(principal: Euros, rate: NominalRate, months: Months) -> Euros {
    if months.get() == 0 {
        return Euros::default();
    }
    Euros::new(principal.get() * PaymentCurve::at(rate.monthly_fraction(), f64::from(months.get())).value)
}

#[cfg(test)]
mod tests {
    use super::{PaymentCurve, constant_payment};
    use crate::money::Euros;
    use crate::months::Months;
    use crate::rate::NominalRate;
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn gives_the_published_payments() {
        for (principal, percent, months, expected) in [
            (200_000.0, 3.5, 240, 1_159.919_44),
            (1000.0, 6.0, 36, 30.4219),
            (6000.0, 9.0, 48, 149.3103),
            (250_000.0, 4.1, 300, 1333.44),
            (200_000.0, 3.0, 300, 948.42),
            (60_000.0, 0.0, 240, 250.0),
        ] {
            let rate = NominalRate::from_percent(percent).unwrap();
            let payment = constant_payment(Euros::new(principal), rate, Months::new(months)).get();
            assert!((payment - expected).abs() < 5.1e-3, "{principal} at {percent}: {payment}");
        }
    }

    #[test]
    fn repays_nothing_over_no_month() {
        assert_eq!(constant_payment(Euros::new(1000.0), NominalRate::ZERO, Months::new(0)), Euros::default());
    }

    proptest! {
        #[test]
        fn derivatives_agree_with_differences(m in 1e-9..0.02_f64, n in 1_u32..480) {
            let n = f64::from(n);
            let step = 1e-3 / n;
            let (here, there) = (PaymentCurve::at(m, n), PaymentCurve::at(m + step, n));
            let taylor = here.value + step * (here.slope + step / 2.0 * here.curvature);
            prop_assert!((there.value - taylor).abs() < 1e-8 / n, "{} against {}", there.value, taylor);
        }

        #[test]
        fn series_meets_the_closed_form(n in 1_u32..480) {
            let n = f64::from(n);
            let (series, closed) = (PaymentCurve::at(0.999_999e-5 / n, n), PaymentCurve::at(1.000_001e-5 / n, n));
            prop_assert!((series.value / closed.value - 1.0).abs() < 1e-10);
            prop_assert!((series.slope / closed.slope - 1.0).abs() < 1e-4);
        }
    }
}

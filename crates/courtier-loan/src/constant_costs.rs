//! What a constant-payment loan costs, unrounded: the figures that proposals are compared on.
//!
//! Insurance is on initial capital. What is really paid, to the cent, is in [`crate::Schedule`].

use crate::annuity::constant_payment;
use crate::money::Euros;
use crate::months::{Months, Period};
use crate::rate::{InsuranceRate, NominalRate};

/// Unrounded costs of a constant-payment loan, over the whole of it or its first months, without fees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConstantCosts {
    /// Payment a month, without insurance.
    pub payment: Euros,
    /// Insurance premium a month.
    pub premium: Euros,
    /// Interest over the months counted.
    pub interest: Euros,
    /// Insurance over the months counted.
    pub insurance: Euros,
}

impl ConstantCosts {
    /// Returns interest and insurance together.
    #[must_use]
    pub fn total(&self) -> Euros {
        Euros::new(self.interest.get() + self.insurance.get())
    }
}

/// Returns the unrounded costs of a loan of `principal` euros repaid by `months` equal payments. Any amount; zero
/// months cost nothing.
///
/// **Source:** total costs as article L. 313-8 du code de la consommation asks for the insurance's: in euros, over the
/// loan.
#[must_use]
pub fn constant_costs(principal: Euros, rate: NominalRate, months: Months, insurance: InsuranceRate) -> ConstantCosts {
    constant_costs_until(principal, rate, months, insurance, Period::new(months.get()))
}

/// Returns the unrounded costs of the same loan from the first drawdown to the end of month `until`; beyond the last
/// payment nothing is added.
///
/// **Source:** article L. 313-8 du code de la consommation, for the insurance: its cost over eight years, month 96
/// ([`crate::RegulatoryParameter::InsuranceCostHorizon`]).
#[must_use]
pub fn constant_costs_until(
    principal: Euros,
    rate: NominalRate,
    months: Months,
    insurance: InsuranceRate,
    until: Period,
) -> ConstantCosts {
    let payment = constant_payment(principal, rate, months);
    let premium = Euros::new(principal.get() * insurance.percent() / 1200.0);
    let paid = until.index().min(months.get());
    let count = f64::from(paid);
    // One payment of a free loan is not exactly its share of the capital in binary.
    // So small a rate that a month's has no digit left costs nothing either.
    let free = rate.monthly_fraction() < f64::MIN_POSITIVE || paid == 0;
    let interest = if free { 0.0 } else { payment.get() * count - principal.get() * repaid_share(paid, rate, months) };
    ConstantCosts { payment, premium, interest: Euros::new(interest), insurance: Euros::new(premium.get() * count) }
}

/// Returns the share of the capital that the first `paid` payments repay: `((1+m)^paid - 1) / ((1+m)^n - 1)`, written
/// so that no power overflows. `rate` is not zero and `months` are at least `paid`.
fn repaid_share(paid: u32, rate: NominalRate, months: Months) -> f64 {
    let log = rate.monthly_fraction().ln_1p();
    let (paid, months) = (f64::from(paid), f64::from(months.get()));
    (-(months - paid) * log).exp() * (-paid * log).exp_m1() / (-months * log).exp_m1()
}

#[cfg(test)]
mod tests {
    use super::{ConstantCosts, constant_costs, constant_costs_until};
    use crate::money::{Cents, Euros};
    use crate::months::{Months, Period};
    use crate::rate::{InsuranceRate, NominalRate};
    use proptest::prelude::{prop_assert, proptest};

    fn costs_until(month: u32, principal: f64, rate: f64, months: u32, insurance: f64) -> ConstantCosts {
        let (rate, insurance) = (NominalRate::from_percent(rate), InsuranceRate::from_percent(insurance));
        let until = Period::new(month);
        constant_costs_until(Euros::new(principal), rate.unwrap(), Months::new(months), insurance.unwrap(), until)
    }

    fn costs(principal: f64, rate: f64, months: u32, insurance: f64) -> ConstantCosts {
        let (rate, insurance) = (NominalRate::from_percent(rate), InsuranceRate::from_percent(insurance));
        constant_costs(Euros::new(principal), rate.unwrap(), Months::new(months), insurance.unwrap())
    }

    #[test]
    fn gives_the_published_insurance_costs() {
        for (principal, months, rate, premium, total) in
            [(150_000.0, 300, 0.33, 4_125, 1_237_500), (400_000.0, 180, 0.5, 16_667, 3_000_000)]
        {
            let costs = costs(principal, 3.0, months, rate);
            assert_eq!(costs.premium.to_cents(), Cents::new(premium));
            assert_eq!(costs.insurance.to_cents(), Cents::new(total));
        }
    }

    #[test]
    fn adds_interest_and_insurance() {
        let costs = costs(200_000.0, 3.5, 240, 0.34);
        assert_eq!(costs.payment.to_cents(), Cents::new(115_992));
        assert_eq!(costs.interest.to_cents(), Cents::new(7_838_066));
        assert_eq!(costs.total().to_cents(), Cents::new(7_838_066 + 1_360_000));
    }

    #[test]
    fn costs_nothing_for_nothing() {
        for costs in [costs(100.0, 0.0, 3, 0.0), costs(100.0, 3.0, 0, 1.0)] {
            assert_eq!(costs.total(), Euros::default());
        }
    }
    /// Figures worked out with forty digits.
    #[test]
    fn counts_the_first_eight_years() {
        for (principal, rate, months, insurance, interest, premiums) in [
            (200_000.0, 3.5, 240, 0.34, 47_580.388_103_760_1, 5_440.0),
            (250_000.0, 4.1, 300, 0.36, 73_665.905_649_191_1, 7_200.0),
            (100_000.0, 0.0001, 120, 0.0, 0.483_334_076_620_229, 0.0),
        ] {
            let costs = costs_until(96, principal, rate, months, insurance);
            assert!((costs.interest.get() - interest).abs() < 1e-8, "{principal} at {rate}: {costs:?}");
            assert!((costs.insurance.get() - premiums).abs() < 1e-8, "{principal} at {insurance}: {costs:?}");
        }
    }

    #[test]
    fn counts_nothing_beyond_the_end() {
        assert_eq!(costs_until(u32::MAX, 200_000.0, 3.5, 60, 0.34), costs(200_000.0, 3.5, 60, 0.34));
        assert_eq!(costs_until(0, 200_000.0, 3.5, 60, 0.34).total(), Euros::default());
        assert_eq!(costs_until(96, 200_000.0, 0.0, 240, 0.0).interest, Euros::default());
        assert!(costs_until(96, 200_000.0, 100.0, u32::MAX, 0.0).interest.get().is_finite());
    }

    proptest! {
        #[test]
        fn counts_what_a_balance_month_by_month_does(
            principal in 1000.0..1e6_f64, rate in 0.0..15.0_f64, months in 1_u32..420, counted in 0_u32..420,
        ) {
            let costs = costs_until(counted, principal, rate, months, 0.3);
            let (mut owed, mut interest) = (principal, 0.0);
            for _ in 0..counted.min(months) {
                interest += owed * rate / 1200.0;
                owed += owed * rate / 1200.0 - costs.payment.get();
            }
            let got = costs.interest.get();
            prop_assert!((got - interest).abs() < 1e-11 * principal, "{} {}", got, interest);
        }
    }
}

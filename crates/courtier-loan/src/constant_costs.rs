//! What a constant-payment loan costs, unrounded: the figures that proposals are compared on.
//!
//! Insurance is on initial capital. What is really paid, to the cent, is in [`crate::Schedule`].

use crate::annuity::constant_payment;
use crate::money::Euros;
use crate::months::Months;
use crate::rate::{InsuranceRate, NominalRate};

/// Unrounded costs of a constant-payment loan, without fees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConstantCosts {
    /// Payment a month, without insurance.
    pub payment: Euros,
    /// Insurance premium a month.
    pub premium: Euros,
    /// Interest over the whole loan.
    pub interest: Euros,
    /// Insurance over the whole loan.
    pub insurance: Euros,
}

impl ConstantCosts {
    /// Returns interest and insurance together.
    #[must_use]
    pub fn total(&self) -> Euros {
        Euros::new(self.interest.get() + self.insurance.get())
    }
}

/// Returns the unrounded costs of a loan repaid by `months` equal payments. Zero months cost nothing.
#[must_use]
pub fn constant_costs(principal: Euros, rate: NominalRate, months: Months, insurance: InsuranceRate) -> ConstantCosts {
    let payment = constant_payment(principal, rate, months);
    let premium = Euros::new(principal.get() * insurance.percent() / 1200.0);
    let count = f64::from(months.get());
    // One payment of a free loan is not exactly its share of the capital in binary.
    let interest =
        if rate == NominalRate::ZERO || months.get() == 0 { 0.0 } else { payment.get() * count - principal.get() };
    ConstantCosts { payment, premium, interest: Euros::new(interest), insurance: Euros::new(premium.get() * count) }
}

#[cfg(test)]
mod tests {
    use super::{ConstantCosts, constant_costs};
    use crate::money::{Cents, Euros};
    use crate::months::Months;
    use crate::rate::{InsuranceRate, NominalRate};

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
}

//! Borrower insurance: the premium of a month.
//!
//! Rates that vary with age and single premiums are not modelled.

use crate::money::{Cents, Euros};
use crate::rate::{InsuranceRate, InsuredShare};

/// The insurance of one borrower. Its premium of a month is a twelfth of the yearly rate on the insured share of a
/// capital, rounded to the cent for each borrower.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Insurance {
    /// What the premium is a share of.
    pub basis: InsuranceBasis,
    /// Percent of the insured capital a year.
    pub rate: InsuranceRate,
    /// Share of the capital insured for this borrower (quotité).
    pub share: InsuredShare,
    /// Whether the lender requires it to grant the loan on these terms: then it is in the TAEG (article R. 314-4, 3°).
    pub required: bool,
}

/// What a premium is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InsuranceBasis {
    /// The amount of the loan, drawn or not: the premium is constant (usual group contract).
    InitialCapital,
    /// The capital still owed at the start of each month.
    OutstandingMonthly,
    /// The capital still owed at the last anniversary of the first drawdown: the premium changes once a year.
    OutstandingYearly,
}

/// The capitals that a premium can be a share of, at the start of a month.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InsuredCapital {
    /// Amount of the loan.
    pub(crate) initial: Cents,
    /// Owed at the start of the month.
    pub(crate) outstanding: Cents,
    /// Owed at the last anniversary.
    pub(crate) at_anniversary: Cents,
}

impl Insurance {
    /// Returns a required insurance on the initial capital, for the whole of it.
    #[must_use]
    pub const fn on_initial_capital(rate: InsuranceRate) -> Self {
        Self { basis: InsuranceBasis::InitialCapital, rate, share: InsuredShare::FULL, required: true }
    }

    /// Returns the premium of a month, rounded to the cent.
    pub(crate) fn premium(&self, capital: InsuredCapital) -> Cents {
        let base = match self.basis {
            InsuranceBasis::InitialCapital => capital.initial,
            InsuranceBasis::OutstandingMonthly => capital.outstanding,
            InsuranceBasis::OutstandingYearly => capital.at_anniversary,
        };
        let insured = base.to_euros().get() * self.share.percent() / 100.0;
        Euros::new(insured * self.rate.percent() / 1200.0).to_cents()
    }
}

#[cfg(test)]
mod tests {
    use super::{Insurance, InsuranceBasis, InsuredCapital};
    use crate::money::Cents;
    use crate::rate::{InsuranceRate, InsuredShare};

    #[test]
    fn gives_the_published_premiums() {
        for (capital, rate, share, cents) in [
            (150_000, 0.33, 100.0, 4125),
            (400_000, 0.5, 100.0, 16_667),
            (200_000, 0.34, 100.0, 5667),
            (200_000, 0.30, 50.0, 2500),
            (200_000, 0.20, 100.0, 3333),
        ] {
            let capital = Cents::from_whole_euros(capital);
            let insurance = Insurance {
                share: InsuredShare::from_percent(share).unwrap(),
                ..Insurance::on_initial_capital(InsuranceRate::from_percent(rate).unwrap())
            };
            let capitals = InsuredCapital { initial: capital, outstanding: Cents::ZERO, at_anniversary: Cents::ZERO };
            assert_eq!(insurance.premium(capitals), Cents::new(cents), "{capital:?} at {rate}");
        }
    }

    #[test]
    fn follows_its_basis() {
        let capitals = InsuredCapital {
            initial: Cents::from_whole_euros(120_000),
            outstanding: Cents::from_whole_euros(12_000),
            at_anniversary: Cents::from_whole_euros(24_000),
        };
        let on = |basis| {
            let rate = InsuranceRate::from_percent(1.0).unwrap();
            Insurance { basis, ..Insurance::on_initial_capital(rate) }.premium(capitals)
        };
        assert_eq!(on(InsuranceBasis::InitialCapital), Cents::from_whole_euros(100));
        assert_eq!(on(InsuranceBasis::OutstandingMonthly), Cents::from_whole_euros(10));
        assert_eq!(on(InsuranceBasis::OutstandingYearly), Cents::from_whole_euros(20));
    }
}

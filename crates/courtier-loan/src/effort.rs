//! The effort rate (taux d'effort): yearly loan charges over yearly income.
//!
//! Computes the ratio; what a regulator thinks of it is in [`crate::HcsfPolicy`].

use crate::money::Cents;

/// A household's yearly charges and income, at the time of the grant. No amount is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HouseholdBudget {
    /// Payments of the new loan over a year, every insurance included.
    pub new_loan: Cents,
    /// Payments of the other loans over a year, insurance included.
    pub other_loans: Cents,
    /// Other charges that the lender counts, over a year: alimony, rent still due. Bank practice, not the regulator's.
    pub other_charges: Cents,
    /// Net income before tax, over a year, without rents.
    pub net_income: Cents,
    /// Gross rents, over a year, future ones of the property included.
    pub gross_rents: Cents,
}

/// Yearly loan charges in percent of yearly income.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct EffortRate(f64);

/// Why there is no effort rate.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum EffortError {
    /// An amount is negative.
    #[error("un montant du budget est négatif")]
    NegativeAmount,
    /// There is no income to divide by.
    #[error("aucun revenu : le taux d'effort n'existe pas")]
    NoIncome,
    /// The weight of rents is not between 0 and 100 percent.
    #[error("le poids des loyers est compris entre 0 et 100 %, reçu `{0}`")]
    RentWeight(f64),
}

impl EffortRate {
    /// Returns the percentage, unrounded.
    #[must_use]
    pub const fn percent(self) -> f64 {
        self.0
    }
}

impl HouseholdBudget {
    /// Returns the effort rate when `rent_weight_pct` percent (0 to 100) of gross rents count as income.
    ///
    /// Weighted rents are added to income; they are never taken from the payments (no "méthode différentielle"). The
    /// haircut is mandatory, its level is the lender's: [`crate::HcsfPolicy`] carries a usual one.
    ///
    /// # Errors
    /// [`EffortError`] when an amount is negative, the weight is out of range or there is no income.
    ///
    /// **Source:** décision D-HCSF-2021-7 du 29 septembre 2021, definitions of "charges annuelles d'emprunt" and
    /// "revenus annuels".
    pub fn effort_rate(&self, rent_weight_pct: f64) -> Result<EffortRate, EffortError> {
        let amounts = [self.new_loan, self.other_loans, self.other_charges, self.net_income, self.gross_rents];
        if amounts.into_iter().any(|amount| amount < Cents::ZERO) {
            return Err(EffortError::NegativeAmount);
        }
        if !(0.0..=100.0).contains(&rent_weight_pct) {
            return Err(EffortError::RentWeight(rent_weight_pct));
        }
        let euros = |amount: Cents| amount.to_euros().get();
        let charges = euros(self.new_loan) + euros(self.other_loans) + euros(self.other_charges);
        let income = euros(self.net_income) + euros(self.gross_rents) * rent_weight_pct / 100.0;
        if income > 0.0 { Ok(EffortRate(100.0 * charges / income)) } else { Err(EffortError::NoIncome) }
    }
}

#[cfg(test)]
mod tests {
    use super::{EffortError, HouseholdBudget};
    use crate::money::Cents;

    fn budget() -> HouseholdBudget {
        HouseholdBudget {
            new_loan: Cents::from_whole_euros(14_000),
            other_loans: Cents::from_whole_euros(3_500),
            net_income: Cents::from_whole_euros(50_000),
            ..HouseholdBudget::default()
        }
    }

    #[test]
    fn divides_charges_by_income() {
        assert_eq!(budget().effort_rate(70.0).unwrap().percent(), 35.0);
    }

    #[test]
    fn adds_weighted_rents_to_income() {
        let with_rents = HouseholdBudget { gross_rents: Cents::from_whole_euros(10_000), ..budget() };
        assert!((with_rents.effort_rate(70.0).unwrap().percent() - 100.0 * 17_500.0 / 57_000.0).abs() < 1e-12);
        assert_eq!(with_rents.effort_rate(0.0).unwrap().percent(), 35.0);
    }

    #[test]
    fn refuses_what_has_no_rate() {
        let none = HouseholdBudget { net_income: Cents::ZERO, ..budget() };
        assert_eq!(none.effort_rate(70.0), Err(EffortError::NoIncome));
        let negative = HouseholdBudget { other_loans: Cents::new(-1), ..budget() };
        assert_eq!(negative.effort_rate(70.0), Err(EffortError::NegativeAmount));
        assert_eq!(budget().effort_rate(101.0), Err(EffortError::RentWeight(101.0)));
    }
}

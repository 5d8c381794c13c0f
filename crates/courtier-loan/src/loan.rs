//! The description of a loan: what is lent, when, how it is repaid, insured and charged.
//!
//! Monthly payments at the end of each month and one fixed rate; a variable rate is described at its first level, as
//! the TAEG takes it (article R. 314-1 du code de la consommation).

use crate::insurance::Insurance;
use crate::money::Cents;
use crate::months::{Months, Period};
use crate::rate::NominalRate;

/// Highest amount lent: a billion euros. Above, capitalised interest could leave the exact range of the arithmetic.
const MAX_AMOUNT: Cents = Cents::new(100_000_000_000);
/// Longest repayment, in months.
const MAX_MONTHS: u32 = 1200;
/// Longest time without repayment of a loan that capitalises its interest, in months.
const MAX_CAPITALISED_MONTHS: u32 = 120;

/// A loan.
#[derive(Debug, Clone, PartialEq)]
pub struct Loan {
    /// What is lent and when; the first at period 0, in order of time. Several: a purchase before completion (VEFA).
    pub drawdowns: Vec<Drawdown>,
    /// Nominal rate.
    pub rate: NominalRate,
    /// How the capital comes back.
    pub repayment: Repayment,
    /// One insurance a borrower; empty when there is none.
    pub insurance: Vec<Insurance>,
    /// Fees paid at the first drawdown.
    pub fees: Fees,
}

/// An amount lent at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawdown {
    /// When; interest runs from the next month on.
    pub period: Period,
    /// How much.
    pub amount: Cents,
}

/// How the capital comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repayment {
    /// Equal payments from the first month on.
    Constant {
        /// Number of payments.
        months: Months,
    },
    /// First a time without repayment (différé), then equal payments.
    Deferred {
        /// Time without repayment.
        deferral: Months,
        /// What becomes of the interest meanwhile: paid is a différé partiel, capitalised a différé total.
        interest: DeferredInterest,
        /// Number of payments that follow.
        months: Months,
    },
    /// The whole capital at the end (in fine, bridge).
    InFine {
        /// Months until the end.
        months: Months,
        /// What becomes of the interest meanwhile.
        interest: DeferredInterest,
    },
}

/// What becomes of interest while no capital is repaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeferredInterest {
    /// Paid each month.
    Paid,
    /// Added to the capital each month, where it bears interest.
    Capitalised,
}

/// Fees that are a condition of the credit, paid at the first drawdown (article R. 314-4 du code de la consommation).
///
/// The fees of the purchase itself (taxes, notary's deed) are not (article R. 314-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fees {
    /// Lender's fee for the file (frais de dossier).
    pub lender: Cents,
    /// Cost of the guarantee (caution or mortgage).
    pub guarantee: Cents,
    /// Broker's fee (honoraires de courtage).
    pub broker: Cents,
    /// Any other fee that is a condition of the credit.
    pub other: Cents,
}

/// Why a description is not a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoanError {
    /// The drawdowns are not in order of time from period 0 on, one a period.
    #[error("les déblocages doivent se suivre, le premier au mois 0")]
    DrawdownOrder,
    /// A drawdown is not above zero, or they are above a billion euros together.
    #[error("le montant emprunté doit être positif et d'au plus un milliard d'euros")]
    Amount,
    /// A drawdown falls once the capital is being repaid.
    #[error("déblocage au mois {period} : le remboursement a commencé")]
    LateDrawdown {
        /// Month of the drawdown.
        period: u32,
    },
    /// A length is zero or too long.
    #[error("durée de {months} mois hors bornes (de 1 à {max})")]
    Term {
        /// The length, in months.
        months: u32,
        /// The longest accepted, in months.
        max: u32,
    },
    /// A fee is negative, or fees are above a billion euros.
    #[error("les frais doivent être positifs ou nuls et d'au plus un milliard d'euros")]
    Fees,
}

impl Loan {
    /// Returns a loan drawn at once and repaid by equal payments, without insurance or fees.
    #[must_use]
    pub fn constant(principal: Cents, rate: NominalRate, months: Months) -> Self {
        Self {
            drawdowns: vec![Drawdown { period: Period::START, amount: principal }],
            rate,
            repayment: Repayment::Constant { months },
            insurance: Vec::new(),
            fees: Fees::default(),
        }
    }

    /// Returns the same loan with these fees.
    #[must_use]
    pub fn with_fees(self, fees: Fees) -> Self {
        Self { fees, ..self }
    }

    /// Returns the same loan with one more insurance.
    #[must_use]
    pub fn with_insurance(mut self, insurance: Insurance) -> Self {
        self.insurance.push(insurance);
        self
    }

    /// Returns the same loan, repaid another way.
    #[must_use]
    pub fn with_repayment(self, repayment: Repayment) -> Self {
        Self { repayment, ..self }
    }

    /// Returns the amount lent: the sum of the drawdowns.
    #[must_use]
    pub fn principal(&self) -> Cents {
        self.drawdowns.iter().map(|drawdown| drawdown.amount).sum()
    }

    /// Checks the description.
    ///
    /// # Errors
    /// [`LoanError`] names the first thing wrong.
    pub(crate) fn check(&self) -> Result<(), LoanError> {
        self.repayment.check()?;
        self.check_drawdowns()?;
        let in_range = |fee: Cents| (Cents::ZERO..=MAX_AMOUNT).contains(&fee);
        if self.fees.each().into_iter().all(in_range) { Ok(()) } else { Err(LoanError::Fees) }
    }

    fn check_drawdowns(&self) -> Result<(), LoanError> {
        let starts_at_zero = self.drawdowns.first().is_some_and(|first| first.period == Period::START);
        if !starts_at_zero || !self.drawdowns.is_sorted_by(|a, b| a.period < b.period) {
            return Err(LoanError::DrawdownOrder);
        }
        let mut left = MAX_AMOUNT;
        for drawdown in &self.drawdowns {
            if drawdown.amount <= Cents::ZERO || drawdown.amount > left {
                return Err(LoanError::Amount);
            }
            left -= drawdown.amount;
            if drawdown.period > self.repayment.last_drawdown() {
                return Err(LoanError::LateDrawdown { period: drawdown.period.index() });
            }
        }
        Ok(())
    }
}

impl Repayment {
    /// Returns the number of months from the first drawdown to the last payment.
    #[must_use]
    pub const fn total_months(self) -> Months {
        match self {
            Self::Constant { months } | Self::InFine { months, .. } => months,
            Self::Deferred { deferral, months, .. } => Months::new(deferral.get().saturating_add(months.get())),
        }
    }

    /// Returns the months at the start that repay no capital, the last of an in-fine loan included.
    pub(crate) const fn deferral(self) -> Months {
        match self {
            Self::Constant { .. } => Months::new(0),
            Self::Deferred { deferral, .. } => deferral,
            Self::InFine { months, .. } => months,
        }
    }

    /// Returns what becomes of the interest during [`Self::deferral`].
    pub(crate) const fn deferred_interest(self) -> DeferredInterest {
        match self {
            Self::Constant { .. } => DeferredInterest::Paid,
            Self::Deferred { interest, .. } | Self::InFine { interest, .. } => interest,
        }
    }

    /// Returns the last period at which capital may still be lent.
    const fn last_drawdown(self) -> Period {
        match self {
            Self::Constant { .. } => Period::START,
            Self::Deferred { deferral, .. } => Period::new(deferral.get()),
            Self::InFine { months, .. } => Period::new(months.get().saturating_sub(1)),
        }
    }

    fn check(self) -> Result<(), LoanError> {
        let within = |months: Months, max| match months.get() {
            months if (1..=max).contains(&months) => Ok(()),
            months => Err(LoanError::Term { months, max }),
        };
        if self.deferred_interest() == DeferredInterest::Capitalised {
            within(self.deferral(), MAX_CAPITALISED_MONTHS)?;
        }
        match self {
            Self::Constant { months } | Self::InFine { months, .. } => within(months, MAX_MONTHS),
            Self::Deferred { deferral, months, .. } => {
                within(deferral, MAX_MONTHS)?;
                within(months, MAX_MONTHS)
            }
        }
    }
}

impl Fees {
    /// Returns all the fees together.
    #[must_use]
    pub fn total(&self) -> Cents {
        self.each().into_iter().sum()
    }

    const fn each(&self) -> [Cents; 4] {
        [self.lender, self.guarantee, self.broker, self.other]
    }
}

#[cfg(test)]
mod tests {
    use super::{DeferredInterest, Drawdown, Fees, Loan, LoanError, Repayment};
    use crate::money::Cents;
    use crate::months::{Months, Period};
    use crate::rate::NominalRate;

    fn loan() -> Loan {
        Loan::constant(Cents::from_whole_euros(1000), NominalRate::ZERO, Months::new(12))
    }

    fn drawn(draws: &[(u32, i64)]) -> Loan {
        let drawdown = |&(period, cents)| Drawdown { period: Period::new(period), amount: Cents::new(cents) };
        let deferral = Months::new(6);
        let repayment = Repayment::Deferred { deferral, interest: DeferredInterest::Paid, months: Months::new(12) };
        Loan { drawdowns: draws.iter().map(drawdown).collect(), repayment, ..loan() }
    }

    #[test]
    fn refuses_drawdowns_out_of_order() {
        for draws in [&[][..], &[(1, 100)], &[(0, 100), (3, 100), (2, 100)], &[(0, 100), (0, 100)]] {
            assert_eq!(drawn(draws).check(), Err(LoanError::DrawdownOrder), "{draws:?}");
        }
    }

    #[test]
    fn refuses_amounts_outside_their_bounds() {
        for draws in [&[(0, 0)][..], &[(0, -100)], &[(0, i64::MAX), (1, i64::MAX)]] {
            assert_eq!(drawn(draws).check(), Err(LoanError::Amount), "{draws:?}");
        }
        assert_eq!(loan().with_fees(Fees { broker: Cents::new(-1), ..Fees::default() }).check(), Err(LoanError::Fees));
    }

    #[test]
    fn refuses_to_lend_while_repaying() {
        assert_eq!(drawn(&[(0, 100), (6, 100)]).check(), Ok(()));
        assert_eq!(drawn(&[(0, 100), (7, 100)]).check(), Err(LoanError::LateDrawdown { period: 7 }));
        let in_fine = Repayment::InFine { months: Months::new(6), interest: DeferredInterest::Paid };
        assert_eq!(drawn(&[(0, 100), (5, 100)]).with_repayment(in_fine).check(), Ok(()));
        let late = drawn(&[(0, 100), (6, 100)]).with_repayment(in_fine);
        assert_eq!(late.check(), Err(LoanError::LateDrawdown { period: 6 }));
        let constant = Repayment::Constant { months: Months::new(12) };
        let late = drawn(&[(0, 100), (1, 100)]).with_repayment(constant);
        assert_eq!(late.check(), Err(LoanError::LateDrawdown { period: 1 }));
    }

    #[test]
    fn refuses_lengths_outside_their_bounds() {
        let capitalised = DeferredInterest::Capitalised;
        for (repayment, months) in [
            (Repayment::Constant { months: Months::new(0) }, 0),
            (Repayment::Constant { months: Months::new(1201) }, 1201),
            (Repayment::InFine { months: Months::new(121), interest: capitalised }, 121),
            (Repayment::Deferred { deferral: Months::new(0), interest: capitalised, months: Months::new(12) }, 0),
        ] {
            let refused = loan().with_repayment(repayment).check();
            assert!(matches!(refused, Err(LoanError::Term { months: refused, .. }) if refused == months));
        }
    }
}

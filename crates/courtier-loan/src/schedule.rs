//! The schedule of a loan: what each month costs, to the cent.
//!
//! Interest and premiums are rounded to the cent each month, and the last payment takes what rounding left, so that
//! the capital is repaid exactly.

use crate::annuity::constant_payment;
use crate::insurance::InsuredCapital;
use crate::loan::{DeferredInterest, Loan, LoanError};
use crate::money::{Cents, Euros};
use crate::months::{Months, Period};

const MONTHS_A_YEAR: u32 = 12;

/// The schedule of a loan, one row a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pub(crate) initial_drawdown: Cents,
    pub(crate) fees: Cents,
    pub(crate) rows: Vec<ScheduleRow>,
}

/// What happens at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScheduleRow {
    /// The month.
    pub period: Period,
    /// Capital repaid, capitalised interest included.
    pub principal: Cents,
    /// Interest paid.
    pub interest: Cents,
    /// Interest added to the capital instead of being paid.
    pub capitalised_interest: Cents,
    /// Insurance premiums, required or not.
    pub insurance: Cents,
    /// The part of `insurance` that the lender requires.
    pub required_insurance: Cents,
    /// Capital lent, after the payment.
    pub drawdown: Cents,
    /// Capital owed once all this is done.
    pub outstanding: Cents,
}

impl ScheduleRow {
    /// Returns what the borrower pays, without insurance.
    #[must_use]
    pub fn payment(&self) -> Cents {
        self.principal + self.interest
    }

    /// Returns what the borrower pays, with every insurance.
    #[must_use]
    pub fn payment_with_insurance(&self) -> Cents {
        self.payment() + self.insurance
    }
}

impl Schedule {
    /// Returns the rows, from month 1 to the last payment.
    #[must_use]
    pub fn rows(&self) -> &[ScheduleRow] {
        &self.rows
    }

    /// Returns the amount lent at period 0.
    #[must_use]
    pub const fn initial_drawdown(&self) -> Cents {
        self.initial_drawdown
    }

    /// Returns the fees paid at period 0.
    #[must_use]
    pub const fn fees(&self) -> Cents {
        self.fees
    }
}

impl Loan {
    /// Returns the schedule of the loan.
    ///
    /// Interest of a month is a twelfth of the yearly rate on the capital owed at its start. The constant payment is
    /// rounded to the cent; the last one repays what is left. Premiums run from the first to the last month, on the
    /// whole amount of the loan when they are on initial capital. No text that we know sets these roundings: a lender's
    /// may differ by some cents.
    ///
    /// # Errors
    /// [`LoanError`] when the description is not a loan.
    pub fn schedule(&self) -> Result<Schedule, LoanError> {
        self.check()?;
        let initial_drawdown = self.drawn_at(Period::START);
        let mut month = MonthBuilder::new(self, initial_drawdown);
        let rows = (1..=self.repayment.total_months().get()).map(|index| month.next_row(index)).collect();
        Ok(Schedule { initial_drawdown, fees: self.fees.total(), rows })
    }

    /// Returns what is lent at a period.
    fn drawn_at(&self, period: Period) -> Cents {
        let found = self.drawdowns.binary_search_by_key(&period, |drawdown| drawdown.period).ok();
        found.and_then(|index| self.drawdowns.get(index)).map_or(Cents::ZERO, |drawdown| drawdown.amount)
    }
}

/// Makes the rows one after the other.
struct MonthBuilder<'a> {
    loan: &'a Loan,
    monthly_rate: f64,
    last_month: u32,
    deferral: u32,
    /// Owed at the start of the month.
    capital: InsuredCapital,
    /// Constant payment; known when the repayment starts.
    payment: Cents,
}

impl<'a> MonthBuilder<'a> {
    fn new(loan: &'a Loan, initial_drawdown: Cents) -> Self {
        Self {
            loan,
            monthly_rate: loan.rate.monthly_fraction(),
            last_month: loan.repayment.total_months().get(),
            deferral: loan.repayment.deferral().get(),
            capital: InsuredCapital {
                initial: loan.principal(),
                outstanding: initial_drawdown,
                at_anniversary: initial_drawdown,
            },
            payment: Cents::ZERO,
        }
    }

    fn next_row(&mut self, index: u32) -> ScheduleRow {
        if (index - 1).is_multiple_of(MONTHS_A_YEAR) {
            self.capital.at_anniversary = self.capital.outstanding;
        }
        let owed = self.capital.outstanding;
        let (insurance, required_insurance) = self.premiums();
        let due = Euros::new(owed.to_euros().get() * self.monthly_rate).to_cents();
        let capitalises =
            index <= self.deferral && self.loan.repayment.deferred_interest() == DeferredInterest::Capitalised;
        let (interest, capitalised_interest) = if capitalises { (Cents::ZERO, due) } else { (due, Cents::ZERO) };
        let principal = self.repaid(index, owed + capitalised_interest, due);
        let drawdown = self.loan.drawn_at(Period::new(index));
        let outstanding = owed + capitalised_interest - principal + drawdown;
        self.capital.outstanding = outstanding;
        ScheduleRow {
            period: Period::new(index),
            principal,
            interest,
            capitalised_interest,
            insurance,
            required_insurance,
            drawdown,
            outstanding,
        }
    }

    /// Returns the capital repaid at the end of a month in which `owed` is owed and `due` of interest.
    fn repaid(&mut self, index: u32, owed: Cents, due: Cents) -> Cents {
        if index == self.last_month {
            return owed;
        }
        if index <= self.deferral {
            return Cents::ZERO;
        }
        if index == self.deferral + 1 {
            let months = Months::new(self.last_month - self.deferral);
            self.payment = constant_payment(owed.to_euros(), self.loan.rate, months).to_cents();
        }
        // Never under the interest, which is no more than the first month's; a tiny loan's payment, rounded up, may
        // repay everything before the end.
        (self.payment - due).min(owed)
    }

    /// Returns the premiums of the month: all of them, then the required ones.
    fn premiums(&self) -> (Cents, Cents) {
        self.loan.insurance.iter().fold((Cents::ZERO, Cents::ZERO), |(all, required), insurance| {
            let premium = insurance.premium(self.capital);
            (all + premium, if insurance.required { required + premium } else { required })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ScheduleRow;
    use crate::loan::{DeferredInterest, Loan, Repayment};
    use crate::money::Cents;
    use crate::months::Months;
    use crate::rate::NominalRate;

    /// Rows of a loan of 100,000 euros at 3 %, on which the first month of interest is 250 euros.
    fn rows(repayment: Repayment) -> Vec<ScheduleRow> {
        let loan =
            Loan::constant(Cents::from_whole_euros(100_000), NominalRate::from_percent(3.0).unwrap(), Months::new(1));
        loan.with_repayment(repayment).schedule().unwrap().rows().to_vec()
    }

    #[test]
    fn splits_a_payment_into_interest_and_principal() {
        let rows = rows(Repayment::Constant { months: Months::new(120) });
        let first = rows[0];
        assert_eq!((first.interest, first.principal), (Cents::new(25_000), Cents::new(71_561)));
        assert_eq!(first.outstanding, Cents::new(9_928_439));
        // A twelfth of 3 % of what is left, to the cent.
        assert_eq!(rows[1].interest, Cents::new(24_821));
    }

    #[test]
    fn capitalises_interest_before_repaying() {
        let rows = rows(Repayment::Deferred {
            deferral: Months::new(12),
            interest: DeferredInterest::Capitalised,
            months: Months::new(120),
        });
        assert!(rows[..12].iter().all(|row| row.payment() == Cents::ZERO));
        assert_eq!(rows[1].capitalised_interest, Cents::new(25_063));
        // 100,000 x 1.0025^12, give or take half a cent a month.
        assert!((rows[11].outstanding - Cents::new(10_304_160)).get().abs() <= 6);
        assert_eq!(rows[12].payment(), Cents::new(99_498));
    }

    #[test]
    fn stops_when_rounded_payments_repay_a_tiny_loan_early() {
        let rows = Loan::constant(Cents::new(400), NominalRate::ZERO, Months::new(240)).schedule().unwrap().rows;
        assert_eq!((rows[199].payment(), rows[199].outstanding), (Cents::new(2), Cents::ZERO));
        assert!(rows[200..].iter().all(|row| row.payment() == Cents::ZERO && row.outstanding == Cents::ZERO));
    }

    #[test]
    fn repays_a_bridge_with_its_interest_at_the_end() {
        let interest = DeferredInterest::Capitalised;
        let rows = rows(Repayment::InFine { months: Months::new(12), interest });
        assert!(rows[..11].iter().all(|row| row.payment() == Cents::ZERO));
        assert!((rows[11].payment() - Cents::new(10_304_160)).get().abs() <= 6);
        assert_eq!((rows[11].interest, rows[11].outstanding), (Cents::ZERO, Cents::ZERO));
    }
}

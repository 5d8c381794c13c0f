//! A schedule year by year: for charts and summaries.

use crate::money::Cents;
use crate::schedule::{Schedule, ScheduleRow};

const MONTHS_A_YEAR: usize = 12;

/// Twelve months of a schedule from the first drawdown or one of its anniversaries; fewer when the loan ends before.
/// Not a year of the calendar. Fees, paid at the first drawdown, are in no year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScheduleYear {
    /// Number of the year, from 1.
    pub year: u32,
    /// Capital repaid, capitalised interest included.
    pub principal: Cents,
    /// Interest paid.
    pub interest: Cents,
    /// Interest added to the capital instead of being paid.
    pub capitalised_interest: Cents,
    /// Insurance premiums, required or not.
    pub insurance: Cents,
    /// Capital lent after the first drawdown.
    pub drawdown: Cents,
    /// Capital owed at the end of the year.
    pub outstanding: Cents,
}

impl Schedule {
    /// Returns the years of the schedule in order, amounts in cents: what each of their months adds up to.
    #[must_use]
    pub fn years(&self) -> Vec<ScheduleYear> {
        self.rows().chunks(MONTHS_A_YEAR).zip(1..).filter_map(|(rows, year)| ScheduleYear::of(rows, year)).collect()
    }
}

impl ScheduleYear {
    /// Adds up the months of a year; `None` without any.
    fn of(rows: &[ScheduleRow], year: u32) -> Option<Self> {
        let sum = |amount: fn(&ScheduleRow) -> Cents| rows.iter().map(amount).sum();
        Some(Self {
            year,
            principal: sum(|row| row.principal),
            interest: sum(|row| row.interest),
            capitalised_interest: sum(|row| row.capitalised_interest),
            insurance: sum(|row| row.insurance),
            drawdown: sum(|row| row.drawdown),
            outstanding: rows.last()?.outstanding,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::ScheduleYear;
    use crate::insurance::Insurance;
    use crate::loan::Loan;
    use crate::money::Cents;
    use crate::months::Months;
    use crate::rate::{InsuranceRate, NominalRate};

    /// Returns the years of 200,000 euros at 3.5 % and 0.34 %.
    fn years(months: u32) -> Vec<ScheduleYear> {
        let rate = NominalRate::from_percent(3.5).unwrap();
        let insurance = Insurance::on_initial_capital(InsuranceRate::from_percent(0.34).unwrap());
        let loan = Loan::constant(Cents::from_whole_euros(200_000), rate, Months::new(months));
        loan.with_insurance(insurance).schedule().unwrap().years()
    }

    #[test]
    fn adds_up_twelve_months() {
        let years = years(240);
        assert_eq!(years.len(), 20);
        let first = ScheduleYear {
            year: 1,
            principal: Cents::new(703_113),
            interest: Cents::new(688_791),
            capitalised_interest: Cents::ZERO,
            insurance: Cents::new(12 * 5667),
            drawdown: Cents::ZERO,
            outstanding: Cents::new(19_296_887),
        };
        assert_eq!(years[0], first);
        assert_eq!((years[7].year, years[7].outstanding), (8, Cents::new(13_622_806)));
        assert_eq!(years[19].outstanding, Cents::ZERO);
    }

    #[test]
    fn ends_with_a_shorter_year() {
        let years = years(38);
        assert_eq!(years.len(), 4);
        assert_eq!((years[3].year, years[3].insurance), (4, Cents::new(2 * 5667)));
    }
}

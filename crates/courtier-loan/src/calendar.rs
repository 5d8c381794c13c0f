//! The time between two dates, in years, as the TAEG counts it.
//!
//! No day-count convention of a market, no business days.

use chrono::{Datelike as _, Months as CalendarMonths, NaiveDate};

const MONTHS_A_YEAR: u32 = 12;

/// The period that whole intervals are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntervalUnit {
    /// Normalised months: a twelfth of a year each, whatever their number of days.
    Month,
    /// Whole years.
    Year,
}

/// The time between two dates: whole units, then residual days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// What `whole` counts.
    pub unit: IntervalUnit,
    /// Number of whole units.
    pub whole: u32,
    /// Days left, the first excluded and the last included.
    pub days: u32,
    /// Days of the year that the residual days belong to: 365 or 366.
    pub year_days: u32,
}

/// Why two dates have no interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The end comes before the start.
    #[error("la date `{end}` précède le premier déblocage du `{start}`")]
    Reversed {
        /// First drawdown.
        start: NaiveDate,
        /// Date that should follow it.
        end: NaiveDate,
    },
    /// A date that the calendar cannot represent.
    #[error("date hors du calendrier")]
    OutOfRange,
}

impl Interval {
    /// Returns the time from `start` (first drawdown) to `end`, in whole units and days.
    ///
    /// Whole units are counted **backward from `end`**; the days left are divided by the length of the year that ends
    /// at the residual boundary. Month ends: when both dates are the last day of their month, the interval is a whole
    /// number of months, so 31 January to 29 February is one month. The texts do not settle that case; décret 2002-928
    /// counts 28 February to 31 March as one month in its fifth example, and a borrower who pays every month end pays
    /// monthly. Otherwise a day that a month lacks is that month's last day.
    ///
    /// # Errors
    /// [`CalendarError`] when `end` precedes `start` or a date leaves the calendar.
    ///
    /// **Source:** Directive 2014/17/EU annex I part I remark (c), and SWD(2012)128 section 4.1.1 for its reading.
    pub fn between(start: NaiveDate, end: NaiveDate, unit: IntervalUnit) -> Result<Self, CalendarError> {
        if end < start {
            return Err(CalendarError::Reversed { start, end });
        }
        let unit_months = match unit {
            IntervalUnit::Month => 1,
            IntervalUnit::Year => MONTHS_A_YEAR,
        };
        let apart = month_number(end).abs_diff(month_number(start));
        if is_month_end(start) && is_month_end(end) && apart.is_multiple_of(unit_months) {
            return Ok(Self { unit, whole: apart / unit_months, days: 0, year_days: 365 });
        }
        let mut whole = apart / unit_months;
        if months_before(end, whole * unit_months)? < start {
            whole -= 1;
        }
        let boundary = months_before(end, whole * unit_months)?;
        let year_before = months_before(boundary, MONTHS_A_YEAR)?;
        Ok(Self { unit, whole, days: days_between(start, boundary), year_days: days_between(year_before, boundary) })
    }

    /// Returns the interval in years: twelve normalised months each, residual days over the length of their year.
    ///
    /// **Source:** as [`Self::between`].
    #[must_use]
    pub fn years(&self) -> f64 {
        let units_a_year = match self.unit {
            IntervalUnit::Month => f64::from(MONTHS_A_YEAR),
            IntervalUnit::Year => 1.0,
        };
        f64::from(self.whole) / units_a_year + f64::from(self.days) / f64::from(self.year_days)
    }
}

fn months_before(date: NaiveDate, months: u32) -> Result<NaiveDate, CalendarError> {
    date.checked_sub_months(CalendarMonths::new(months)).ok_or(CalendarError::OutOfRange)
}

/// Returns the days from `start` to a later or equal `end`.
fn days_between(start: NaiveDate, end: NaiveDate) -> u32 {
    start.num_days_from_ce().abs_diff(end.num_days_from_ce())
}

fn is_month_end(date: NaiveDate) -> bool {
    date.succ_opt().is_none_or(|next| next.month() != date.month())
}

/// Numbers the months of the calendar, so that their difference is a number of months.
fn month_number(date: NaiveDate) -> i32 {
    date.year() * MONTHS_A_YEAR.cast_signed() + date.month0().cast_signed()
}

#[cfg(test)]
mod tests {
    use super::{CalendarError, Interval, IntervalUnit};
    use chrono::{Days, NaiveDate};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn months(start: &str, end: &str) -> (u32, u32, u32) {
        let interval = Interval::between(date(start), date(end), IntervalUnit::Month).unwrap();
        (interval.whole, interval.days, interval.year_days)
    }

    #[test]
    fn counts_month_ends_as_whole_months() {
        assert_eq!(months("2024-01-31", "2024-02-29").0, 1);
        assert_eq!(months("2023-02-28", "2023-03-31").0, 1);
        assert_eq!(months("2024-01-31", "2024-04-30").0, 3);
        assert_eq!(months("2024-01-31", "2024-01-31").0, 0);
        assert_eq!(months("2024-01-31", "2025-01-31").0, 12);
    }

    #[test]
    fn counts_days_when_one_date_only_is_a_month_end() {
        assert_eq!(months("2024-01-30", "2024-02-29"), (0, 30, 366));
        assert_eq!(months("2024-02-28", "2024-03-31"), (1, 1, 366));
    }

    #[test]
    fn refuses_an_end_before_the_start() {
        let (start, end) = (date("2024-02-02"), date("2024-02-01"));
        let refused = Interval::between(start, end, IntervalUnit::Month);
        assert_eq!(refused, Err(CalendarError::Reversed { start, end }));
    }

    proptest! {
        #[test]
        fn never_goes_back_when_the_end_moves_on(start in 0_u64..20_000, length in 0_u64..12_000) {
            let origin = date("1990-01-01");
            let start = origin + Days::new(start);
            let here = Interval::between(start, start + Days::new(length), IntervalUnit::Month).unwrap();
            let later = Interval::between(start, start + Days::new(length + 40), IntervalUnit::Month).unwrap();
            prop_assert!(later.years() > here.years());
            prop_assert!(here.days <= 31 && matches!(here.year_days, 365 | 366));
        }

        #[test]
        fn is_close_to_the_elapsed_days(start in 0_u64..20_000, length in 0_u64..12_000) {
            let start = date("1990-01-01") + Days::new(start);
            let years = Interval::between(start, start + Days::new(length), IntervalUnit::Month).unwrap().years();
            prop_assert!((years - length as f64 / 365.25).abs() < 3.5 / 365.0);
        }

        #[test]
        fn counts_the_same_day_of_later_months_as_whole(day in 1_u32..=28, months in 0_u32..480) {
            let start = NaiveDate::from_ymd_opt(2024, 3, day).unwrap();
            let end = start + chrono::Months::new(months);
            let interval = Interval::between(start, end, IntervalUnit::Month).unwrap();
            prop_assert_eq!((interval.whole, interval.days), (months, 0));
        }
    }
}

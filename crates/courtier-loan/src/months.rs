//! Time in months: a length, and a position on the schedule.

/// A length of time, in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Months(u32);

/// A position on a monthly schedule: the end of month `k` after the first drawdown, which is period 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Period(u32);

impl Months {
    /// Returns the length of so many months.
    #[must_use]
    pub const fn new(months: u32) -> Self {
        Self(months)
    }

    /// Returns the number of months.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Period {
    /// The first drawdown.
    pub const START: Self = Self(0);

    /// Returns the end of month `index`.
    #[must_use]
    pub const fn new(index: u32) -> Self {
        Self(index)
    }

    /// Returns the number of months since the first drawdown.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0
    }

    /// Returns the time since the first drawdown, in years: `k / 12` exactly, whatever the calendar.
    ///
    /// **Source:** annexe à l'article R. 314-3 du code de la consommation, remark (c): twelve normalised months a year.
    #[must_use]
    pub fn years(self) -> f64 {
        f64::from(self.0) / 12.0
    }
}

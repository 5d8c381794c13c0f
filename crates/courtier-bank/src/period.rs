//! The time for which a line of the tables holds.

use chrono::NaiveDate;

/// First and last day; `None` where there is no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
}

impl Period {
    /// Says whether the day is in the period; without a day, whether the period has no end.
    pub(crate) fn contains(self, day: Option<NaiveDate>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to),
            None => self.to.is_none(),
        }
    }

    /// Says whether the last day is before the first.
    pub(crate) fn is_backwards(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }

    /// Says whether a day is in both periods.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        let starts_in_time = |a: Self, b: Self| b.to.is_none_or(|to| a.from.is_none_or(|from| from <= to));
        starts_in_time(self, other) && starts_in_time(other, self)
    }

    /// Says whether every day of `other` is in this period.
    pub(crate) fn covers(self, other: Self) -> bool {
        let from = self.from.is_none_or(|from| other.from.is_some_and(|other| from <= other));
        let to = self.to.is_none_or(|to| other.to.is_some_and(|other| other <= to));
        from && to
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    fn period(from: &str, to: &str) -> Period {
        Period { from: from.parse().ok(), to: to.parse().ok() }
    }

    #[test]
    fn has_both_its_days() {
        let year = period("2023-01-01", "2023-12-31");
        let inside = |day: &str| year.contains(day.parse().ok());
        assert!(inside("2023-01-01") && inside("2023-12-31"));
        assert!(!inside("2022-12-31") && !inside("2024-01-01"));
    }

    #[test]
    fn holds_without_a_day_while_it_has_no_end() {
        assert!(period("2024-01-01", "").contains(None));
        assert!(!period("", "2023-12-31").contains(None));
    }

    #[test]
    fn tells_overlaps_and_covers() {
        let (before, after, always) = (period("", "2023-12-31"), period("2024-01-01", ""), period("", ""));
        assert!(!before.overlaps(after) && !after.overlaps(before));
        assert!(period("", "2024-01-01").overlaps(after) && always.overlaps(before));
        assert!(always.covers(after) && after.covers(after) && before.covers(period("2020-01-01", "2023-12-31")));
        assert!(!after.covers(always) && !before.covers(after) && !before.covers(period("2020-01-01", "")));
    }
}

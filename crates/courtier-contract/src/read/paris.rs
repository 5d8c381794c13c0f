//! From Paris wall-clock time to UTC.
//!
//! Source timestamps carry no zone. Looking each one up in the zone's list of transitions would be the dearest part of
//! reading a row, so the offsets are laid out once, a month an entry: Paris has never changed its clocks twice in a
//! month since 1970. Outside the table, `chrono-tz` is asked.

use std::sync::LazyLock;

use chrono::{DateTime, LocalResult, NaiveDate, Offset as _, TimeZone as _};
use chrono_tz::Europe::Paris;

/// First year of the table.
const FIRST_YEAR: u16 = 1970;
/// First year after the table.
const END_YEAR: u16 = 2100;

/// The offsets of each month of the table. Computed from `chrono-tz` at first use, then never changed.
static MONTHS: LazyLock<Vec<Month>> = LazyLock::new(|| {
    (FIRST_YEAR..END_YEAR).flat_map(|year| (1..=12).map(move |month| Month::of(year, month))).collect()
});

/// How local time maps to UTC in one month, all in seconds.
#[derive(Clone, Copy)]
struct Month {
    /// Local time, as seconds since 1970-01-01 on the wall clock, from which `offset_before` no longer holds.
    before_until: i64,
    /// Local time from which `offset_after` holds. In spring it is later than `before_until`: the hour between does not
    /// exist. In autumn it is earlier: the hour between exists twice, and the first is taken.
    after_from: i64,
    /// Local time minus UTC before the change.
    offset_before: i32,
    /// Local time minus UTC after the change.
    offset_after: i32,
}

/// Returns the UTC instant, in seconds since the epoch, of a wall-clock time in Paris, or `None` when the clocks jump
/// over it. `local_secs` counts from 1970-01-01 00:00 on the wall clock; `year` and `month` are its own.
pub(super) fn to_utc_secs(year: u16, month: u8, local_secs: i64) -> Option<i64> {
    let position = year.checked_sub(FIRST_YEAR).map(|years| usize::from(years) * 12 + usize::from(month) - 1);
    match position.and_then(|position| MONTHS.get(position)) {
        Some(month) => month.to_utc_secs(local_secs),
        None => to_utc_secs_by_rules(local_secs),
    }
}

/// The same for any year, slowly.
fn to_utc_secs_by_rules(local_secs: i64) -> Option<i64> {
    let local = DateTime::from_timestamp(local_secs, 0)?.naive_utc();
    match Paris.from_local_datetime(&local) {
        LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => Some(instant.timestamp()),
        LocalResult::None => None,
    }
}

impl Month {
    /// Finds the change of clocks in a month, if any, by bisection.
    fn of(year: u16, month: u8) -> Self {
        let start = month_start(year, month);
        let end = if month == 12 { month_start(year + 1, 1) } else { month_start(year, month + 1) };
        // Paris is ahead of UTC by 0 to 2 hours: these instants are in the local month or just before it.
        let (mut before, mut after) = (start - 2 * 3600, end - 2 * 3600 - 1);
        let (offset_before, offset_after) = (offset_at(before), offset_at(after));
        if offset_before == offset_after {
            return Self { before_until: i64::MAX, after_from: i64::MAX, offset_before, offset_after };
        }
        while after - before > 1 {
            let middle = before.midpoint(after);
            if offset_at(middle) == offset_before {
                before = middle;
            } else {
                after = middle;
            }
        }
        Self {
            before_until: after + i64::from(offset_before),
            after_from: after + i64::from(offset_after),
            offset_before,
            offset_after,
        }
    }

    fn to_utc_secs(self, local_secs: i64) -> Option<i64> {
        if local_secs < self.before_until {
            Some(local_secs - i64::from(self.offset_before))
        } else if local_secs >= self.after_from {
            Some(local_secs - i64::from(self.offset_after))
        } else {
            None
        }
    }
}

/// Returns the first second of a month, as if it were UTC.
fn month_start(year: u16, month: u8) -> i64 {
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), 1)
        .map_or(0, |day| i64::from(day.to_epoch_days()) * 86_400)
}

/// Returns local time minus UTC, in seconds, at a UTC instant.
fn offset_at(utc_secs: i64) -> i32 {
    let utc = DateTime::from_timestamp(utc_secs, 0).unwrap_or_default().naive_utc();
    Paris.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}

//! Paris wall-clock time against `chrono-tz`, inside and outside the precomputed years.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, TimeZone as _};
use chrono_tz::Europe::Paris;
use courtier_contract::{Cell, LogicalType, Rule, Value};
use proptest::prelude::{prop_assert_eq, proptest};

use crate::column;

/// What `chrono-tz` makes of a local time.
fn expected(local: NaiveDateTime) -> Cell<'static> {
    match Paris.from_local_datetime(&local) {
        LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => {
            Cell { value: Some(Value::Timestamp(instant.timestamp_micros())), broken: None }
        }
        LocalResult::None => Cell { value: None, broken: Some(Rule::HeureInexistante) },
    }
}

fn text(local: NaiveDateTime) -> String {
    local.format("%Y-%m-%d %H:%M:%S").to_string()
}

#[test]
fn takes_the_first_of_two_hours_in_autumn() {
    let read = column(LogicalType::Timestamp).read("2023-10-29 02:30:00");
    // 02:30 summer time is 00:30 UTC; the second 02:30 is an hour later.
    assert_eq!(read.value, Some(Value::Timestamp(1_698_539_400_000_000)));
    assert_eq!(read.broken, None);
}

#[test]
fn refuses_the_hour_that_spring_skips() {
    let timestamp = column(LogicalType::Timestamp);
    for (cell, exists) in [
        ("2024-03-31 01:59:59", true),
        ("2024-03-31 02:00:00", false),
        ("2024-03-31 02:59:59", false),
        ("2024-03-31 03:00:00", true),
        ("2024-03-31T02:30:00Z", true),
    ] {
        let read = timestamp.read(cell);
        assert_eq!(read.broken, (!exists).then_some(Rule::HeureInexistante), "{cell}");
        assert_eq!(read.value.is_some(), exists, "{cell}");
    }
}

/// Midnight of every day from the year before the table to the year after it, and every half hour of the days around a
/// change of clocks.
#[test]
fn agrees_with_chrono_tz_around_every_change_of_clocks() {
    let timestamp = column(LogicalType::Timestamp);
    let mut day = NaiveDate::from_ymd_opt(1969, 1, 1).unwrap();
    while day < NaiveDate::from_ymd_opt(2101, 1, 1).unwrap() {
        let changes = Paris.offset_from_utc_date(&day) != Paris.offset_from_utc_date(&day.succ_opt().unwrap());
        // Hours only matter on the days around a change of clocks.
        let half_hours = if changes { 96 } else { 1 };
        for half_hour in 0..half_hours {
            let local = day.and_hms_opt(0, 0, 0).unwrap() + chrono::TimeDelta::minutes(30 * half_hour);
            assert_eq!(timestamp.read(&text(local)), expected(local), "{local}");
        }
        day = day.succ_opt().unwrap();
    }
}

proptest! {
    #[test]
    fn converts_a_random_instant_as_chrono_tz_does(secs in -2_000_000_000_i64..7_500_000_000) {
        let local = Paris.from_utc_datetime(&DateTime::from_timestamp(secs, 0).unwrap().naive_utc()).naive_local();
        let text = text(local);
        prop_assert_eq!(column(LogicalType::Timestamp).read(&text), expected(local));
    }

    #[test]
    fn converts_a_random_wall_clock_time_as_chrono_tz_does(
        year in 1900_i32..2200, month in 1_u32..13, day in 1_u32..29, hour in 0_u32..24, secs in 0_u32..3600,
    ) {
        let local = NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, secs / 60, secs % 60).unwrap();
        let text = text(local);
        prop_assert_eq!(column(LogicalType::Timestamp).read(&text), expected(local));
    }
}

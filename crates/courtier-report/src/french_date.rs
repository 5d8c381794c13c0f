//! Instants as French days.

use chrono::{DateTime, Datelike};
use chrono_tz::Europe::Paris;
use courtier_core::french::MONTHS;

/// Returns the day in Paris of an RFC 3339 instant, such as `1er février 2024`. `None` when the text is no instant.
///
/// Paris is where the usury threshold of a day applies.
pub(crate) fn paris_day(instant: &str) -> Option<String> {
    let day = DateTime::parse_from_rfc3339(instant).ok()?.with_timezone(&Paris).date_naive();
    let month = usize::try_from(day.month0()).ok().and_then(|index| MONTHS.get(index))?;
    let ordinal = if day.day() == 1 { "er" } else { "" };
    Some(format!("{}{ordinal}\u{a0}{month}\u{a0}{}", day.day(), day.year()))
}

#[cfg(test)]
mod tests {
    use super::paris_day;

    #[test]
    fn tells_the_day_of_paris() {
        assert_eq!(paris_day("2024-02-03T10:11:12Z").unwrap(), "3\u{a0}février\u{a0}2024");
        assert_eq!(paris_day("2024-07-31T22:00:00Z").unwrap(), "1er\u{a0}août\u{a0}2024");
        assert_eq!(paris_day("2024-12-31T22:59:59.123Z").unwrap(), "31\u{a0}décembre\u{a0}2024");
    }

    #[test]
    fn refuses_what_is_no_instant() {
        assert_eq!(paris_day("2024-02-30T10:11:12Z"), None);
        assert_eq!(paris_day("hier"), None);
    }
}

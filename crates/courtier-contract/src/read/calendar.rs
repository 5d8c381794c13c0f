//! Days: `2023-10-20` and `20/10/2023`.

use chrono::NaiveDate;

/// A day that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    /// Year, 0 to 9999.
    pub(super) year: u16,
    /// Month, 1 to 12.
    pub(super) month: u8,
    /// Days since 1970-01-01.
    pub(super) since_epoch: i32,
}

/// Reads a day; `None` when the text is not one.
pub(super) fn date(text: &str) -> Option<i32> {
    match split_day(text.as_bytes())? {
        (day, []) => Some(day.since_epoch),
        _ => None,
    }
}

/// Reads the day at the start of `bytes` and returns what follows it.
pub(super) fn split_day(bytes: &[u8]) -> Option<(Day, &[u8])> {
    let (digits, rest) = bytes.split_first_chunk::<10>()?;
    let [a, b, c, d, e, f, g, h, i, j] = *digits;
    let day = if e == b'-' && h == b'-' {
        Day::new([a, b, c, d], [f, g], [i, j])
    } else if c == b'/' && f == b'/' {
        Day::new([g, h, i, j], [d, e], [a, b])
    } else {
        None
    }?;
    Some((day, rest))
}

/// Reads two digits.
pub(super) fn two_digits([tens, ones]: [u8; 2]) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}

impl Day {
    fn new([a, b, c, d]: [u8; 4], month: [u8; 2], day: [u8; 2]) -> Option<Self> {
        let year = u16::from(two_digits([a, b])?) * 100 + u16::from(two_digits([c, d])?);
        let month = two_digits(month)?;
        let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(two_digits(day)?))?;
        Some(Self { year, month, since_epoch: date.to_epoch_days() })
    }
}

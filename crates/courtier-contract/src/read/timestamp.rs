//! Instants: `2023-10-20 04:44:34`, ISO 8601 with or without offset, and the French `20/10/2023 04:44`.

use super::calendar::{Day, split_day, two_digits};
use super::paris;
use crate::Rule;

const MICROS_PER_SEC: i64 = 1_000_000;

/// Reads an instant as microseconds since the epoch, UTC.
pub(super) fn timestamp(text: &str) -> Result<i64, Rule> {
    let (day, rest) = split_day(text.as_bytes()).ok_or(Rule::TypeInvalide)?;
    let Time { secs, micros, zone } = Time::read(rest).ok_or(Rule::TypeInvalide)?;
    let local_secs = i64::from(day.since_epoch) * 86_400 + secs;
    let utc_secs = match zone {
        Some(offset_secs) => local_secs - offset_secs,
        None => in_paris(day, local_secs)?,
    };
    Ok(utc_secs * MICROS_PER_SEC + micros)
}

fn in_paris(day: Day, local_secs: i64) -> Result<i64, Rule> {
    paris::to_utc_secs(day.year, day.month, local_secs).ok_or(Rule::HeureInexistante)
}

/// What follows the day.
struct Time {
    /// Seconds since midnight.
    secs: i64,
    /// Microseconds of the second.
    micros: i64,
    /// Local time minus UTC in seconds, when written.
    zone: Option<i64>,
}

impl Time {
    /// Reads nothing (midnight), or a blank or `T`, hours, minutes, and optional seconds, fraction and offset.
    fn read(bytes: &[u8]) -> Option<Self> {
        let [separator, rest @ ..] = bytes else {
            return Some(Self { secs: 0, micros: 0, zone: None });
        };
        let ([h, i, b':', j, k], rest) = rest.split_first_chunk::<5>()? else { return None };
        if !matches!(separator, b' ' | b'T') {
            return None;
        }
        let hours = two_digits([*h, *i]).filter(|&hours| hours < 24)?;
        let minutes = two_digits([*j, *k]).filter(|&minutes| minutes < 60)?;
        let (seconds, micros, rest) = match rest {
            [b':', l, m, rest @ ..] => {
                let (micros, rest) = fraction(rest)?;
                (two_digits([*l, *m]).filter(|&seconds| seconds < 60)?, micros, rest)
            }
            _ => (0, 0, rest),
        };
        let secs = i64::from(hours) * 3600 + i64::from(minutes) * 60 + i64::from(seconds);
        let zone = if rest.is_empty() { None } else { Some(offset_secs(rest)?) };
        Some(Self { secs, micros, zone })
    }
}

/// Reads an optional `.` or `,` with digits; returns microseconds and what follows.
fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let [b'.' | b',', digits @ ..] = bytes else { return Some((0, bytes)) };
    let len = digits.iter().take_while(|digit| digit.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at_checked(len).filter(|(digits, _)| !digits.is_empty())?;
    let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(6);
    Some((padded.fold(0, |micros, digit| micros * 10 + i64::from(digit - b'0')), rest))
}

/// Reads `Z`, `+02:00`, `+0200` or `+02`; returns local time minus UTC in seconds.
fn offset_secs(bytes: &[u8]) -> Option<i64> {
    let (sign, digits) = match bytes {
        b"Z" | b"z" => return Some(0),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match *digits {
        [a, b] => (two_digits([a, b])?, 0),
        [a, b, c, d] | [a, b, b':', c, d] => (two_digits([a, b])?, two_digits([c, d])?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then(|| sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60))
}

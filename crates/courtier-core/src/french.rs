//! Numbers as French people read them: decimal comma, groups of three digits, the plural from two on.

/// The months, in order.
pub const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// Between groups of digits: a narrow no-break space.
const GROUP: char = '\u{202f}';

/// Writes a number with so many decimals; one that rounds to zero has no sign.
#[must_use]
pub fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let sign = if value < 0.0 && !is_zero { "-" } else { "" };
    let whole = grouped(whole);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{fraction}") }
}

/// Writes a count.
#[must_use]
pub fn count(number: impl TryInto<i128>) -> String {
    let Ok(number) = number.try_into() else { return String::new() };
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&number.unsigned_abs().to_string()))
}

/// Writes an amount in euros, to the cent.
#[must_use]
pub fn euros(amount: f64) -> String {
    format!("{}\u{a0}€", decimal(amount, 2))
}

/// Writes a percentage with so many decimals.
#[must_use]
pub fn percent(value: f64, decimals: usize) -> String {
    format!("{}\u{a0}%", decimal(value, decimals))
}

/// Writes a share, 0 to 1, as a percentage to the tenth. What would round to 0 or 100 without being it is said as such.
#[must_use]
pub fn share(part: f64) -> String {
    match part * 100.0 {
        value if value > 0.0 && value < 0.05 => format!("moins de {}", percent(0.1, 1)),
        value if (99.95..100.0).contains(&value) => format!("plus de {}", percent(99.9, 1)),
        value if value == 0.0 || value == 100.0 => percent(value, 0),
        value => percent(value, 1),
    }
}

/// Writes a number with so many decimals at most: none when it is whole.
#[must_use]
pub fn bare(value: f64, most_decimals: usize) -> String {
    let text = decimal(value, most_decimals);
    if text.contains(',') { text.trim_end_matches('0').trim_end_matches(',').to_owned() } else { text }
}

/// Writes a difference of percentages, in points.
#[must_use]
pub fn points(gap: f64, decimals: usize) -> String {
    format!("{} {}", decimal(gap, decimals), if gap.abs() < 2.0 { "point" } else { "points" })
}

/// Writes a count with what it counts.
#[must_use]
pub fn plural(number: usize, one: &str, several: &str) -> String {
    format!("{} {}", count(number as u64), if number < 2 { one } else { several })
}

/// Names the month of `YYYY-MM`: "octobre 2023". `None` for another text.
#[must_use]
pub fn month(text: &str) -> Option<String> {
    let (year, month) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    let year: u32 = year.parse().ok()?;
    let number: usize = month.parse().ok()?;
    Some(format!("{} {year}", MONTHS.get(number.checked_sub(1)?)?))
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{bare, count, decimal, euros, month, percent, plural, points, share};

    #[test]
    fn writes_numbers_with_a_comma_and_groups() {
        assert_eq!(decimal(1_234_567.891, 2), "1\u{202f}234\u{202f}567,89");
        assert_eq!((decimal(-0.001, 2), decimal(-12.5, 1)), ("0,00".into(), "-12,5".into()));
        assert_eq!((euros(999.999), percent(4.1, 2)), ("1\u{202f}000,00\u{a0}€".into(), "4,10\u{a0}%".into()));
    }

    #[test]
    fn never_rounds_a_share_to_none_or_all() {
        let shown = [0.408, 0.0, 1.0, 0.0001, 0.9999].map(share);
        let expected = ["40,8", "0", "100", "moins de 0,1", "plus de 99,9"].map(|text| format!("{text}\u{a0}%"));
        assert_eq!(shown, expected);
    }

    #[test]
    fn drops_decimals_of_whole_numbers() {
        assert_eq!([bare(36.0, 1), bare(36.54, 1), bare(1_200.0, 0)], ["36", "36,5", "1\u{202f}200"]);
    }

    #[test]
    fn names_months() {
        assert_eq!(month("2023-10").as_deref(), Some("octobre 2023"));
        assert_eq!(["2023-13", "2023-00", "x", ""].map(month), [const { None }; 4]);
    }

    #[test]
    fn groups_the_digits_of_counts() {
        assert_eq!(count(183_496), "183\u{202f}496");
        assert_eq!((count(0), count(999), count(-1_234)), ("0".into(), "999".into(), "-1\u{202f}234".into()));
    }

    #[test]
    fn takes_the_plural_from_two_on() {
        assert_eq!((plural(1, "mois", "mois"), plural(2, "prêt", "prêts")), ("1 mois".into(), "2 prêts".into()));
        assert_eq!((points(1.99, 2), points(-2.0, 1)), ("1,99 point".into(), "-2,0 points".into()));
    }
}

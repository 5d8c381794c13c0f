//! Numbers: a decimal comma, groups of three digits, a space before the unit.

/// Between groups of digits: a narrow no-break space.
const GROUP: char = '\u{202f}';

/// Whole numbers below it are exact: 2 to the power 53.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

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

/// Writes a share between 0 and 1 as a percentage to the tenth. What would round to 0 or 100 without being it is said as such.
#[must_use]
pub fn share_percent(share: f64) -> String {
    let text = |value| percent(half_up(value, 1), 1);
    match share * 100.0 {
        value if value > 0.0 && value < 0.05 => format!("moins de {}", text(0.1)),
        value if (99.95..100.0).contains(&value) => format!("plus de {}", text(99.9)),
        value if value == 0.0 || value == 100.0 => percent(value, 0),
        value => text(value),
    }
}

/// Rounds to so many decimals, halves away from zero as by hand: 6.25 gives 6.3. [`decimal`] alone rounds exact halves to
/// the even digit. What is too large to have such decimals stays.
#[must_use]
pub fn half_up(value: f64, decimals: usize) -> f64 {
    let unit = 10_f64.powi(decimals as i32);
    let scaled = (value * unit).round();
    if scaled.abs() < MAX_EXACT { scaled / unit } else { value }
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
    use super::{bare, count, decimal, euros, half_up, percent, points, share_percent};

    #[test]
    fn drops_decimals_of_whole_numbers() {
        assert_eq!([bare(36.0, 1), bare(36.54, 1), bare(1_200.0, 0)], ["36", "36,5", "1\u{202f}200"]);
    }

    #[test]
    fn writes_numbers_with_a_comma_and_groups() {
        assert_eq!(decimal(1_234_567.891, 2), "1\u{202f}234\u{202f}567,89");
        assert_eq!((decimal(-0.001, 2), decimal(-12.5, 1)), ("0,00".into(), "-12,5".into()));
        assert_eq!((euros(999.999), percent(4.1, 2)), ("1\u{202f}000,00\u{a0}€".into(), "4,10\u{a0}%".into()));
    }

    #[test]
    fn groups_the_digits_of_counts() {
        assert_eq!(count(183_496), "183\u{202f}496");
        assert_eq!((count(0), count(999), count(-1_234)), ("0".into(), "999".into(), "-1\u{202f}234".into()));
    }

    #[test]
    fn takes_the_plural_of_points_from_two_on() {
        assert_eq!((points(1.99, 2), points(-2.0, 1)), ("1,99 point".into(), "-2,0 points".into()));
    }

    #[test]
    fn never_rounds_to_none_or_all() {
        assert_eq!(share_percent(0.408), "40,8\u{a0}%");
        assert_eq!(share_percent(0.0), "0\u{a0}%");
        assert_eq!(share_percent(1.0), "100\u{a0}%");
        assert_eq!(share_percent(0.0001), "moins de 0,1\u{a0}%");
        assert_eq!(share_percent(0.9999), "plus de 99,9\u{a0}%");
    }

    #[test]
    fn rounds_halves_as_by_hand() {
        assert_eq!((share_percent(0.0625), percent(6.25, 1)), ("6,3\u{a0}%".into(), "6,2\u{a0}%".into()));
        assert_eq!([(-1234.005, 2), (-0.001, 2), (0.999, 2)].map(|(v, d)| half_up(v, d)), [-1234.01, 0.0, 1.0]);
        assert_eq!((half_up(1e300, 2), half_up(f64::MAX, 1)), (1e300, f64::MAX));
    }
}

//! Numbers: one rule of rounding, a decimal comma, groups of three digits, a space before the unit.

/// Stands for a missing value, and for a number that is not finite.
pub const MISSING: &str = "—";

/// Between groups of digits: a narrow no-break space.
const GROUP: char = '\u{202f}';

/// Between a number and its unit: a no-break space.
const SPACE: char = '\u{a0}';

/// Share of the last shown digit within which a value counts as a tie. Decimal ties such as 1.005 have no exact binary
/// form and land just under; 1e-7 is far above that error and far below what a rate or an amount can mean. The same
/// margin as in courtier-loan, whose figures are shown.
const TIE_MARGIN: f64 = 1e-7;

/// From here on a floating-point number has no fraction, and adding a half would change it: 2 to the power 52.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Returns the size of a value in units of its last shown digit, ties away from zero.
fn units(value: f64, decimals: i32) -> f64 {
    let size = value.abs() * 10_f64.powi(decimals);
    if size < WHOLE { (size + 0.5 + TIE_MARGIN).floor() } else { size }
}

/// Rounds to so many decimals, ties away from zero as by hand: 6.25 gives 6.3, and 1.005 gives 1.01. What is too large to
/// have such decimals, or not finite, stays as it is.
#[must_use]
pub fn half_up(value: f64, decimals: usize) -> f64 {
    let Ok(decimals) = i32::try_from(decimals) else { return value };
    match units(value, decimals) {
        0.0 => 0.0,
        units if units < WHOLE => (units / 10_f64.powi(decimals)).copysign(value),
        _ => value,
    }
}

/// Writes a number rounded as by [`half_up`] at `most` decimals, without zeros at their end beyond `least`; what rounds to
/// zero has no sign. `None` when the value is not finite, or too large to be written.
#[must_use]
pub fn rounded(value: f64, least: usize, most: usize) -> Option<String> {
    let units = units(value, i32::try_from(most).ok()?);
    if !units.is_finite() {
        return None;
    }
    let digits = format!("{units:0>width$.0}", width = most + 1);
    let (whole, fraction) = digits.split_at(digits.len() - most);
    let spare = fraction.len() - fraction.trim_end_matches('0').len();
    let fraction = &fraction[..fraction.len() - spare.min(most.saturating_sub(least))];
    let sign = if value < 0.0 && units > 0.0 { "-" } else { "" };
    let comma = if fraction.is_empty() { "" } else { "," };
    Some(format!("{sign}{}{comma}{fraction}", grouped(whole)))
}

/// Writes a number with so many decimals; one that rounds to zero has no sign, one that is not finite is [`MISSING`].
#[must_use]
pub fn decimal(value: f64, decimals: usize) -> String {
    rounded(value, decimals, decimals).unwrap_or_else(|| MISSING.to_owned())
}

/// Writes a number with so many decimals at most, without zeros at their end.
#[must_use]
pub fn bare(value: f64, most_decimals: usize) -> String {
    rounded(value, 0, most_decimals).unwrap_or_else(|| MISSING.to_owned())
}

/// Writes a count.
#[must_use]
pub fn count(number: impl TryInto<i128>) -> String {
    let Ok(number) = number.try_into() else { return MISSING.to_owned() };
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&number.unsigned_abs().to_string()))
}

/// Writes an amount in euros, to the cent.
#[must_use]
pub fn euros(amount: f64) -> String {
    with_unit(rounded(amount, 2, 2), "€")
}

/// Writes a percentage with so many decimals.
#[must_use]
pub fn percent(value: f64, decimals: usize) -> String {
    with_unit(rounded(value, decimals, decimals), "%")
}

fn with_unit(number: Option<String>, unit: &str) -> String {
    number.map_or_else(|| MISSING.to_owned(), |number| format!("{number}{SPACE}{unit}"))
}

/// Writes a difference of percentages, in points; the plural is that of the number as it is shown.
#[must_use]
pub fn points(gap: f64, decimals: usize) -> String {
    format!("{} {}", decimal(gap, decimals), if half_up(gap, decimals).abs() < 2.0 { "point" } else { "points" })
}

/// Writes a share between 0 and 1 as a percentage to the tenth. What would round to 0 or 100 without being it is said as such.
#[must_use]
pub fn share_percent(share: f64) -> String {
    match share * 100.0 {
        value if value > 0.0 && value < 0.05 => format!("moins de {}", percent(0.1, 1)),
        value if (99.95..100.0).contains(&value) => format!("plus de {}", percent(99.9, 1)),
        value if value == 0.0 || value == 100.0 => percent(value, 0),
        value => percent(value, 1),
    }
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
    use super::{MISSING, WHOLE, bare, count, decimal, euros, half_up, percent, points, rounded, share_percent};

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
        assert_eq!([points(1.99, 2), points(-2.0, 1), points(1.996, 2)], ["1,99 point", "-2,0 points", "2,00 points"]);
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
        let shown = [1.005, 2.5, -1.005, 1.004_999, -1_234.005].map(|value| decimal(value, 2));
        assert_eq!(shown, ["1,01", "2,50", "-1,01", "1,00", "-1\u{202f}234,01"]);
        assert_eq!((share_percent(0.0625), percent(6.25, 1)), ("6,3\u{a0}%".into(), "6,3\u{a0}%".into()));
        assert_eq!([0.5, 1.5, 2.5].map(|value| decimal(value, 0)), ["1", "2", "3"]);
        assert_eq!([(-1234.005, 2), (-0.001, 2), (0.999, 2)].map(|(v, d)| half_up(v, d)), [-1234.01, 0.0, 1.0]);
        assert!(half_up(-0.001, 2).is_sign_positive());
    }

    #[test]
    fn keeps_what_has_no_decimals() {
        assert_eq!((half_up(1e300, 2), half_up(f64::MAX, 1)), (1e300, f64::MAX));
        let odd = WHOLE + 1.0;
        assert_eq!((half_up(odd, 0), bare(odd, 0)), (odd, count(odd as u64)));
        assert!(half_up(f64::NAN, 2).is_nan());
    }

    #[test]
    fn drops_zeros_down_to_the_least_decimals() {
        assert_eq!([4.1, 3.125, 4.0].map(|rate| rounded(rate, 2, 3).unwrap()), ["4,10", "3,125", "4,00"]);
    }

    #[test]
    fn marks_what_is_no_number() {
        for value in [f64::NAN, f64::NEG_INFINITY, f64::MAX] {
            assert_eq!([decimal(value, 2), bare(value, 1), euros(value), percent(value, 1)], [MISSING; 4]);
        }
        assert_eq!((share_percent(f64::NAN), count(u128::MAX)), (MISSING.into(), MISSING.into()));
    }
}

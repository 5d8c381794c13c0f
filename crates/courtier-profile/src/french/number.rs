//! Numbers as French writes them: a comma, thin spaces between thousands, a space before the unit.

use crate::field::Unit;

/// Between thousands.
const THIN: char = '\u{202f}';
/// Before a unit.
const SPACE: char = '\u{a0}';

/// "183 496".
pub(crate) fn integer(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// "1 234,50", rounded half away from zero.
pub(crate) fn decimal(value: f64, decimals: usize) -> String {
    let scaled = (value.abs() * 10_f64.powi(decimals as i32)).round();
    let unit = 10_u64.pow(decimals as u32);
    let (whole, rest) = (scaled as u64 / unit, scaled as u64 % unit);
    let sign = if value < 0.0 && scaled > 0.0 { "-" } else { "" };
    let fraction = if decimals == 0 { String::new() } else { format!(",{rest:0decimals$}") };
    format!("{sign}{}{fraction}", integer(whole))
}

/// "40,8 %". What would round to 0 or 100 without being it is said as such.
pub(crate) fn percent(share: f64) -> String {
    let text = |value| format!("{}{SPACE}%", decimal(value, 1));
    match share * 100.0 {
        value if value > 0.0 && value < 0.05 => format!("moins de {}", text(0.1)),
        value if (99.95..100.0).contains(&value) => format!("plus de {}", text(99.9)),
        value if value == 0.0 || value == 100.0 => format!("{}{SPACE}%", decimal(value, 0)),
        value => text(value),
    }
}

/// The value as [`quantity`] shows it: years to the tenth, euros to the unit.
pub(crate) fn shown(value: f64, unit: Unit) -> f64 {
    match unit {
        Unit::Years => (value * 10.0).round() / 10.0,
        Unit::EurosAMonth | Unit::Euros => value.round(),
    }
}

/// "36", "36,5", "3 894": without unit.
pub(crate) fn bare(value: f64, unit: Unit) -> String {
    let value = shown(value, unit);
    decimal(value, usize::from(value.fract() != 0.0))
}

/// "36 ans", "1 an", "3 894 € par mois", "190 910 €".
pub(crate) fn quantity(value: f64, unit: Unit) -> String {
    let bare = bare(value, unit);
    match unit {
        Unit::Years if shown(value, unit).abs() < 2.0 => format!("{bare}{SPACE}an"),
        Unit::Years => format!("{bare}{SPACE}ans"),
        Unit::EurosAMonth => format!("{bare}{SPACE}€ par mois"),
        Unit::Euros => format!("{bare}{SPACE}€"),
    }
}

#[cfg(test)]
mod tests {
    use super::{decimal, integer, percent, quantity};
    use crate::field::Unit;

    #[test]
    fn groups_thousands() {
        assert_eq!([0, 999, 1_000, 1_834_960].map(integer), ["0", "999", "1\u{202f}000", "1\u{202f}834\u{202f}960"]);
        assert_eq!(decimal(-1234.005, 2), "-1\u{202f}234,01");
        assert_eq!(decimal(-0.001, 2), "0,00");
        assert_eq!(decimal(0.999, 2), "1,00");
    }

    #[test]
    fn never_rounds_to_none_or_all() {
        assert_eq!(percent(0.408), "40,8\u{a0}%");
        assert_eq!(percent(0.0), "0\u{a0}%");
        assert_eq!(percent(1.0), "100\u{a0}%");
        assert_eq!(percent(0.0001), "moins de 0,1\u{a0}%");
        assert_eq!(percent(0.9999), "plus de 99,9\u{a0}%");
    }

    #[test]
    fn agrees_with_the_number() {
        assert_eq!(quantity(1.0, Unit::Years), "1\u{a0}an");
        assert_eq!(quantity(36.5, Unit::Years), "36,5\u{a0}ans");
        assert_eq!(quantity(3_893.68, Unit::EurosAMonth), "3\u{202f}894\u{a0}€ par mois");
    }
}

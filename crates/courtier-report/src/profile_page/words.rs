//! How the page writes shares, quantities and months.

use courtier_core::french::{bare, count, decimal, half_up, share_percent};

use super::profile::{Interval, Unit};
use crate::format::compact_euros;

/// Stands for a figure that tells about too few people.
pub(super) const HIDDEN: &str = "masqué";

/// What the caption of a hidden figure says.
pub(super) const HIDDEN_WHY: &str = "moins de 10 demandes, ou ce qui permettrait de les déduire";

/// "36 ans", "3 894 € par mois": years to the tenth, euros to the unit.
pub(super) fn quantity(value: f64, unit: Unit) -> String {
    let shown = number(value, unit);
    match unit {
        Unit::Years if half_up(value, 1).abs() < 2.0 => format!("{shown}\u{a0}an"),
        _ => format!("{shown}\u{a0}{}", unit.shown()),
    }
}

/// The same without its unit.
pub(super) fn number(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Years => bare(value, 1),
        Unit::EurosAMonth | Unit::Euros => decimal(value, 0),
    }
}

/// The same with a short unit, where there is little room: "36 ans", "3 894 €".
pub(super) fn short(value: f64, unit: Unit) -> String {
    quantity(value, if unit == Unit::EurosAMonth { Unit::Euros } else { unit })
}

/// A value as the label of an axis.
pub(super) fn on_axis(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Years => bare(value, 1),
        Unit::EurosAMonth | Unit::Euros => compact_euros(value),
    }
}

/// "29 à 44 ans"; "40 ans" when both ends read the same.
pub(super) fn range(low: f64, high: f64, unit: Unit) -> String {
    if number(low, unit) == number(high, unit) {
        return quantity(high, unit);
    }
    format!("{} à {}", number(low, unit), quantity(high, unit))
}

/// A class of a number: "33 ans", "20 à 24 ans", "3 000 à 4 000 €", "23 000 € et plus".
pub(super) fn class(from: f64, to: Option<f64>, unit: Unit) -> String {
    match to {
        // Years are whole: the class from 20 up to 25 is that of people of 20 to 24.
        Some(to) if unit == Unit::Years && to - from <= 1.0 => quantity(from, unit),
        Some(to) if unit == Unit::Years => range(from, to - 1.0, unit),
        Some(to) => range(from, to, unit),
        None => format!("{} et plus", quantity(from, unit)),
    }
}

/// "1 489 demandes".
pub(super) fn demands(number: u64) -> String {
    format!("{}\u{a0}demande{}", count(number), if number < 2 { "" } else { "s" })
}

/// "1 489 demandes (1,1 %)".
pub(super) fn requests(number: u64, part: f64) -> String {
    format!("{} ({})", demands(number), share_percent(part))
}

/// "[0,39 ; 0,41]".
pub(super) fn interval(interval: &Interval) -> String {
    format!("[{}\u{a0}; {}]", decimal(interval.bas, 2), decimal(interval.haut, 2))
}

/// "octobre 2023" for "2023-10"; another text as it is.
pub(super) fn month(text: &str) -> String {
    courtier_core::french::month(text)
}

#[cfg(test)]
mod tests {
    use super::{class, month, quantity, range};
    use crate::profile_page::profile::Unit;

    #[test]
    fn names_classes() {
        assert_eq!(class(33.0, Some(34.0), Unit::Years), "33\u{a0}ans");
        assert_eq!(class(20.0, Some(25.0), Unit::Years), "20 à 24\u{a0}ans");
        assert_eq!(class(0.0, Some(500.0), Unit::EurosAMonth), "0 à 500\u{a0}€ par mois");
        assert_eq!(class(500.0, None, Unit::Euros), "500\u{a0}€ et plus");
        assert_eq!(range(3_000.1, 3_000.4, Unit::Euros), "3\u{202f}000\u{a0}€");
    }

    #[test]
    fn agrees_with_the_number() {
        assert_eq!(
            [1.0, 1.96, 36.5].map(|age| quantity(age, Unit::Years)),
            ["1\u{a0}an", "2\u{a0}ans", "36,5\u{a0}ans"]
        );
        assert_eq!([month("2023-10"), month("Autres")], ["octobre 2023", "Autres"]);
    }
}

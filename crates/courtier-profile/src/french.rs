//! Quantities and measures as French writes them. What is not of profiles is in `courtier_core::french`.

use courtier_core::french::half_up;
pub(crate) use courtier_core::french::{
    agree, capital, count as integer, list, month, of, quoted, share_percent, title,
};

use crate::field::Unit;

/// Before a unit.
const SPACE: char = '\u{a0}';

/// "1 234,50", halves away from zero.
pub(crate) fn decimal(value: f64, decimals: usize) -> String {
    courtier_core::french::decimal(half_up(value, decimals), decimals)
}

/// The value as [`quantity`] shows it: years to the tenth, euros to the unit.
pub(crate) fn shown(value: f64, unit: Unit) -> f64 {
    half_up(value, usize::from(unit == Unit::Years))
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
    use super::{decimal, quantity};
    use crate::field::Unit;

    #[test]
    fn rounds_halves_away_from_zero() {
        assert_eq!(decimal(-1234.005, 2), "-1\u{202f}234,01");
        assert_eq!(decimal(-0.001, 2), "0,00");
        assert_eq!(decimal(0.999, 2), "1,00");
    }

    #[test]
    fn agrees_with_the_number() {
        assert_eq!(quantity(1.0, Unit::Years), "1\u{a0}an");
        assert_eq!(quantity(36.5, Unit::Years), "36,5\u{a0}ans");
        assert_eq!(quantity(3_893.68, Unit::EurosAMonth), "3\u{202f}894\u{a0}€ par mois");
    }
}

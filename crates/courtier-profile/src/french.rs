//! Quantities as French writes them. What is not of profiles is in `courtier_core::french`.

use courtier_core::french::half_up;
pub(crate) use courtier_core::french::{
    MISSING, agree, capital, count as integer, decimal, list, month, of, quoted, share_percent, title,
};

use crate::field::Unit;

/// Before a unit.
const SPACE: char = '\u{a0}';

/// The value as [`quantity`] shows it: years to the tenth, euros to the unit.
pub(crate) fn shown(value: f64, unit: Unit) -> f64 {
    half_up(value, decimals(unit))
}

/// "36", "36,5", "3 894": without unit.
pub(crate) fn bare(value: f64, unit: Unit) -> String {
    courtier_core::french::bare(value, decimals(unit))
}

fn decimals(unit: Unit) -> usize {
    usize::from(unit == Unit::Years)
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
    use super::quantity;
    use crate::field::Unit;

    #[test]
    fn agrees_with_the_number() {
        assert_eq!(quantity(1.0, Unit::Years), "1\u{a0}an");
        assert_eq!(quantity(1.96, Unit::Years), "2\u{a0}ans");
        assert_eq!(quantity(36.25, Unit::Years), "36,3\u{a0}ans");
        assert_eq!(quantity(3_893.68, Unit::EurosAMonth), "3\u{202f}894\u{a0}€ par mois");
    }
}

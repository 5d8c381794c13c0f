//! Bands of numbers in words.

use crate::field::{NumericField, Unit};
use crate::french::{bare, quantity};

/// What is said of a field that is left open.
pub(crate) const OPEN: &str = "sans distinction";

/// "33 ans", "26 à 35 ans", "3 000 à 4 000 € par mois" for values from `low` on, below `high`; open ends allowed.
pub(crate) fn text(field: &NumericField, low: Option<f64>, high: Option<f64>) -> String {
    let unit = field.unit;
    // Years are whole: the band 26 to 36, excluded, is that of people of 26 to 35.
    let last = |high: f64| if unit == Unit::Years { high - 1.0 } else { high };
    match (low, high) {
        (Some(low), Some(high)) if unit == Unit::Years && last(high) <= low => quantity(low, unit),
        (Some(low), Some(high)) => format!("{} à {}", bare(low, unit), quantity(last(high), unit)),
        (Some(low), None) => format!("{} et plus", quantity(low, unit)),
        (None, Some(high)) => format!("moins de {}", quantity(high, unit)),
        (None, None) => OPEN.to_owned(),
    }
}

/// Returns which of the field's bands holds the value.
pub(crate) fn position(field: &NumericField, value: f64) -> u8 {
    field.bands.iter().take_while(|&&start| value >= start).count() as u8
}

/// Returns the words for one of the field's bands.
pub(crate) fn name(field: &NumericField, position: u8, age_bounds: (u32, u32)) -> String {
    let position = position as usize;
    let least = (field.unit == Unit::Years).then(|| f64::from(age_bounds.0));
    let low = position.checked_sub(1).and_then(|before| field.bands.get(before).copied()).or(least);
    text(field, low, field.bands.get(position).copied())
}

#[cfg(test)]
mod tests {
    use super::{name, position, text};
    use crate::field::NUMERIC;

    #[test]
    fn names_bands() {
        let names: Vec<String> =
            [18.0, 26.0, 35.9, 70.0].map(|age| name(&NUMERIC[0], position(&NUMERIC[0], age), (18, 100))).to_vec();
        assert_eq!(names, ["18 à 25\u{a0}ans", "26 à 35\u{a0}ans", "26 à 35\u{a0}ans", "66\u{a0}ans et plus"]);
        assert_eq!(name(&NUMERIC[1], 0, (18, 100)), "moins de 2\u{202f}000\u{a0}€ par mois");
        assert_eq!(text(&NUMERIC[0], Some(33.0), Some(34.0)), "33\u{a0}ans");
    }
}

//! Numbers of SVG: a decimal point, no exponent, never `NaN`.

/// Writes a coordinate at two decimals. What is not finite is 0: a drawing may be wrong, not ill-formed.
pub(crate) fn coordinate(value: f64) -> String {
    // Beyond a million pixels nothing is visible.
    let value = if value.is_finite() { value.clamp(-1e6, 1e6) } else { 0.0 };
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::coordinate;
    use proptest::prelude::{any, prop_assert, proptest};

    #[test]
    fn is_short() {
        for (value, expected) in [(12.0, "12"), (12.5, "12.5"), (33.333_33, "33.33"), (100.0, "100"), (-0.001, "0")] {
            assert_eq!(coordinate(value), expected);
        }
    }

    proptest! {
        #[test]
        fn is_a_number_whatever_the_value(value in any::<f64>()) {
            let text = coordinate(value);
            prop_assert!(text.parse::<f64>().unwrap().is_finite() && !text.contains(['e', 'E', 'N']), "{text}");
        }
    }
}

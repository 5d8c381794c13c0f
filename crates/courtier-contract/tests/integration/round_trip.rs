//! Whatever is written reads back exactly, and whatever is not a value is refused without a panic.

use courtier_contract::{LogicalType, Value};
use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

use crate::{TYPES, column};

/// Writes a whole number with `separator` between groups of three digits.
fn grouped(number: i64, separator: char) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_without_panic(cell in ".{0,40}") {
        for logical_type in TYPES {
            let read = column(logical_type).read(&cell);
            prop_assert!(read.value.is_none() || read.broken.is_none());
            prop_assert_eq!(read.value.is_none() && read.broken.is_none(), cell.trim().is_empty());
        }
    }

    #[test]
    fn any_text_that_looks_like_a_value_is_read_or_refused_without_panic(cell in "[-+0-9:/TZ.,eE \u{a0}]{0,30}") {
        for logical_type in TYPES {
            let read = column(logical_type).read(&cell);
            prop_assert!(read.value.is_none() || read.broken.is_none());
        }
    }

    #[test]
    fn a_finite_number_reads_back_exactly(number in NORMAL | SUBNORMAL | ZERO | POSITIVE | NEGATIVE) {
        let written = number.to_string();
        prop_assert_eq!(column(LogicalType::Number).read(&written).value, Some(Value::Number(number)));
        let exponent = format!("{number:e}");
        prop_assert_eq!(column(LogicalType::Number).read(&exponent).value, Some(Value::Number(number)));
        let comma = exponent.replace('.', ",");
        prop_assert_eq!(column(LogicalType::Number).read(&comma).value, Some(Value::Number(number)));
    }

    #[test]
    fn a_whole_number_reads_back_exactly(number in any::<i64>()) {
        let spaces = [' ', '\u{a0}', '\u{202f}'].map(|separator| grouped(number, separator));
        let plain = [number.to_string(), format!("{number}.0"), format!("{number},00")];
        for written in spaces.iter().chain(&plain) {
            prop_assert_eq!(column(LogicalType::Integer).read(written).value, Some(Value::Integer(number)));
        }
    }

    #[test]
    fn an_amount_in_french_reads_back_exactly(euros in 0_i64..1_000_000_000, cents in 0_u32..100) {
        let written = format!("-{},{cents:02}", grouped(euros, '\u{202f}'));
        let expected: f64 = format!("-{euros}.{cents:02}").parse().unwrap();
        prop_assert_eq!(column(LogicalType::Number).read(&written).value, Some(Value::Number(expected)));
    }
}

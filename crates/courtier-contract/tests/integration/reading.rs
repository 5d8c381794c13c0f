//! Every form a cell can take, type by type.

use courtier_contract::{Bound, Bounds, Cell, Column, LogicalType, OnViolation, Rule, Value};

use crate::{TYPES, column};

fn value<'a>(logical_type: LogicalType, cell: &'a str) -> Option<Value<'a>> {
    let read = column(logical_type).read(cell);
    assert_eq!(read.broken, None, "{cell:?}");
    read.value
}

fn refusal(logical_type: LogicalType, cell: &str) -> Rule {
    let read = column(logical_type).read(cell);
    assert_eq!(read.value, None, "{cell:?}");
    read.broken.unwrap_or_else(|| panic!("{cell:?} is accepted as missing"))
}

const MISSING: Cell<'_> = Cell { value: None, broken: None };

#[test]
fn takes_blank_cells_as_missing_in_every_type() {
    for logical_type in TYPES {
        for cell in ["", " ", "\t", "\u{a0}\u{202f}"] {
            assert_eq!(column(logical_type).read(cell), MISSING, "{logical_type:?} {cell:?}");
            let required = Column { required: true, ..column(logical_type) };
            assert_eq!(required.read(cell).broken, Some(Rule::ObligatoireManquant));
            let key = Column { primary_key: true, ..required };
            assert_eq!(key.read(cell).broken, Some(Rule::CleManquante));
        }
    }
}

#[test]
fn keeps_text_byte_for_byte() {
    for text in [" CIC ", "Salarié du privé", "\u{a0}x", "0", "null", "é"] {
        assert_eq!(value(LogicalType::Text, text), Some(Value::Text(text)));
    }
}

#[test]
fn reads_whole_numbers() {
    for (text, expected) in [
        ("33", 33),
        ("33.0", 33),
        ("33,0", 33),
        ("33.000", 33),
        ("+33", 33),
        ("-940.0", -940),
        (" 33 ", 33),
        ("1 234", 1234),
        ("1\u{202f}234\u{a0}567,00", 1_234_567),
        ("-9223372036854775808", i64::MIN),
        ("9223372036854775807", i64::MAX),
        ("007", 7),
    ] {
        assert_eq!(value(LogicalType::Integer, text), Some(Value::Integer(expected)), "{text}");
    }
}

#[test]
fn never_rounds_a_number_to_a_whole_one() {
    for text in ["33.5", "33,5", "33.0001", "1e3", "9223372036854775808", "-9223372036854775809"] {
        assert_eq!(refusal(LogicalType::Integer, text), Rule::TypeInvalide, "{text}");
    }
    for text in ["abc", "-", "+", ".0", "3 3", "33ans", "--3", "0x1F", "１２", "33.0.0", "3,3,0"] {
        assert_eq!(refusal(LogicalType::Integer, text), Rule::TypeInvalide, "{text}");
    }
}

#[test]
fn reads_numbers() {
    for (text, expected) in [
        ("7731.67", 7731.67),
        ("7731,67", 7731.67),
        ("7 731,67", 7731.67),
        ("7\u{a0}731.67", 7731.67),
        ("1\u{202f}516\u{202f}666,66", 1_516_666.66),
        ("-14 681", -14_681.0),
        ("+0.5", 0.5),
        ("1e5", 100_000.0),
        ("1,5E-3", 0.0015),
        ("  4.4\t", 4.4),
        ("-0", 0.0),
    ] {
        assert_eq!(value(LogicalType::Number, text), Some(Value::Number(expected)), "{text}");
    }
}

#[test]
fn refuses_what_is_not_a_finite_number() {
    for text in ["NaN", "nan", "inf", "-Infinity", "1e999", "abc", "1.2.3", "1,234.5", "12€", "e5", "-", ".", ","] {
        assert_eq!(refusal(LogicalType::Number, text), Rule::TypeInvalide, "{text}");
    }
    for text in ["1 2", "12 34", "1234 567", "1  234", "1 234 5", "7 731 ,67", "1,234 567", "- 5", "1 e5"] {
        assert_eq!(refusal(LogicalType::Number, text), Rule::TypeInvalide, "{text}");
    }
    let long = "1".repeat(70) + ",5";
    assert_eq!(refusal(LogicalType::Number, &long), Rule::TypeInvalide);
}

#[test]
fn reads_booleans_and_refuses_other_words() {
    assert_eq!(value(LogicalType::Boolean, " Vrai "), Some(Value::Boolean(true)));
    assert_eq!(value(LogicalType::Boolean, "0.0"), Some(Value::Boolean(false)));
    assert_eq!(refusal(LogicalType::Boolean, "2"), Rule::TypeInvalide);
    assert_eq!(refusal(LogicalType::Boolean, "peut-être"), Rule::TypeInvalide);
}

#[test]
fn reads_every_form_of_an_instant() {
    const INSTANT: i64 = 1_697_769_874_000_000;
    for text in [
        "2023-10-20 04:44:34",
        "2023-10-20T04:44:34",
        "20/10/2023 04:44:34",
        "2023-10-20T02:44:34Z",
        "2023-10-20T02:44:34.000Z",
        "2023-10-20T02:44:34.000+0000",
        "2023-10-20 04:44:34+02:00",
        "2023-10-20T04:44:34+0200",
        "2023-10-20T04:44:34+02",
        "2023-10-19T21:14:34-05:30",
        " 2023-10-20 04:44:34 ",
    ] {
        assert_eq!(value(LogicalType::Timestamp, text), Some(Value::Timestamp(INSTANT)), "{text}");
    }
    for (text, micros_later) in [("02:44:34.5Z", 500_000), ("02:44:34,123456789Z", 123_456), ("02:44:34.000001Z", 1)] {
        let text = format!("2023-10-20T{text}");
        assert_eq!(value(LogicalType::Timestamp, &text), Some(Value::Timestamp(INSTANT + micros_later)), "{text}");
    }
    let minute = Some(Value::Timestamp(INSTANT - 34_000_000));
    assert_eq!(value(LogicalType::Timestamp, "20/10/2023 04:44"), minute);
    assert_eq!(value(LogicalType::Timestamp, "2023-10-20T02:44Z"), minute);
    let midnight = Some(Value::Timestamp(1_697_752_800_000_000));
    assert_eq!(value(LogicalType::Timestamp, "2023-10-20"), midnight);
    assert_eq!(value(LogicalType::Timestamp, "20/10/2023"), midnight);
}

#[test]
fn refuses_what_is_not_an_instant() {
    for text in [
        "2023-02-29 00:00:00",
        "2023-13-01",
        "2023-00-10",
        "31/04/2023",
        "10/20/2023",
        "2023/10/20",
        "20-10-2023",
        "2023-10-20 24:00:00",
        "2023-10-20 04:60:00",
        "2023-10-20 04:44:60",
        "2023-10-20 4:44:34",
        "2023-10-20 04:44:34.",
        "2023-10-20 04:44:34 Paris",
        "2023-10-20 04:44:34+25:00",
        "2023-10-20 04:44:34+2",
        "2023-10-20T",
        "2023-10-20x04:44:34",
        "2023-10-20 04",
        "20/10/23",
        "45219",
        "é023-10-20",
    ] {
        assert_eq!(refusal(LogicalType::Timestamp, text), Rule::TypeInvalide, "{text}");
    }
}

#[test]
fn reads_days_and_refuses_instants_as_days() {
    for (text, days) in [("2023-10-20", 19_650), ("20/10/2023", 19_650), ("1970-01-01", 0), ("1969-12-31", -1)] {
        assert_eq!(value(LogicalType::Date, text), Some(Value::Date(days)), "{text}");
    }
    for text in ["2023-10-20 00:00:00", "2023-10-2", "29/02/2023", "hier"] {
        assert_eq!(refusal(LogicalType::Date, text), Rule::TypeInvalide, "{text}");
    }
}

#[test]
fn completes_short_ids_and_refuses_wrong_ones() {
    for text in ["0065q00000AlAK0AAN", "0065q00000AlAK0", " 0065q00000AlAK0AAN "] {
        let Some(Value::Id(id)) = value(LogicalType::SalesforceId, text) else { panic!("{text} is not an id") };
        assert_eq!(id.as_str(), "0065q00000AlAK0AAN");
    }
    for text in ["0065q00000AlAK0AAM", "0065Q00000AlAK0AAN", "0065q00000AlAK", "0065q00000AlA-0", "CIC"] {
        assert_eq!(refusal(LogicalType::SalesforceId, text), Rule::IdentifiantInvalide, "{text}");
    }
}

#[test]
fn applies_bounds_as_the_contract_says() {
    let bounds = Bounds { lower: Some(Bound::Inclusive(18.0)), upper: Some(Bound::Exclusive(100.0)) };
    for (logical_type, kept) in
        [(LogicalType::Integer, Value::Integer(100)), (LogicalType::Number, Value::Number(100.0))]
    {
        let clearing = Column { bounds: Some(bounds), ..column(logical_type) };
        assert_eq!(clearing.read("18").broken, None);
        assert_eq!(clearing.read("100"), Cell { value: None, broken: Some(Rule::HorsBornes) });
        let reporting = Column { on_violation: OnViolation::Signaler, ..clearing };
        assert_eq!(reporting.read("100"), Cell { value: Some(kept), broken: Some(Rule::HorsBornes) });
        assert_eq!(reporting.read("cent"), Cell { value: None, broken: Some(Rule::TypeInvalide) });
    }
}

#[test]
fn applies_lists_as_the_contract_says() {
    let allowed = Some(vec!["CIC".to_owned(), "LCL".to_owned()]);
    let clearing = Column { allowed, ..column(LogicalType::Text) };
    assert_eq!(clearing.read("LCL").broken, None);
    assert_eq!(clearing.read(""), MISSING);
    assert_eq!(clearing.read("lcl"), Cell { value: None, broken: Some(Rule::ValeurNonDeclaree) });
    let reporting = Column { on_violation: OnViolation::Signaler, ..clearing };
    let kept = Cell { value: Some(Value::Text("lcl")), broken: Some(Rule::ValeurNonDeclaree) };
    assert_eq!(reporting.read("lcl"), kept);
}

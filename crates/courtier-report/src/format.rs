//! Numbers of the page as French readers expect them: units, signs and precisions. [`courtier_core::french`] rounds.
//!
//! Groups of three digits are separated by a narrow no-break space, numbers and units by a no-break space. What is missing
//! or not finite is a dash, never `NaN`. Geometry is written by [`crate::chart`], in the numbers of SVG.

use courtier_core::french;
pub(crate) use courtier_core::french::MISSING;

/// Between a number and its unit.
const SPACE: char = '\u{a0}';

/// Decimals of a gap that two decimals would show as nothing: the precision at which proposals are compared.
const GAP_DECIMALS: usize = 6;

/// How the sign is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Only when negative.
    Negative,
    /// Always, except for zero.
    Always,
}

/// Writes a number by [`french::rounded`], with the sign of typography.
fn decimal(value: f64, least: usize, most: usize, sign: Sign) -> Option<String> {
    let text = french::rounded(value, least, most)?;
    Some(match text.strip_prefix('-') {
        Some(size) => format!("−{size}"),
        None if sign == Sign::Always && french::half_up(value, most) > 0.0 => format!("+{text}"),
        None => text,
    })
}

fn with_unit(number: Option<String>, unit: &str) -> String {
    number.map_or_else(|| MISSING.to_owned(), |number| format!("{number}{SPACE}{unit}"))
}

/// A number of things: `53 458`.
pub(crate) fn count(number: u32) -> String {
    french::count(number)
}

/// Euros at the cent, without unit, for columns whose header has it: `1 503,37`.
pub(crate) fn amount(euros: f64) -> String {
    decimal(euros, 2, 2, Sign::Negative).unwrap_or_else(|| MISSING.to_owned())
}

/// Euros at the cent: `1 503,37 €`.
pub(crate) fn euros(euros: f64) -> String {
    with_unit(decimal(euros, 2, 2, Sign::Negative), "€")
}

/// Euros at the cent, or whole when they are: `235 055 €`, `235 055,50 €`.
pub(crate) fn short_euros(euros: f64) -> String {
    let whole = decimal(euros, 2, 2, Sign::Negative).is_some_and(|text| text.ends_with(",00"));
    with_unit(if whole { decimal(euros, 0, 0, Sign::Negative) } else { decimal(euros, 2, 2, Sign::Negative) }, "€")
}

/// Euros for the axis of a chart: `500 €`, `2,5 k€`, `1,25 M€`.
pub(crate) fn compact_euros(euros: f64) -> String {
    let (divisor, unit) = match euros.abs() {
        size if size >= 1e6 => (1e6, "M€"),
        size if size >= 1e3 => (1e3, "k€"),
        _ => (1.0, "€"),
    };
    with_unit(decimal(euros / divisor, 0, 2, Sign::Negative), unit)
}

/// A difference in euros: `+3 420,10 €`.
pub(crate) fn gap_euros(euros: f64) -> String {
    with_unit(decimal(euros, 2, 2, Sign::Always), "€")
}

/// A computed rate: `4,81 %`.
pub(crate) fn percent(percent: f64) -> String {
    with_unit(decimal(percent, 2, 2, Sign::Negative), "%")
}

/// A rate as it was typed, which may have three decimals: `4,10 %`, `3,125 %`.
pub(crate) fn rate(percent: f64) -> String {
    with_unit(decimal(percent, 2, 3, Sign::Negative), "%")
}

/// A distance between two rates: `1,48 point`, `2,10 points`.
pub(crate) fn points(points: f64) -> String {
    with_unit(decimal_of_gap(points, Sign::Negative), plural(points))
}

/// A difference of rates: `+0,12 point`. What two decimals would hide has six: `+0,000213 point`.
pub(crate) fn gap_points(points: f64) -> String {
    with_unit(decimal_of_gap(points, Sign::Always), plural(points))
}

fn decimal_of_gap(points: f64, sign: Sign) -> Option<String> {
    let hidden = points != 0.0 && points.abs() < 0.005;
    decimal(points, 2, if hidden { GAP_DECIMALS } else { 2 }, sign)
}

/// French has the plural from two on, as it is shown.
fn plural(points: f64) -> &'static str {
    if french::half_up(points, 2).abs() < 2.0 { "point" } else { "points" }
}

/// Makes the spaces of a French sentence that must not end a line no-break ones: before `:`, `;`, `?`, `!`, `»`, `%`
/// and `€`, after `«`.
pub(crate) fn spaced(sentence: &str) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence.chars().peekable();
    while let Some(letter) = rest.next() {
        let before = matches!(rest.peek(), Some(':' | ';' | '?' | '!' | '»' | '%' | '€'));
        text.push(if letter == ' ' && (before || text.ends_with('«')) { SPACE } else { letter });
    }
    text
}

/// A term: `240 mois (20 ans)`, `250 mois (20 ans et 10 mois)`, `10 mois`.
pub(crate) fn term(months: u32) -> String {
    let (years, rest) = (months / 12, months % 12);
    let in_years = match (years, rest) {
        (0, _) => String::new(),
        (1, 0) => format!(" (1{SPACE}an)"),
        (_, 0) => format!(" ({years}{SPACE}ans)"),
        (1, _) => format!(" (1{SPACE}an et {rest}{SPACE}mois)"),
        (..) => format!(" ({years}{SPACE}ans et {rest}{SPACE}mois)"),
    };
    format!("{}{SPACE}mois{in_years}", count(months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{any, prop_assert, proptest};

    /// Makes the invisible visible.
    fn seen(text: &str) -> String {
        text.replace('\u{202f}', "_").replace(SPACE, "~")
    }

    #[test]
    fn groups_by_three() {
        for (value, expected) in [
            (0.0, "0,00"),
            (7.5, "7,50"),
            (999.999, "1_000,00"),
            (125_753.74, "125_753,74"),
            (1_516_666.66, "1_516_666,66"),
            (-14_681.0, "−14_681,00"),
        ] {
            assert_eq!(seen(&amount(value)), expected);
        }
        assert_eq!(seen(&count(53_458)), "53_458");
        assert_eq!(seen(&count(999)), "999");
    }

    #[test]
    fn rounds_decimal_ties_up() {
        assert_eq!(amount(1.005), "1,01");
        assert_eq!(amount(2.675), "2,68");
        assert_eq!(amount(1.004_999), "1,00");
        assert_eq!(amount(-1.005), "−1,01");
    }

    #[test]
    fn never_shows_a_negative_zero() {
        assert_eq!(amount(-0.0), "0,00");
        assert_eq!(amount(-0.001), "0,00");
        assert_eq!(seen(&gap_euros(-0.001)), "0,00~€");
    }

    #[test]
    fn puts_units() {
        assert_eq!(seen(&euros(1503.37)), "1_503,37~€");
        assert_eq!(seen(&short_euros(235_055.0)), "235_055~€");
        assert_eq!(seen(&short_euros(235_055.5)), "235_055,50~€");
        assert_eq!(seen(&percent(4.812_345)), "4,81~%");
        assert_eq!(seen(&rate(4.1)), "4,10~%");
        assert_eq!(seen(&rate(3.125)), "3,125~%");
        assert_eq!(seen(&rate(0.0)), "0,00~%");
    }

    #[test]
    fn shortens_the_labels_of_an_axis() {
        for (value, expected) in
            [(0.0, "0~€"), (500.0, "500~€"), (2500.0, "2,5~k€"), (15_000.0, "15~k€"), (1_250_000.0, "1,25~M€")]
        {
            assert_eq!(seen(&compact_euros(value)), expected);
        }
    }

    #[test]
    fn shows_the_sign_of_gaps_and_what_two_decimals_hide() {
        assert_eq!(seen(&gap_euros(3420.1)), "+3_420,10~€");
        assert_eq!(seen(&gap_euros(-12.0)), "−12,00~€");
        assert_eq!(seen(&gap_points(0.12)), "+0,12~point");
        assert_eq!(seen(&gap_points(-2.5)), "−2,50~points");
        assert_eq!(seen(&gap_points(0.0)), "0,00~point");
        assert_eq!(seen(&gap_points(0.000_213)), "+0,000213~point");
        assert_eq!(seen(&points(0.004)), "0,004~point");
        assert_eq!(seen(&points(1.994)), "1,99~point");
        assert_eq!(seen(&points(1.995)), "2,00~points");
    }

    #[test]
    fn keeps_punctuation_on_its_line() {
        assert_eq!(seen(&spaced("TAEG : 4,54 % ; 12 € « ou » rien !")), "TAEG~: 4,54~%~; 12~€ «~ou~» rien~!");
    }

    #[test]
    fn tells_terms_in_years() {
        for (months, expected) in [
            (10, "10~mois"),
            (12, "12~mois (1~an)"),
            (13, "13~mois (1~an et 1~mois)"),
            (240, "240~mois (20~ans)"),
            (250, "250~mois (20~ans et 10~mois)"),
            (3000, "3_000~mois (250~ans)"),
        ] {
            assert_eq!(seen(&term(months)), expected);
        }
    }

    #[test]
    fn shows_a_dash_for_what_is_no_number() {
        for value in [f64::NAN, f64::INFINITY, f64::MAX] {
            assert_eq!([euros(value), percent(value), gap_points(value)], [MISSING; 3]);
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_wrote(cents in -10_000_000_000_i64..10_000_000_000) {
            let shown = amount(cents as f64 / 100.0);
            let read: String = shown.replace('−', "-").chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
            prop_assert!(read.parse() == Ok(cents), "{cents} is shown {shown}");
        }

        #[test]
        fn never_shows_what_is_no_number(value in any::<f64>()) {
            for text in [euros(value), short_euros(value), compact_euros(value), rate(value), gap_points(value)] {
                prop_assert!(!text.contains("NaN") && !text.contains("inf") && !text.contains('.'), "{text}");
            }
        }
    }
}

//! Worked examples of official and preparatory texts.

use courtier_loan::{CashFlows, Euros, round_half_up};

use crate::flows::{annuity_percent, assert_close, monthly, percent};

/// Half a unit of the sixth decimal, the precision of the recomputed figures.
const SIX_DECIMALS: f64 = 5.1e-7;

/// Décret 2002-928 du 10 juin 2002, annexe A: examples 1 to 4, with the published two decimals.
#[test]
fn reproduces_the_french_examples_in_normalised_time() {
    for (what, flows, expected, one_decimal, two_decimals) in [
        ("FR-1", &[(0.0, 1000.0), (1.5, -1200.0)][..], 12.924_323, 12.9, 12.92),
        ("FR-2", &[(0.0, 1000.0), (0.0, -50.0), (1.5, -1200.0)], 16.852_613, 16.9, 16.85),
        ("FR-3", &[(0.0, 1000.0), (1.0, -600.0), (2.0, -600.0)], 13.066_239, 13.1, 13.07),
        ("FR-4", &[(0.0, 1000.0), (0.25, -272.0), (0.5, -272.0), (1.0, -544.0)], 13.185_495, 13.2, 13.19),
    ] {
        assert_close(percent(flows), expected, SIX_DECIMALS, what);
        assert_eq!(round_half_up(percent(flows), 1), one_decimal, "{what}");
        assert_eq!(round_half_up(percent(flows), 2), two_decimals, "{what}");
    }
}

/// Same text, part B: rates of a day or a month, compounded over a year.
#[test]
fn reproduces_the_french_rates_of_a_period() {
    for (what, period, years, expected) in [
        ("0.0274 % a day", 0.0274, 1.0 / 365.0, 10.5167),
        ("0.04 % a day", 0.04, 1.0 / 365.0, 15.7162),
        ("1.2 % a month", 1.2, 1.0 / 12.0, 15.3895),
    ] {
        assert_close(percent(&[(0.0, 100.0), (years, -100.0 - period)]), expected, 5.1e-5, what);
    }
}

/// Same text, examples 5 and 6: monthly payments at k / 12.
#[test]
fn reproduces_the_french_monthly_examples() {
    assert_close(annuity_percent(1000.0, 36, 30.42), 6.163_264, SIX_DECIMALS, "FR-5");
    assert_close(annuity_percent(990.0, 36, 30.42), 6.879_676, SIX_DECIMALS, "FR-6");
    assert_eq!([1, 2].map(|decimals| round_half_up(annuity_percent(1000.0, 36, 30.42), decimals)), [6.2, 6.16]);
    assert_eq!([1, 2].map(|decimals| round_half_up(annuity_percent(990.0, 36, 30.42), decimals)), [6.9, 6.88]);
}

/// Same text, example 5bis: a first period of a month and a half, measured in two ways.
#[test]
fn reproduces_the_french_broken_period() {
    for (what, first, payment, expected, shown) in [
        ("FR-5bis m1", 46.0 / 365.0, 317.78, 9.056_148, 9.06),
        ("FR-5bis m2", 15.0 / 365.0 + 1.0 / 12.0, 317.73, 9.054_797, 9.05),
        ("FR-5bis' m1", 46.0 / 365.0, 317.73, 9.044_855, 9.04),
    ] {
        let flows: Vec<_> = [(0.0, 10_000.0)].into_iter().chain(monthly(36, first, payment)).collect();
        assert_close(percent(&flows), expected, SIX_DECIMALS, what);
        assert_eq!(round_half_up(percent(&flows), 2), shown, "{what}");
    }
}

/// Directive 98/7/EC, annex III: the same loans counted in days of the calendar.
#[test]
fn reproduces_the_calendar_examples_of_directive_98_7() {
    let days = |days: f64| days / 365.0;
    for (what, flows, expected) in [
        ("EU98-1", &[(0.0, 1000.0), (days(546.0), -1200.0)][..], 12.962_038),
        ("EU98-2", &[(0.0, 950.0), (days(546.0), -1200.0)], 16.902_621),
        ("EU98-3", &[(0.0, 1000.0), (1.0, -600.0), (2.0, -600.0)], 13.066_239),
        ("EU98-4", &[(0.0, 1000.0), (days(90.0), -272.0), (days(181.0), -272.0), (1.0, -544.0)], 13.226_246),
    ] {
        assert_close(percent(flows), expected, SIX_DECIMALS, what);
    }
}

/// FR-1 and EU98-1 are one loan: from its dates, the month basis must come out.
#[test]
fn counts_dated_loans_in_months_and_not_in_days() {
    let date = |text: &str| text.parse().unwrap();
    let flows = [(date("1994-01-01"), Euros::new(1000.0)), (date("1995-07-01"), Euros::new(-1200.0))];
    let got = courtier_loan::taeg(&CashFlows::dated(date("1994-01-01"), flows).unwrap()).unwrap();
    assert_eq!(got.shown_percent(), 12.92);
}

/// COM(2005)483, annex II, examples 2 to 5: 6,000 euros over 48 months.
#[test]
fn reproduces_the_examples_of_the_2005_proposal() {
    for (what, net, payment, published, got) in [
        ("COM-2", 6000.0, 149.31, 9.380_593, 9.380_592_9),
        ("COM-3", 5940.0, 149.31, 9.954_966, 9.954_965_3),
        ("COM-4", 6000.0, 150.56, 9.856_689, 9.856_688_6),
        ("COM-5", 5940.0, 152.31, 11.107_011_5, 11.107_014_7),
    ] {
        assert_close(annuity_percent(net, 48, payment), published, 1e-5, what);
        assert_close(annuity_percent(net, 48, payment), got, 5.1e-8, what);
    }
}

/// An old British manual: 150 repaid by eleven payments of 15.
#[test]
fn reproduces_a_small_british_loan() {
    assert_close(annuity_percent(150.0, 11, 15.0), 21.314, 5.1e-5, "11 x 15");
}

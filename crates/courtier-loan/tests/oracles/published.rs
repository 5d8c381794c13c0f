//! Worked examples of official and preparatory texts.

use chrono::NaiveDate;
use courtier_loan::{
    CashFlow, CashFlows, Cents, Euros, InsuranceScope, Loan, Months, NominalRate, Schedule, round_half_up, taeg,
};

use crate::flows::{annuity_percent, assert_close, monthly, percent};

/// The expected figures were worked out with forty digits and kept at nine decimals, beside the published ones.
const NINE_DECIMALS: f64 = 5.1e-10;

/// Décret 2002-928 du 10 juin 2002, annexe A: examples 1 to 4.
#[test]
fn reproduces_the_french_examples_in_normalised_time() {
    for (what, flows, expected, published) in [
        ("FR-1", &[(0.0, 1000.0), (1.5, -1200.0)][..], 12.924_323_466, [12.9, 12.92]),
        ("FR-2", &[(0.0, 1000.0), (0.0, -50.0), (1.5, -1200.0)], 16.852_612_693, [16.9, 16.85]),
        ("FR-3", &[(0.0, 1000.0), (1.0, -600.0), (2.0, -600.0)], 13.066_238_629, [13.1, 13.07]),
        ("FR-4", &[(0.0, 1000.0), (0.25, -272.0), (0.5, -272.0), (1.0, -544.0)], 13.185_495_453, [13.2, 13.19]),
    ] {
        assert_close(percent(flows), expected, NINE_DECIMALS, what);
        assert_eq!([1, 2].map(|decimals| round_half_up(percent(flows), decimals)), published, "{what}");
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
    for (what, net, expected, published) in
        [("FR-5", 1000.0, 6.163_264_062, [6.2, 6.16]), ("FR-6", 990.0, 6.879_675_837, [6.9, 6.88])]
    {
        let got = annuity_percent(net, 36, 30.42);
        assert_close(got, expected, NINE_DECIMALS, what);
        assert_eq!([1, 2].map(|decimals| round_half_up(got, decimals)), published, "{what}");
    }
}

/// Same text, example 5bis: a first period of a month and a half, measured in two ways, and its variant with the
/// payments of the second way in both.
#[test]
fn reproduces_the_french_broken_period() {
    for (what, first, payment, expected, published) in [
        ("FR-5bis m1", 46.0 / 365.0, 317.78, 9.056_147_996, [9.0561, 9.06]),
        ("FR-5bis m2", 15.0 / 365.0 + 1.0 / 12.0, 317.73, 9.054_796_974, [9.0548, 9.05]),
        ("FR-5bis' m1", 46.0 / 365.0, 317.73, 9.044_855_144, [9.0449, 9.04]),
    ] {
        let flows: Vec<_> = [(0.0, 10_000.0)].into_iter().chain(monthly(36, first, payment)).collect();
        assert_close(percent(&flows), expected, NINE_DECIMALS, what);
        assert_eq!([4, 2].map(|decimals| round_half_up(percent(&flows), decimals)), published, "{what}");
    }
}

/// Same example, from its dates: 10,000 euros on 15 September, 36 payments on month ends from 31 October on. The second
/// way, the only one that today's text allows, must come out, whatever the lengths of the months.
#[test]
fn reproduces_the_french_broken_period_from_its_dates() {
    let schedule = schedule_of(10_000, 8.7, 36);
    for year in [2001, 2002, 2003] {
        let date = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let flows = schedule.dated_cash_flows(InsuranceScope::Required, date(9, 15), date(10, 31)).unwrap();
        let published = |flow: &CashFlow| match flow.amount.get() {
            paid if paid < 0.0 => CashFlow::paid(flow.years, Euros::new(317.73)),
            _ => *flow,
        };
        let got = taeg(&CashFlows::new(flows.as_slice().iter().map(published).collect()).unwrap()).unwrap();
        assert_close(got.percent(), 9.054_796_974, NINE_DECIMALS, "FR-5bis, dated");
        assert_eq!(got.shown_percent(), 9.05);
    }
}

/// Directive 98/7/EC, annex III: the same loans counted in days of the calendar.
#[test]
fn reproduces_the_calendar_examples_of_directive_98_7() {
    let days = |days: f64| days / 365.0;
    for (what, flows, expected, published) in [
        ("EU98-1", &[(0.0, 1000.0), (days(546.0), -1200.0)][..], 12.962_037_708, [13.0, 12.96]),
        ("EU98-2", &[(0.0, 950.0), (days(546.0), -1200.0)], 16.902_620_654, [16.9, 16.9]),
        ("EU98-3", &[(0.0, 1000.0), (1.0, -600.0), (2.0, -600.0)], 13.066_238_629, [13.1, 13.07]),
        (
            "EU98-4",
            &[(0.0, 1000.0), (days(90.0), -272.0), (days(181.0), -272.0), (1.0, -544.0)],
            13.226_245_543,
            [13.2, 13.23],
        ),
    ] {
        assert_close(percent(flows), expected, NINE_DECIMALS, what);
        assert_eq!([1, 2].map(|decimals| round_half_up(percent(flows), decimals)), published, "{what}");
    }
}

/// FR-1 and EU98-1 are one loan: from its dates, the month basis must come out.
#[test]
fn counts_dated_loans_in_months_and_not_in_days() {
    let date = |text: &str| text.parse().unwrap();
    let flows = [(date("1994-01-01"), Euros::new(1000.0)), (date("1995-07-01"), Euros::new(-1200.0))];
    let got = taeg(&CashFlows::dated(date("1994-01-01"), flows).unwrap()).unwrap();
    assert_eq!(got.shown_percent(), 12.92);
}

/// COM(2005)483, annex II, examples 2 to 5: 6,000 euros over 48 months. The last digits of the third and the fifth do
/// not come out of their own flows, hence a hundred-thousandth of a point.
#[test]
fn reproduces_the_examples_of_the_2005_proposal() {
    for (what, net, payment, published, expected) in [
        ("COM-2", 6000.0, 149.31, 9.380_593, 9.380_592_883),
        ("COM-3", 5940.0, 149.31, 9.954_966, 9.954_965_304),
        ("COM-4", 6000.0, 150.56, 9.856_689, 9.856_688_598),
        ("COM-5", 5940.0, 152.31, 11.107_011_5, 11.107_014_662),
    ] {
        let got = annuity_percent(net, 48, payment);
        assert_close(got, published, 1e-5, what);
        assert_close(got, expected, NINE_DECIMALS, what);
    }
    // Where the payments come from.
    assert_eq!(schedule_of(6000, 9.0, 48).rows()[0].payment(), Cents::new(14_931));
}

fn schedule_of(euros: i32, percent: f64, months: u32) -> Schedule {
    let rate = NominalRate::from_percent(percent).unwrap();
    Loan::constant(Cents::from_whole_euros(euros), rate, Months::new(months)).schedule().unwrap()
}

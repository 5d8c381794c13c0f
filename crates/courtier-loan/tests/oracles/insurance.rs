//! Insurance of the mortgages of `loans.rs`: on outstanding capital, TAEA, cost over eight years and in all.

use courtier_loan::{Cents, CreditCosts, Euros, Insurance, InsuranceBasis, Months, constant_payment, taea_constant};

use crate::flows::{annuity_percent, assert_close, percent};
use crate::loans::{NINE_DECIMALS, check, fees, fees_5500, insurance, l1, loan, on_initial};

/// Two TAEGs of one schedule err together.
const FIVE_DECIMALS: f64 = 1e-5;

/// Returns the flows of case C: L1 as rounded, premiums on an unrounded balance.
fn outstanding_flows() -> Vec<(f64, f64)> {
    let payment = constant_payment(Euros::new(200_000.0), l1().rate, Months::new(240)).get();
    let mut owed: f64 = 200_000.0;
    let mut flows = vec![(0.0, 194_500.0)];
    for month in 1..=240 {
        let premium = (owed * 0.34 / 12.0).round() / 100.0;
        flows.push((f64::from(month) / 12.0, -(1159.92 + premium)));
        owed += owed * l1().rate.monthly_fraction() - payment;
    }
    flows
}

/// A schedule has premiums on a balance to the cent, which differ by one cent in all.
#[test]
fn rates_insurance_on_outstanding_capital() {
    let flows = outstanding_flows();
    assert_close(percent(&flows), 4.243_846_521, NINE_DECIMALS, "C");
    let premiums: f64 = flows.iter().skip(1).map(|(_, paid)| -paid - 1159.92).sum();
    assert_close(premiums, 7_614.15, 1e-6, "premiums of C");

    let monthly = l1().with_insurance(insurance(InsuranceBasis::OutstandingMonthly, 0.34, 100.0));
    let c = check("C to the cent", &monthly.with_fees(fees_5500()), 4.243_846_213);
    assert_eq!((c.rows()[0].insurance, c.rows()[239].insurance), (Cents::new(5667), Cents::new(33)));
    assert_eq!(c.costs().insurance, Cents::new(761_414));
}

#[test]
fn rates_insurance_refreshed_each_year() {
    let yearly = l1().with_insurance(insurance(InsuranceBasis::OutstandingYearly, 0.34, 100.0));
    let c2 = check("C2", &yearly.with_fees(fees_5500()), 4.256_218_823);
    assert_eq!((c2.rows()[11].insurance, c2.rows()[239].insurance), (Cents::new(5667), Cents::new(387)));
    assert!(c2.rows()[12].insurance < c2.rows()[11].insurance);
    assert_eq!(c2.costs().insurance, Cents::new(792_384));
}

/// Each difference of two TAEGs from flows as rounded, then from the schedule.
#[test]
fn gives_the_taea_with_and_without_fees() {
    let as_rounded = |net, months, payment, premium| {
        annuity_percent(net, months, payment + premium) - annuity_percent(net, months, payment)
    };
    let c = percent(&outstanding_flows()) - annuity_percent(194_500.0, 240, 1159.92);
    let on_outstanding = insurance(InsuranceBasis::OutstandingMonthly, 0.34, 100.0);
    let b = || l1().with_insurance(on_initial(0.34));
    let g = || loan(250_000, 4.1, 300).with_insurance(on_initial(0.36));
    for (what, flows, loan, expected, shown) in [
        ("B - B0", as_rounded(194_500.0, 240, 1159.92, 56.67), b().with_fees(fees_5500()), 0.571_471_372, 0.57),
        ("B' - A", as_rounded(200_000.0, 240, 1159.92, 56.67), b(), 0.562_978_419, 0.56),
        ("C - B0", c, l1().with_insurance(on_outstanding).with_fees(fees_5500()), 0.359_775_049, 0.36),
        ("G - G0", as_rounded(242_700.0, 300, 1333.44, 75.0), g().with_fees(fees(7300)), 0.563_434_929, 0.56),
    ] {
        assert_close(flows, expected, NINE_DECIMALS, what);
        let taea = loan.schedule().unwrap().taea().unwrap();
        assert_close(taea.percent(), expected, FIVE_DECIMALS, what);
        assert_eq!(taea.shown_percent(), shown, "{what}");
    }
    // Unrounded payments and premiums: not the same loan, by less than half a cent a month.
    assert_close(taea_constant(3.5, 240, 0.34, 0.0275).unwrap(), 0.571_471_372, 5e-5, "fast path");
}

/// 4.46 less 3.88 is 0.58, but the TAEA is 0.57.
#[test]
fn rounds_the_difference_and_not_its_terms() {
    let loan = l1().with_insurance(on_initial(0.34)).with_fees(fees_5500());
    let taea = loan.schedule().unwrap().taea().unwrap();
    assert_eq!((taea.with_insurance.shown_percent(), taea.without_insurance.shown_percent()), (4.46, 3.88));
    assert_eq!(taea.shown_percent(), 0.57);
}

#[test]
fn leaves_optional_insurance_out_of_the_taeg_and_in_the_taea() {
    let optional = Insurance { required: false, ..on_initial(0.34) };
    let schedule = l1().with_insurance(optional).schedule().unwrap();
    assert_eq!(schedule.taeg().unwrap(), l1().schedule().unwrap().taeg().unwrap());
    assert_eq!(schedule.taea().unwrap().shown_percent(), 0.56);
    assert_eq!(schedule.costs().insurance, Cents::new(1_360_080));
}

#[test]
fn tells_the_cost_of_insurance_over_eight_years_and_in_all() {
    let ci = l1().with_insurance(on_initial(0.34)).schedule().unwrap();
    assert_eq!(ci.costs_over(Months::new(96)).insurance, Cents::new(544_032));
    assert_eq!(ci.costs().insurance, Cents::new(1_360_080));
    let crd = l1().with_insurance(insurance(InsuranceBasis::OutstandingMonthly, 0.34, 100.0)).schedule().unwrap();
    assert_eq!(crd.costs_over(Months::new(96)).insurance, Cents::new(462_211));
}

/// Interest of the schedule to the cent, worked out in decimal arithmetic.
#[test]
fn tells_the_cost_of_the_credit_over_eight_years_and_in_all() {
    let schedule = l1().with_insurance(on_initial(0.34)).with_fees(fees_5500()).schedule().unwrap();
    for (costs, interest, insurance) in [
        (schedule.costs_over(Months::new(96)), 4_758_038, 544_032),
        (schedule.costs(), 7_838_066, 1_360_080),
        (schedule.costs_over(Months::new(240)), 7_838_066, 1_360_080),
        (schedule.costs_over(Months::new(0)), 0, 0),
    ] {
        let fees = Cents::from_whole_euros(5500);
        assert_eq!(costs, CreditCosts { interest: Cents::new(interest), insurance: Cents::new(insurance), fees });
        assert_eq!(costs.total(), Cents::new(interest + insurance) + fees);
    }
}

/// Public example of 2014: 200,000 euros over 25 years at 3 % and 0.30 %. It was proportional then (3.4736 and 0.4736).
#[test]
fn gives_the_taea_of_the_2014_example() {
    let (with, without) = (annuity_percent(200_000.0, 300, 998.42), annuity_percent(200_000.0, 300, 948.42));
    assert_close(with, 3.529_461_912, NINE_DECIMALS, "with");
    assert_close(without, 3.041_569_727, NINE_DECIMALS, "without");
    let proportional = |percent: f64| 1200.0 * ((1.0 + percent / 100.0).powf(1.0 / 12.0) - 1.0);
    assert_close(proportional(with), 3.4736, 5.1e-5, "proportional, with");
    assert_close(proportional(without), 3.0, 5.1e-5, "proportional, without");

    let schedule = loan(200_000, 3.0, 300).with_insurance(on_initial(0.30)).schedule().unwrap();
    assert_eq!((schedule.rows()[0].payment(), schedule.rows()[0].insurance), (Cents::new(94_842), Cents::new(5000)));
    let taea = schedule.taea().unwrap();
    assert_close(taea.percent(), 0.487_892_184, FIVE_DECIMALS, "TAEA");
    assert_eq!(taea.shown_percent(), 0.49);
}

//! Mortgages worked out with three other solvers: 200,000 euros over 240 months at 3.50 % unless said otherwise.
//!
//! Those figures take every payment as rounded; a real schedule adjusts the last one, by at most some euros, which
//! moves the TAEG by a few hundred-thousandths of a point. So each case is checked twice: its flows as rounded at six
//! decimals, its schedule at four.

use courtier_loan::{
    CashFlow, CashFlows, Cents, DeferredInterest, Drawdown, Euros, Fees, Insurance, InsuranceBasis, InsuranceRate,
    InsuranceScope, InsuredShare, Loan, Months, NominalRate, Period, Repayment, Schedule, constant_payment,
    taea_constant, taeg, taeg_constant,
};

use crate::flows::{annuity_percent, assert_close, percent};

const SIX_DECIMALS: f64 = 5.1e-7;
const FOUR_DECIMALS: f64 = 5e-5;
/// Two TAEGs of one schedule err together.
const FIVE_DECIMALS: f64 = 1e-5;

fn loan(euros: i32, percent: f64, months: u32) -> Loan {
    Loan::constant(Cents::from_whole_euros(euros), NominalRate::from_percent(percent).unwrap(), Months::new(months))
}

fn l1() -> Loan {
    loan(200_000, 3.5, 240)
}

fn fees_5500() -> Fees {
    Fees {
        lender: Cents::from_whole_euros(1000),
        guarantee: Cents::from_whole_euros(2500),
        broker: Cents::from_whole_euros(2000),
        other: Cents::ZERO,
    }
}

fn insurance(basis: InsuranceBasis, percent: f64, share: f64) -> Insurance {
    let share = InsuredShare::from_percent(share).unwrap();
    Insurance { basis, share, ..Insurance::on_initial_capital(InsuranceRate::from_percent(percent).unwrap()) }
}

fn on_initial(percent: f64) -> Insurance {
    insurance(InsuranceBasis::InitialCapital, percent, 100.0)
}

/// Returns the TAEG of the schedule with its last payment as rounded as the others, in percent.
fn as_rounded(schedule: &Schedule) -> f64 {
    let rows = schedule.rows();
    let (last, before) = (rows[rows.len() - 1], rows[rows.len() - 2]);
    let adjusted = (before.payment() - last.payment()).to_euros();
    let mut flows = schedule.cash_flows(InsuranceScope::Required).as_slice().to_vec();
    flows.push(CashFlow::paid(last.period.years(), adjusted));
    taeg(&CashFlows::new(flows).unwrap()).unwrap().percent()
}

#[track_caller]
fn check(what: &str, loan: &Loan, expected: f64) -> Schedule {
    let schedule = loan.schedule().unwrap();
    assert_close(as_rounded(&schedule), expected, SIX_DECIMALS, what);
    assert_close(schedule.taeg().unwrap().percent(), expected, FOUR_DECIMALS, what);
    schedule
}

#[test]
fn rates_constant_payments_with_fees_and_insurance() {
    assert_eq!(check("A", &l1(), 3.556_701).rows()[0].payment(), Cents::new(115_992));
    check("B0", &l1().with_fees(fees_5500()), 3.884_071);
    let b1 = check("B'", &l1().with_insurance(on_initial(0.34)), 4.119_679);
    assert_eq!(b1.rows()[0].insurance, Cents::new(5667));
    check("B", &l1().with_insurance(on_initial(0.34)).with_fees(fees_5500()), 4.455_543);
}

/// The expected figures take the premium on an unrounded balance; a schedule to the cent differs by one cent in all.
#[test]
fn rates_insurance_on_outstanding_capital() {
    let payment = constant_payment(Euros::new(200_000.0), l1().rate, Months::new(240)).get();
    let mut owed: f64 = 200_000.0;
    let mut premiums = Vec::new();
    for _ in 0..240 {
        premiums.push((owed * 0.34 / 12.0).round() / 100.0);
        owed += owed * l1().rate.monthly_fraction() - payment;
    }
    let paid = premiums.iter().zip(1..).map(|(premium, k)| (f64::from(k) / 12.0, -(1159.92 + premium)));
    let flows: Vec<_> = [(0.0, 194_500.0)].into_iter().chain(paid).collect();
    assert_close(percent(&flows), 4.243_847, SIX_DECIMALS, "C");
    assert_close(premiums.iter().sum(), 7_614.15, 1e-6, "premiums of C");

    let monthly = l1().with_insurance(insurance(InsuranceBasis::OutstandingMonthly, 0.34, 100.0));
    let c = check("C to the cent", &monthly.with_fees(fees_5500()), 4.243_846);
    assert_eq!((c.rows()[0].insurance, c.rows()[239].insurance), (Cents::new(5667), Cents::new(33)));
    assert_eq!(c.costs().insurance, Cents::new(761_414));
}

#[test]
fn rates_insurance_refreshed_each_year() {
    let yearly = l1().with_insurance(insurance(InsuranceBasis::OutstandingYearly, 0.34, 100.0));
    let c2 = check("C2", &yearly.with_fees(fees_5500()), 4.256_219);
    assert_eq!((c2.rows()[11].insurance, c2.rows()[239].insurance), (Cents::new(5667), Cents::new(387)));
    assert!(c2.rows()[12].insurance < c2.rows()[11].insurance);
    assert_eq!(c2.costs().insurance, Cents::new(792_384));
}

#[test]
fn rates_two_insured_borrowers() {
    let two = l1().with_insurance(insurance(InsuranceBasis::InitialCapital, 0.20, 100.0)).with_insurance(insurance(
        InsuranceBasis::InitialCapital,
        0.30,
        50.0,
    ));
    let d = check("D", &two.with_fees(fees_5500()), 4.472_098);
    assert_eq!(d.rows()[0].insurance, Cents::new(5833));
}

#[test]
fn rates_a_time_without_repayment() {
    let deferred =
        Repayment::Deferred { deferral: Months::new(24), interest: DeferredInterest::Paid, months: Months::new(240) };
    let e = check("E", &l1().with_repayment(deferred).with_fees(fees_5500()), 3.841_007);
    assert_eq!((e.rows()[23].payment(), e.rows()[24].payment()), (Cents::new(58_333), Cents::new(115_992)));
}

#[test]
fn rates_a_capital_repaid_at_the_end() {
    let in_fine = Repayment::InFine { months: Months::new(120), interest: DeferredInterest::Paid };
    let fees = Fees { lender: Cents::from_whole_euros(1500), ..Fees::default() };
    let schedule = loan(150_000, 4.2, 120).with_repayment(in_fine).with_fees(fees).schedule().unwrap();
    assert_close(schedule.taeg().unwrap().percent(), 4.410_053, SIX_DECIMALS, "F");
    assert_eq!(schedule.rows()[0].payment(), Cents::new(52_500));
}

#[test]
fn rates_a_larger_loan() {
    let fees = Fees { other: Cents::from_whole_euros(7300), ..Fees::default() };
    let g = check("G", &loan(250_000, 4.1, 300).with_insurance(on_initial(0.36)).with_fees(fees), 5.039_377);
    assert_eq!(g.rows()[0].payment(), Cents::new(133_344));
    check("G0", &loan(250_000, 4.1, 300).with_fees(fees), 4.475_942);
    assert_close(g.taea().unwrap().percent(), 0.563_435, FIVE_DECIMALS, "G - G0");
    assert_eq!(g.taea().unwrap().shown_percent(), 0.56);
}

#[test]
fn rates_a_free_loan_at_exactly_zero() {
    let schedule = loan(60_000, 0.0, 240).schedule().unwrap();
    assert_eq!(schedule.taeg().unwrap().percent(), 0.0);
    assert!(schedule.rows().iter().all(|row| row.payment() == Cents::from_whole_euros(250)));
}

#[test]
fn rates_staged_drawdowns() {
    let drawdown = |period, euros| Drawdown { period: Period::new(period), amount: Cents::from_whole_euros(euros) };
    let vefa = Loan {
        drawdowns: vec![drawdown(0, 80_000), drawdown(6, 60_000), drawdown(12, 60_000)],
        repayment: Repayment::Deferred {
            deferral: Months::new(12),
            interest: DeferredInterest::Paid,
            months: Months::new(240),
        },
        ..l1().with_fees(fees_5500())
    };
    let i = check("I", &vefa, 3.876_067);
    let payments: Vec<i64> = [5, 6, 11, 12].iter().map(|&index: &usize| i.rows()[index].payment().get()).collect();
    assert_eq!(payments, [23_333, 40_833, 40_833, 115_992]);
}

#[test]
fn rates_a_broken_first_month() {
    let (drawn, due) = ("2024-03-12".parse().unwrap(), "2024-05-05".parse().unwrap());
    let schedule = l1().with_fees(fees_5500()).schedule().unwrap();
    let flows = schedule.dated_cash_flows(InsuranceScope::Required, drawn, due).unwrap();
    assert_close(taeg(&flows).unwrap().percent(), 3.854_757, FIVE_DECIMALS, "J, last payment adjusted");

    let first: chrono::NaiveDate = due;
    let payments = (0..240).map(|k| (first + chrono::Months::new(k), Euros::new(-1159.92)));
    let flows = CashFlows::dated(drawn, [(drawn, Euros::new(194_500.0))].into_iter().chain(payments)).unwrap();
    assert_close(taeg(&flows).unwrap().percent(), 3.854_757, SIX_DECIMALS, "J");

    let in_days = |date: chrono::NaiveDate| f64::from((date - drawn).num_days() as i32) / 365.0;
    let payments = (0..240).map(|k| (in_days(first + chrono::Months::new(k)), -1159.92));
    let flows: Vec<_> = [(0.0, 194_500.0)].into_iter().chain(payments).collect();
    assert_close(percent(&flows), 3.852_013, SIX_DECIMALS, "J in days, which the law does not allow");
}

#[test]
fn gives_the_taea_with_and_without_fees() {
    let b = l1().with_insurance(on_initial(0.34));
    let with_fees = b.clone().with_fees(fees_5500()).schedule().unwrap().taea().unwrap();
    assert_close(with_fees.percent(), 0.571_471, FIVE_DECIMALS, "B - B0");
    assert_eq!(with_fees.shown_percent(), 0.57);
    let without_fees = b.schedule().unwrap().taea().unwrap();
    assert_close(without_fees.percent(), 0.562_978, FIVE_DECIMALS, "B' - A");
    assert_eq!(without_fees.shown_percent(), 0.56);
    let c = l1().with_insurance(insurance(InsuranceBasis::OutstandingMonthly, 0.34, 100.0)).with_fees(fees_5500());
    let c = c.schedule().unwrap().taea().unwrap();
    assert_close(c.percent(), 0.359_775, FIVE_DECIMALS, "C - B0");
    assert_eq!(c.shown_percent(), 0.36);
    // 0.571471 = B - B0 at six decimals, from flows as rounded.
    let (b, b0) = (annuity_percent(194_500.0, 240, 1159.92 + 56.67), annuity_percent(194_500.0, 240, 1159.92));
    assert_close(b - b0, 0.571_471, 1e-6, "B - B0 as rounded");
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
    let ci = l1().with_insurance(on_initial(0.34)).with_fees(fees_5500()).schedule().unwrap();
    assert_eq!(ci.costs_over(Months::new(96)).insurance, Cents::new(544_032));
    assert_eq!(ci.costs().insurance, Cents::new(1_360_080));
    assert_eq!(ci.costs().fees, Cents::from_whole_euros(5500));
    let crd = l1().with_insurance(insurance(InsuranceBasis::OutstandingMonthly, 0.34, 100.0)).schedule().unwrap();
    assert_eq!(crd.costs_over(Months::new(96)).insurance, Cents::new(462_211));
}

/// Public example: 200,000 euros over 25 years at 3 % and 0.30 %.
#[test]
fn gives_the_taea_of_the_2014_example() {
    let schedule = loan(200_000, 3.0, 300).with_insurance(on_initial(0.30)).schedule().unwrap();
    assert_eq!(schedule.rows()[0].payment(), Cents::new(94_842));
    assert_eq!(schedule.rows()[0].insurance, Cents::new(5000));
    let taea = schedule.taea().unwrap();
    assert_close(taea.without_insurance.percent(), 3.0416, 5.1e-5, "without");
    assert_close(taea.with_insurance.percent(), 3.5295, 5.1e-5, "with");
    assert_close(taea.percent(), 0.4879, 5.1e-5, "TAEA");
    assert_eq!(taea.shown_percent(), 0.49);
}

#[test]
fn agrees_with_the_unrounded_fast_path() {
    for (what, rate, months, insurance, fee, expected) in [
        ("A", 3.5, 240, 0.0, 0.0, 3.556_701),
        ("B0", 3.5, 240, 0.0, 0.0275, 3.884_071),
        ("B'", 3.5, 240, 0.34, 0.0, 4.119_679),
        ("B", 3.5, 240, 0.34, 0.0275, 4.455_543),
        ("G", 4.1, 300, 0.36, 0.0292, 5.039_377),
        ("H", 0.0, 240, 0.0, 0.0, 0.0),
    ] {
        // Rounding payments and premiums to the cent moves the rate by less than 0.0001 point.
        assert_close(taeg_constant(rate, months, insurance, fee).unwrap(), expected, 1e-4, what);
    }
    assert_close(taea_constant(3.5, 240, 0.34, 0.0275).unwrap(), 0.571_471, 1e-4, "TAEA");
}

//! TAEG of mortgages worked out with three other solvers, and of simpler ones worked out by hand.

use courtier_loan::{
    CashFlows, Cents, DeferredInterest, Drawdown, Euros, InsuranceBasis, InsuranceScope, Loan, Months, Period,
    Repayment, taeg, taeg_constant,
};

use crate::flows::{assert_close, percent};
use crate::loans::{NINE_DECIMALS, check, fees, fees_5500, insurance, l1, loan, on_initial};

/// Two schedules whose last payments differ.
const FIVE_DECIMALS: f64 = 1e-5;

#[test]
fn rates_constant_payments_with_fees_and_insurance() {
    assert_eq!(check("A", &l1(), 3.556_700_961).rows()[0].payment(), Cents::new(115_992));
    check("B0", &l1().with_fees(fees_5500()), 3.884_071_472);
    let b1 = check("B'", &l1().with_insurance(on_initial(0.34)), 4.119_679_381);
    assert_eq!(b1.rows()[0].insurance, Cents::new(5667));
    check("B", &l1().with_insurance(on_initial(0.34)).with_fees(fees_5500()), 4.455_542_845);
}

#[test]
fn rates_two_insured_borrowers() {
    let two = l1().with_insurance(insurance(InsuranceBasis::InitialCapital, 0.20, 100.0)).with_insurance(insurance(
        InsuranceBasis::InitialCapital,
        0.30,
        50.0,
    ));
    let d = check("D", &two.with_fees(fees_5500()), 4.472_097_646);
    assert_eq!(d.rows()[0].insurance, Cents::new(5833));
}

#[test]
fn rates_a_time_without_repayment() {
    let deferred =
        Repayment::Deferred { deferral: Months::new(24), interest: DeferredInterest::Paid, months: Months::new(240) };
    let e = check("E", &l1().with_repayment(deferred).with_fees(fees_5500()), 3.841_007_086);
    assert_eq!((e.rows()[23].payment(), e.rows()[24].payment()), (Cents::new(58_333), Cents::new(115_992)));
}

#[test]
fn rates_a_capital_repaid_at_the_end() {
    let in_fine = Repayment::InFine { months: Months::new(120), interest: DeferredInterest::Paid };
    let schedule = loan(150_000, 4.2, 120).with_repayment(in_fine).with_fees(fees(1500)).schedule().unwrap();
    assert_close(schedule.taeg().unwrap().percent(), 4.410_052_563, NINE_DECIMALS, "F");
    assert_eq!(schedule.rows()[0].payment(), Cents::new(52_500));
}

#[test]
fn rates_a_larger_loan() {
    let g = check("G", &loan(250_000, 4.1, 300).with_insurance(on_initial(0.36)).with_fees(fees(7300)), 5.039_377_371);
    assert_eq!((g.rows()[0].payment(), g.rows()[0].insurance), (Cents::new(133_344), Cents::new(7500)));
    check("G0", &loan(250_000, 4.1, 300).with_fees(fees(7300)), 4.475_942_442);
}

/// Interest capitalised for two years: the debt is then 214,479.76 euros, repaid by 1,243.90 a month.
#[test]
fn rates_a_time_without_payment() {
    let interest = DeferredInterest::Capitalised;
    let deferred = Repayment::Deferred { deferral: Months::new(24), interest, months: Months::new(240) };
    let schedule = l1().with_repayment(deferred).with_fees(fees_5500()).schedule().unwrap();
    assert_eq!((schedule.rows()[23].outstanding, schedule.rows()[23].payment()), (Cents::new(21_447_976), Cents::ZERO));
    assert_eq!(schedule.rows()[24].payment(), Cents::new(124_390));
    assert_close(schedule.taeg().unwrap().percent(), 3.823_324_541, NINE_DECIMALS, "total deferral");
}

/// A bridge of 150,000 euros at 4 % over two years, 1,000 euros of fees, interest paid at the end or each month.
#[test]
fn rates_a_bridge() {
    let bridge = |interest| {
        let in_fine = Repayment::InFine { months: Months::new(24), interest };
        loan(150_000, 4.0, 24).with_repayment(in_fine).with_fees(fees(1000)).schedule().unwrap()
    };
    let at_the_end = bridge(DeferredInterest::Capitalised);
    let owed = at_the_end.rows()[23].payment();
    assert_eq!(owed, Cents::new(16_247_144));
    assert_eq!(at_the_end.costs().total(), Cents::new(1_247_144 + 100_000));
    // One payment: the rate has a closed form.
    let closed = 100.0 * ((owed.to_euros().get() / 149_000.0).sqrt() - 1.0);
    assert_close(at_the_end.taeg().unwrap().percent(), closed, 1e-12, "interest at the end");
    assert_close(closed, 4.422_811_157, NINE_DECIMALS, "closed form");
    let each_month = bridge(DeferredInterest::Paid);
    assert_eq!(
        (each_month.rows()[0].payment(), each_month.rows()[23].payment()),
        (Cents::new(50_000), Cents::new(15_050_000))
    );
    assert_close(each_month.taeg().unwrap().percent(), 4.436_371_692, NINE_DECIMALS, "interest each month");
}

#[test]
fn rates_a_free_loan_at_exactly_zero() {
    let schedule = loan(60_000, 0.0, 240).schedule().unwrap();
    assert_eq!(schedule.taeg().unwrap().percent(), 0.0, "H");
    assert!(schedule.rows().iter().all(|row| row.payment() == Cents::from_whole_euros(250)));
}

/// A prêt à taux zéro costs what surrounds it: an insurance, fees. Or nothing, however long it is deferred.
#[test]
fn rates_what_surrounds_a_free_loan() {
    let insured = loan(60_000, 0.0, 240).with_insurance(on_initial(0.34)).schedule().unwrap();
    assert_close(insured.taeg().unwrap().percent(), 0.664_628_554, NINE_DECIMALS, "insurance");
    let charged = loan(60_000, 0.0, 240).with_fees(fees(300)).schedule().unwrap();
    assert_close(charged.taeg().unwrap().percent(), 0.049_971_335, NINE_DECIMALS, "fees");
    let deferred =
        Repayment::Deferred { deferral: Months::new(60), interest: DeferredInterest::Paid, months: Months::new(180) };
    let late = loan(60_000, 0.0, 240).with_repayment(deferred);
    let schedule = late.schedule().unwrap();
    assert_eq!((schedule.rows()[59].payment(), schedule.rows()[60].payment()), (Cents::ZERO, Cents::new(33_333)));
    assert_eq!(schedule.taeg().unwrap().percent(), 0.0);
    let charged = late.with_fees(fees(300)).schedule().unwrap();
    assert_close(charged.taeg().unwrap().percent(), 0.039_986_813, NINE_DECIMALS, "fees of a deferred loan");
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
    let i = check("I", &vefa, 3.876_066_875);
    let payments: Vec<i64> = [5, 6, 11, 12].iter().map(|&index: &usize| i.rows()[index].payment().get()).collect();
    assert_eq!(payments, [23_333, 40_833, 40_833, 115_992]);
}

#[test]
fn rates_a_broken_first_month() {
    let (drawn, due) = ("2024-03-12".parse().unwrap(), "2024-05-05".parse().unwrap());
    let schedule = l1().with_fees(fees_5500()).schedule().unwrap();
    let flows = schedule.dated_cash_flows(InsuranceScope::Required, drawn, due).unwrap();
    assert_close(taeg(&flows).unwrap().percent(), 3.854_757_444, FIVE_DECIMALS, "J, last payment adjusted");

    let first: chrono::NaiveDate = due;
    let payments = (0..240).map(|k| (first + chrono::Months::new(k), Euros::new(-1159.92)));
    let flows = CashFlows::dated(drawn, [(drawn, Euros::new(194_500.0))].into_iter().chain(payments)).unwrap();
    assert_close(taeg(&flows).unwrap().percent(), 3.854_757_444, NINE_DECIMALS, "J");

    let in_days = |date: chrono::NaiveDate| f64::from((date - drawn).num_days() as i32) / 365.0;
    let payments = (0..240).map(|k| (in_days(first + chrono::Months::new(k)), -1159.92));
    let flows: Vec<_> = [(0.0, 194_500.0)].into_iter().chain(payments).collect();
    assert_close(percent(&flows), 3.852_012_838, NINE_DECIMALS, "J in days, which the law does not allow");
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
}

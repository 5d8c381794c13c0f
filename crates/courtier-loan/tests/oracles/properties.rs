//! Laws that hold for any loan.

use chrono::{Datelike as _, Days, NaiveDate};
use courtier_loan::{
    CashFlows, Cents, DeferredInterest, Drawdown, Euros, Fees, Insurance, InsuranceBasis, InsuranceRate,
    InsuranceScope, InsuredShare, Interval, IntervalUnit, Loan, Months, NominalRate, Period, Repayment, TaegError,
    constant_payment, taea_constant, taeg, taeg_constant,
};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use crate::flows::{bisection_percent, monthly, percent};

/// Percentage points within which two rates agree.
const SAME: f64 = 1e-10;

/// Says whether two rates in percent agree: to 1e-10 point, and above 1,000 % (loans of some cents) to 1e-13 of the
/// rate, which is what a binary number of that size and the sum of some hundred terms leave.
fn agree(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= SAME.max(1e-13 * expected)
}

fn interest() -> impl Strategy<Value = DeferredInterest> {
    prop_oneof![
        proptest::strategy::Just(DeferredInterest::Paid),
        proptest::strategy::Just(DeferredInterest::Capitalised)
    ]
}

fn repayment() -> impl Strategy<Value = Repayment> {
    prop_oneof![
        (1_u32..=420).prop_map(|months| Repayment::Constant { months: Months::new(months) }),
        (1_u32..=36, interest(), 1_u32..=360).prop_map(|(deferral, interest, months)| Repayment::Deferred {
            deferral: Months::new(deferral),
            interest,
            months: Months::new(months)
        }),
        (1_u32..=120, interest())
            .prop_map(|(months, interest)| Repayment::InFine { months: Months::new(months), interest }),
    ]
}

fn insurance() -> impl Strategy<Value = Insurance> {
    (0_usize..3, 0.0..1.0_f64, 1.0..=100.0_f64, any::<bool>()).prop_map(|(basis, rate, share, required)| Insurance {
        basis: [InsuranceBasis::InitialCapital, InsuranceBasis::OutstandingMonthly, InsuranceBasis::OutstandingYearly]
            [basis],
        rate: InsuranceRate::from_percent(rate).unwrap(),
        share: InsuredShare::from_percent(share).unwrap(),
        required,
    })
}

fn loan() -> impl Strategy<Value = Loan> {
    let insurances = proptest::collection::vec(insurance(), 0..3);
    (1_i64..100_000_000, 0.0..12.0_f64, repayment(), insurances, 0_i64..4, any::<bool>()).prop_map(
        |(cents, rate, repayment, insurance, fee_pct, staged)| {
            let mut drawdowns = vec![Drawdown { period: Period::START, amount: Cents::new(cents) }];
            if staged && matches!(repayment, Repayment::Deferred { .. }) {
                drawdowns.push(Drawdown { period: Period::new(1), amount: Cents::new(cents / 2 + 1) });
            }
            Loan {
                drawdowns,
                rate: NominalRate::from_percent(rate).unwrap(),
                repayment,
                insurance,
                fees: Fees { lender: Cents::new(cents * fee_pct / 100), ..Fees::default() },
            }
        },
    )
}

/// An unrounded constant-payment loan of 100,000 euros as (years, amount) pairs.
fn constant_flows(rate: f64, months: u32, insurance: f64, fee: f64) -> Vec<(f64, f64)> {
    let rate = NominalRate::from_percent(rate).unwrap();
    let payment = constant_payment(Euros::new(100_000.0), rate, Months::new(months)).get();
    let first = [(0.0, 100_000.0 * (1.0 - fee))];
    first.into_iter().chain(monthly(months, 1.0 / 12.0, payment + 100_000.0 * insurance / 1200.0)).collect()
}

proptest! {
    #[test]
    fn schedules_repay_the_capital_to_the_cent(loan in loan()) {
        let schedule = loan.schedule().unwrap();
        let rows = schedule.rows();
        prop_assert_eq!(rows.len(), loan.repayment.total_months().get() as usize);
        prop_assert_eq!(rows.last().unwrap().outstanding, Cents::ZERO);
        let repaid: Cents = rows.iter().map(|row| row.principal).sum();
        let capitalised: Cents = rows.iter().map(|row| row.capitalised_interest).sum();
        prop_assert_eq!(repaid, loan.principal() + capitalised);
        let mut owed = schedule.initial_drawdown();
        for row in rows {
            owed = owed + row.capitalised_interest + row.drawdown - row.principal;
            prop_assert_eq!(row.outstanding, owed);
            prop_assert!(row.principal >= Cents::ZERO && row.outstanding >= Cents::ZERO);
            prop_assert!(row.insurance >= row.required_insurance);
        }
        let paid: Cents = rows.iter().map(|row| row.payment_with_insurance()).sum();
        prop_assert_eq!(paid + schedule.fees(), loan.principal() + schedule.costs().total());
    }

    #[test]
    fn constant_payments_differ_on_the_last_one_only(
        euros in 1000_i32..1_000_000, rate in 0.0..10.0_f64, months in 2_u32..420,
    ) {
        let rate = NominalRate::from_percent(rate).unwrap();
        let schedule = Loan::constant(Cents::from_whole_euros(euros), rate, Months::new(months)).schedule().unwrap();
        let (last, others) = schedule.rows().split_last().unwrap();
        prop_assert!(others.iter().all(|row| row.payment() == others[0].payment()));
        // Half a cent a month on the payment and half a cent on the interest, compounded.
        let drift = (last.payment() - others[0].payment()).get().abs();
        let growth = (1.0 + rate.monthly_fraction()).powi(months.cast_signed());
        prop_assert!(drift as f64 <= 1.0 + f64::from(months) * growth, "{} cents", drift);
    }

    #[test]
    fn schedules_have_the_rate_of_a_bisection(loan in loan()) {
        let schedule = loan.schedule().unwrap();
        for scope in [InsuranceScope::Required, InsuranceScope::All, InsuranceScope::None] {
            let flows = schedule.cash_flows(scope);
            let pairs: Vec<_> = flows.as_slice().iter().map(|flow| (flow.years, flow.amount.get())).collect();
            let Ok(rate) = taeg(&flows) else {
                // Loans of a few cents can cost nothing, or less, once rounded; no other has a reason to fail.
                prop_assert!(loan.principal() < Cents::from_whole_euros(10));
                continue;
            };
            let (got, expected) = (rate.percent(), bisection_percent(&pairs));
            prop_assert!(agree(got, expected), "{got} {expected}");
        }
    }

    #[test]
    fn dated_flows_have_the_rate_of_a_bisection(
        start in 0_u64..15_000, wait in 0_u64..90, rate in 0.1..10.0_f64, months in 1_u32..360,
        insurance in 0.0..1.0_f64, fee in 0.0..0.05_f64,
    ) {
        let start = NaiveDate::from_ymd_opt(1995, 1, 1).unwrap() + Days::new(start);
        let first = start + Days::new(1 + wait);
        let payment = -constant_flows(rate, months, insurance, fee)[1].1;
        let dates: Vec<_> = (0..months).map(|k| first + chrono::Months::new(k)).collect();
        let dated = dates.iter().map(|&date| (date, Euros::new(-payment)));
        let received = (start, Euros::new(100_000.0 * (1.0 - fee)));
        let got = taeg(&CashFlows::dated(start, [received].into_iter().chain(dated)).unwrap()).unwrap().percent();
        let years = |date| Interval::between(start, date, IntervalUnit::Month).unwrap().years();
        let pairs: Vec<_> = [(0.0, received.1.get())].into_iter()
            .chain(dates.iter().map(|&date| (years(date), -payment))).collect();
        let expected = bisection_percent(&pairs);
        prop_assert!(agree(got, expected), "{got} {expected}");
    }

    #[test]
    fn dated_schedules_have_the_rate_of_a_bisection(
        loan in loan(), start in 0_u64..15_000, wait in 0_u64..90,
    ) {
        let start = NaiveDate::from_ymd_opt(1995, 1, 1).unwrap() + Days::new(start);
        let first = start + Days::new(wait);
        let flows = loan.schedule().unwrap().dated_cash_flows(InsuranceScope::Required, start, first).unwrap();
        let pairs: Vec<_> = flows.as_slice().iter().map(|flow| (flow.years, flow.amount.get())).collect();
        match taeg(&flows) {
            Ok(rate) => {
                let (got, expected) = (rate.percent(), bisection_percent(&pairs));
                prop_assert!(agree(got, expected), "{got} {expected}");
            }
            // A month's interest and the fees paid back within days.
            Err(TaegError::OutOfRange) => prop_assert!(wait < 31),
            // Loans of a few cents, drawdowns after payments, repayment on the day of the drawdown.
            Err(error) => prop_assert!(
                loan.principal() < Cents::from_whole_euros(10) || loan.drawdowns.len() > 1 || wait == 0,
                "{error}"
            ),
        }
    }

    /// As long as no month lacks the days, a schedule's dates are those of the calendar.
    #[test]
    fn dated_schedules_follow_the_calendar(
        loan in loan(), year in 1995_i32..2040, month in 1_u32..=12, day in 1_u32..=28, wait in 0_u32..60,
        due_day in 1_u32..=28,
    ) {
        let start = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let due = (start + Days::new(31 + u64::from(wait))).with_day(due_day).unwrap();
        let schedule = loan.schedule().unwrap();
        let got = schedule.dated_cash_flows(InsuranceScope::All, start, due).unwrap();
        let mut flows = vec![(start, schedule.initial_drawdown().to_euros()), (start, -schedule.fees().to_euros())];
        for (row, months) in schedule.rows().iter().zip(0..) {
            flows.push((due + chrono::Months::new(months), -row.payment_with_insurance().to_euros()));
            flows.push((start + chrono::Months::new(months + 1), row.drawdown.to_euros()));
        }
        let expected = CashFlows::dated(start, flows).unwrap();
        prop_assert_eq!(got.as_slice(), expected.as_slice());
    }

    #[test]
    fn fast_path_has_the_rate_of_a_bisection(
        rate in 0.0..15.0_f64, months in 1_u32..=420, insurance in 0.0..2.0_f64, fee in 0.0..0.1_f64,
    ) {
        let flows = constant_flows(rate, months, insurance, fee);
        let got = taeg_constant(rate, months, insurance, fee).unwrap();
        prop_assert!((got - bisection_percent(&flows)).abs() <= SAME, "bisection");
        prop_assert!((got - percent(&flows)).abs() <= SAME, "general solver");
    }

    #[test]
    fn taeg_grows_with_each_cost(
        rate in 0.0..15.0_f64, months in 1_u32..=420, insurance in 0.0..2.0_f64, fee in 0.0..0.1_f64,
        more in 1e-3..1.0_f64,
    ) {
        let base = taeg_constant(rate, months, insurance, fee).unwrap();
        prop_assert!(taeg_constant(rate + more, months, insurance, fee).unwrap() > base);
        prop_assert!(taeg_constant(rate, months, insurance + more, fee).unwrap() > base);
        prop_assert!(taeg_constant(rate, months, insurance, fee + more / 100.0).unwrap() > base);
        prop_assert!(taea_constant(rate, months, insurance + more, fee).unwrap() > 0.0);
        let flows = |rate, insurance, fee| percent(&constant_flows(rate, months, insurance, fee));
        let base = flows(rate, insurance, fee);
        prop_assert!(flows(rate + more, insurance, fee) > base);
        prop_assert!(flows(rate, insurance + more, fee) > base);
        prop_assert!(flows(rate, insurance, fee + more / 100.0) > base);
    }

    #[test]
    fn taeg_is_at_least_the_compound_nominal_rate(
        rate in 0.0..15.0_f64, months in 1_u32..=420, insurance in 0.0..2.0_f64, fee in 0.0..0.1_f64,
    ) {
        let compound = 100.0 * ((1.0 + rate / 1200.0).powi(12) - 1.0);
        prop_assert!(taeg_constant(rate, months, insurance, fee).unwrap() >= compound - SAME);
        prop_assert!((taeg_constant(rate, months, 0.0, 0.0).unwrap() - compound).abs() < 1e-12);
    }

    /// Rounding takes half a cent of interest a month at most: a share of what is owed, on average over the loan.
    #[test]
    fn schedules_cost_at_least_the_compound_nominal_rate(loan in loan()) {
        let schedule = loan.schedule().unwrap();
        let Ok(taeg) = schedule.taeg() else { return Ok(()) };
        let owed: f64 = schedule.rows().iter().map(|row| row.outstanding.to_euros().get()).sum::<f64>()
            + schedule.initial_drawdown().to_euros().get();
        let rounding = 2.0 * 1200.0 * 0.005 * schedule.rows().len() as f64 / owed;
        let compound = 100.0 * ((1.0 + loan.rate.percent() / 1200.0).powi(12) - 1.0);
        prop_assert!(taeg.percent() >= compound - rounding, "{} {compound} {rounding}", taeg.percent());
    }

    #[test]
    fn schedules_cost_more_with_fees_and_insurance(loan in loan(), rate in 0.05..1.0_f64) {
        let Ok(base) = loan.schedule().unwrap().taeg() else { return Ok(()) };
        let fees = Fees { broker: Cents::new(loan.principal().get() / 100 + 1), ..loan.fees };
        let Ok(charged) = loan.clone().with_fees(fees).schedule().unwrap().taeg() else { return Ok(()) };
        prop_assert!(charged > base, "{charged:?} {base:?}");
        let insurance = Insurance::on_initial_capital(InsuranceRate::from_percent(rate).unwrap());
        let insured = loan.with_insurance(insurance).schedule().unwrap();
        if insured.rows().iter().any(|row| row.insurance > Cents::ZERO) {
            prop_assert!(insured.taeg().unwrap() > base, "{insured:?}");
        }
    }

    #[test]
    fn years_add_up_to_the_schedule(loan in loan()) {
        let schedule = loan.schedule().unwrap();
        let years = schedule.years();
        prop_assert_eq!(years.len(), schedule.rows().len().div_ceil(12));
        let mut owed = schedule.initial_drawdown();
        for (year, number) in years.iter().zip(1..) {
            prop_assert_eq!(year.year, number);
            owed = owed + year.drawdown + year.capitalised_interest - year.principal;
            prop_assert_eq!(year.outstanding, owed);
        }
        let costs = schedule.costs();
        let interest: Cents = years.iter().map(|year| year.interest + year.capitalised_interest).sum();
        let insurance: Cents = years.iter().map(|year| year.insurance).sum();
        prop_assert_eq!((interest, insurance), (costs.interest, costs.insurance));
    }

    #[test]
    fn free_loans_cost_exactly_nothing(cents in 1_i64..100_000_000, repayment in repayment()) {
        let loan = Loan::constant(Cents::new(cents), NominalRate::ZERO, Months::new(1)).with_repayment(repayment);
        let schedule = loan.schedule().unwrap();
        prop_assert_eq!(schedule.costs().total(), Cents::ZERO);
        prop_assert_eq!(schedule.taeg().unwrap().percent(), 0.0);
    }

    #[test]
    fn solver_solves_any_flows_that_it_does_not_refuse(
        flows in proptest::collection::vec((0.0..30.0_f64, -1e6..1e6_f64), 0..20),
    ) {
        let flows = flows.iter().map(|&(years, amount)| courtier_loan::CashFlow::received(years, Euros::new(amount)));
        let flows = CashFlows::new(flows.collect()).unwrap();
        if let Ok(rate) = taeg(&flows) {
            let growth = 1.0 + rate.percent() / 100.0;
            let terms = flows.as_slice().iter().map(|flow| flow.amount.get() * growth.powf(-flow.years));
            prop_assert!(rate.percent() >= 0.0);
            prop_assert!(terms.clone().sum::<f64>().abs() <= 1e-9 * terms.map(f64::abs).sum::<f64>());
        }
    }
}

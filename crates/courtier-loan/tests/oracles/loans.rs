//! The mortgages of `mortgages.rs` and `insurance.rs`, and how they are checked.
//!
//! The expected figures take every payment as rounded; a real schedule adjusts the last one, by at most some euros,
//! which moves the TAEG by a few hundred-thousandths of a point. So each case is checked twice: its flows as rounded at
//! nine decimals, its schedule at four.

use courtier_loan::{
    CashFlow, CashFlows, Cents, Fees, Insurance, InsuranceBasis, InsuranceRate, InsuranceScope, InsuredShare, Loan,
    Months, NominalRate, Schedule, taeg,
};

use crate::flows::assert_close;

/// The expected figures were worked out with forty digits and kept at nine decimals.
pub(crate) const NINE_DECIMALS: f64 = 5.1e-10;
const FOUR_DECIMALS: f64 = 5e-5;

pub(crate) fn loan(euros: i32, percent: f64, months: u32) -> Loan {
    Loan::constant(Cents::from_whole_euros(euros), NominalRate::from_percent(percent).unwrap(), Months::new(months))
}

/// Returns 200,000 euros over 240 months at 3.50 %.
pub(crate) fn l1() -> Loan {
    loan(200_000, 3.5, 240)
}

pub(crate) fn fees(euros: i32) -> Fees {
    Fees { other: Cents::from_whole_euros(euros), ..Fees::default() }
}

/// Returns 5,500 euros, of three kinds.
pub(crate) fn fees_5500() -> Fees {
    Fees {
        lender: Cents::from_whole_euros(1000),
        guarantee: Cents::from_whole_euros(2500),
        broker: Cents::from_whole_euros(2000),
        other: Cents::ZERO,
    }
}

pub(crate) fn insurance(basis: InsuranceBasis, percent: f64, share: f64) -> Insurance {
    let share = InsuredShare::from_percent(share).unwrap();
    Insurance { basis, share, ..Insurance::on_initial_capital(InsuranceRate::from_percent(percent).unwrap()) }
}

pub(crate) fn on_initial(percent: f64) -> Insurance {
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
pub(crate) fn check(what: &str, loan: &Loan, expected: f64) -> Schedule {
    let schedule = loan.schedule().unwrap();
    assert_close(as_rounded(&schedule), expected, NINE_DECIMALS, what);
    assert_close(schedule.taeg().unwrap().percent(), expected, FOUR_DECIMALS, what);
    schedule
}

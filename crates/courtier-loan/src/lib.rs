//! Mortgage mathematics as French law asks for them: schedule, insurance, TAEG, TAEA, usury, effort rate.
//!
//! Pure functions: no input or output, no clock, no Arrow, no SQL. Rates are in percent a year, amounts in euro cents
//! ([`Cents`]), or in unrounded euros ([`Euros`]) where the law computes without rounding. Figures that the law changes
//! with time are dated tables with their sources ([`UsuryTable`], [`RegulatoryTable`]), never constants.
//!
//! One loan at a time, described in full: [`Loan`] -> [`Schedule`] -> [`CashFlows`] -> [`taeg()`]. Millions of
//! constant-payment loans: [`taeg_constant_batch()`] and [`constant_costs()`].
//!
//! ```
//! use courtier_loan::{Cents, Fees, Insurance, InsuranceRate, Loan, Months, NominalRate};
//!
//! let loan = Loan::constant(Cents::from_whole_euros(200_000), NominalRate::from_percent(3.5)?, Months::new(240))
//!     .with_insurance(Insurance::on_initial_capital(InsuranceRate::from_percent(0.34)?))
//!     .with_fees(Fees { broker: Cents::from_whole_euros(5_500), ..Fees::default() });
//! let schedule = loan.schedule()?;
//! assert_eq!(schedule.rows()[0].payment_with_insurance(), Cents::new(115_992 + 5_667));
//! assert_eq!(schedule.taeg()?.shown_percent(), 4.46);
//! assert_eq!(schedule.taea()?.shown_percent(), 0.57);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod annuity;
mod calendar;
mod cash_flow;
mod constant_costs;
mod dated_table;
mod effort;
mod hcsf;
mod insurance;
mod loan;
mod money;
mod months;
mod rate;
mod regulatory;
mod rounding;
mod schedule;
mod schedule_flows;
mod schedule_years;
mod taeg;
mod taeg_batch;
mod taeg_constant;
mod taeg_lanes;
mod usury;

pub use annuity::constant_payment;
pub use calendar::{CalendarError, Interval, IntervalUnit};
pub use cash_flow::{CashFlow, CashFlowError, CashFlows};
pub use constant_costs::{ConstantCosts, constant_costs, constant_costs_until};
pub use courtier_core::Confirmation;
pub use dated_table::DatedTableError;
pub use effort::{EffortError, EffortRate, HouseholdBudget};
pub use hcsf::{CreditPurpose, HcsfFile, HcsfFlag, HcsfPolicy};
pub use insurance::{Insurance, InsuranceBasis};
pub use loan::{DeferredInterest, Drawdown, Fees, Loan, LoanError, Repayment};
pub use money::{Cents, Euros};
pub use months::{Months, Period};
pub use rate::{EffectiveRate, InsuranceRate, InsuredShare, NominalRate, RateError, SHOWN_DECIMALS};
pub use regulatory::{RegulatoryParameter, RegulatoryTable, RegulatoryValue};
pub use rounding::round_half_up;
pub use schedule::{Schedule, ScheduleRow};
pub use schedule_flows::{CreditCosts, InsuranceScope, Taea};
pub use schedule_years::ScheduleYear;
pub use taeg::{TaegError, taeg};
pub use taeg_batch::taeg_constant_batch;
pub use taeg_constant::{taea_constant, taeg_constant};
pub use usury::{RateKind, UsuryCategory, UsuryTable, UsuryThreshold, UsuryVerdict};

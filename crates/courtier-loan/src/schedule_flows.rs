//! From a schedule to its cash flows, and to the rates and costs that the law asks for: TAEG, TAEA, total cost.

use chrono::NaiveDate;

use crate::calendar::{Interval, IntervalUnit};
use crate::cash_flow::{CashFlow, CashFlowError, CashFlows};
use crate::money::Cents;
use crate::months::Months;
use crate::rate::{EffectiveRate, SHOWN_DECIMALS};
use crate::rounding::round_half_up;
use crate::schedule::{Schedule, ScheduleRow};
use crate::taeg::{TaegError, taeg};

/// Which premiums are part of the cash flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InsuranceScope {
    /// Those that the lender requires: the TAEG's.
    Required,
    /// All, as if the lender required them: the first term of the TAEA.
    All,
    /// None: the second term of the TAEA.
    None,
}

/// The TAEA (taux annuel effectif de l'assurance) and its two terms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taea {
    /// TAEG as if every insurance were required.
    pub with_insurance: EffectiveRate,
    /// TAEG as if none were.
    pub without_insurance: EffectiveRate,
}

/// What a loan costs beyond its capital, in cents. The legal "coût total du crédit" (article L. 311-1, 7° du code de la
/// consommation) has the required insurance only: it is this when all of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CreditCosts {
    /// Interest, paid or capitalised.
    pub interest: Cents,
    /// Insurance premiums, required or not.
    pub insurance: Cents,
    /// Fees.
    pub fees: Cents,
}

impl Taea {
    /// Returns the TAEA in percentage points a year, unrounded.
    ///
    /// **Source:** articles R. 314-11 and R. 314-12 du code de la consommation.
    #[must_use]
    pub fn percent(&self) -> f64 {
        self.with_insurance.percent() - self.without_insurance.percent()
    }

    /// Returns the TAEA as shown to people: the unrounded difference rounded once, half up, at [`SHOWN_DECIMALS`].
    #[must_use]
    pub fn shown_percent(&self) -> f64 {
        round_half_up(self.percent(), SHOWN_DECIMALS)
    }
}

impl CreditCosts {
    /// Returns everything together.
    #[must_use]
    pub fn total(&self) -> Cents {
        self.interest + self.insurance + self.fees
    }
}

impl InsuranceScope {
    const fn premium(self, row: &ScheduleRow) -> Cents {
        match self {
            Self::Required => row.required_insurance,
            Self::All => row.insurance,
            Self::None => Cents::ZERO,
        }
    }
}

impl Schedule {
    /// Returns the cash flows at exact months: period `k` is `k / 12` years after the first drawdown.
    ///
    /// **Source:** annexe à l'article R. 314-3 du code de la consommation, remark (c).
    #[must_use]
    pub fn cash_flows(&self, scope: InsuranceScope) -> CashFlows {
        self.flows_at(scope, |row| row.period.years())
    }

    /// Returns the cash flows of a loan whose first period is not a month: fees and drawdowns every so many months
    /// after `first_drawdown`, payments monthly from `first_due` on. The amounts stay those of the schedule: what a
    /// longer or shorter first month does to the interest is not computed.
    ///
    /// Time is counted backward from a payment, so first the months between payments, which are whole whatever their
    /// days (31 October, 30 November, 28 February), then the first period by [`Interval::between`]. This gives example
    /// 5bis of décret 2002-928, whose payments fall on month ends; dates that are not of one schedule are for
    /// [`CashFlows::dated`].
    ///
    /// # Errors
    /// [`CashFlowError::Calendar`] when `first_due` precedes `first_drawdown` or a date leaves the calendar.
    ///
    /// **Source:** annexe à l'article R. 314-3 du code de la consommation, remark (c); Directive 2014/17/EU annex I
    /// part I remark (c).
    pub fn dated_cash_flows(
        &self,
        scope: InsuranceScope,
        first_drawdown: NaiveDate,
        first_due: NaiveDate,
    ) -> Result<CashFlows, CashFlowError> {
        let first = Interval::between(first_drawdown, first_due, IntervalUnit::Month)?;
        let due = |row: &ScheduleRow| Interval { whole: first.whole + row.period.index() - 1, ..first }.years();
        Ok(self.flows_at(scope, due))
    }

    /// Returns the cash flows with the payment of each row at `due` years, drawdowns at exact months.
    fn flows_at(&self, scope: InsuranceScope, due: impl Fn(&ScheduleRow) -> f64) -> CashFlows {
        let start =
            [CashFlow::received(0.0, self.initial_drawdown.to_euros()), CashFlow::paid(0.0, self.fees.to_euros())];
        let months = self.rows.iter().flat_map(|row| {
            let paid = row.payment() + scope.premium(row);
            let drawn = CashFlow::received(row.period.years(), row.drawdown.to_euros());
            [CashFlow::paid(due(row), paid.to_euros()), drawn]
        });
        CashFlows::from_usable(start.into_iter().chain(months).collect())
    }

    /// Returns the TAEG: fees and required insurance included, at exact months.
    ///
    /// # Errors
    /// [`TaegError`] when the flows have no such rate.
    ///
    /// **Source:** articles L. 314-1 to L. 314-4, R. 314-3 and R. 314-4 du code de la consommation.
    pub fn taeg(&self) -> Result<EffectiveRate, TaegError> {
        taeg(&self.cash_flows(InsuranceScope::Required))
    }

    /// Returns the TAEA: both terms include the fees.
    ///
    /// # Errors
    /// [`TaegError`] when one of the two TAEGs does not exist.
    ///
    /// **Source:** article R. 314-12 du code de la consommation.
    pub fn taea(&self) -> Result<Taea, TaegError> {
        Ok(Taea {
            with_insurance: taeg(&self.cash_flows(InsuranceScope::All))?,
            without_insurance: taeg(&self.cash_flows(InsuranceScope::None))?,
        })
    }

    /// Returns the costs over the whole loan, in cents: what the borrower pays beyond the capital.
    #[must_use]
    pub fn costs(&self) -> CreditCosts {
        self.costs_over(Months::new(u32::MAX))
    }

    /// Returns the costs of the first `months` months, in cents, fees included.
    ///
    /// **Source:** article L. 313-8 du code de la consommation, for the insurance: its cost over eight years, 96 months
    /// ([`crate::RegulatoryParameter::InsuranceCostHorizon`]), and over the loan.
    #[must_use]
    pub fn costs_over(&self, months: Months) -> CreditCosts {
        let start = CreditCosts { fees: self.fees, ..CreditCosts::default() };
        self.rows.iter().take_while(|row| row.period.index() <= months.get()).fold(start, |costs, row| CreditCosts {
            interest: costs.interest + row.interest + row.capitalised_interest,
            insurance: costs.insurance + row.insurance,
            ..costs
        })
    }
}

//! From a schedule to its cash flows, and to the rates and costs that the law asks for: TAEG, TAEA, total cost.

use chrono::NaiveDate;

use crate::calendar::months_after;
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

/// What a loan costs beyond its capital.
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
        let start =
            [CashFlow::received(0.0, self.initial_drawdown.to_euros()), CashFlow::paid(0.0, self.fees.to_euros())];
        let months = self.rows.iter().flat_map(|row| {
            let years = row.period.years();
            let paid = row.payment() + scope.premium(row);
            [CashFlow::paid(years, paid.to_euros()), CashFlow::received(years, row.drawdown.to_euros())]
        });
        CashFlows::from_usable(start.into_iter().chain(months).collect())
    }

    /// Returns the cash flows at dates: drawdowns and fees every so many months after `first_drawdown`, payments
    /// monthly from `first_due` on. The amounts stay those of the schedule: what a longer or shorter first month does
    /// to the interest is not computed.
    ///
    /// # Errors
    /// [`CashFlowError`] when `first_due` precedes `first_drawdown` or a date leaves the calendar.
    pub fn dated_cash_flows(
        &self,
        scope: InsuranceScope,
        first_drawdown: NaiveDate,
        first_due: NaiveDate,
    ) -> Result<CashFlows, CashFlowError> {
        let mut flows =
            vec![(first_drawdown, self.initial_drawdown.to_euros()), (first_drawdown, -self.fees.to_euros())];
        for row in &self.rows {
            let month = row.period.index();
            let paid = row.payment() + scope.premium(row);
            flows.push((months_after(first_due, month - 1)?, -paid.to_euros()));
            if row.drawdown > Cents::ZERO {
                flows.push((months_after(first_drawdown, month)?, row.drawdown.to_euros()));
            }
        }
        CashFlows::dated(first_drawdown, flows)
    }

    /// Returns the TAEG: fees and required insurance included, at exact months.
    ///
    /// # Errors
    /// [`TaegError`] when the flows have no such rate.
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

    /// Returns the costs over the whole loan.
    #[must_use]
    pub fn costs(&self) -> CreditCosts {
        self.costs_over(Months::new(u32::MAX))
    }

    /// Returns the costs of the first `months` months, fees included. Article L. 313-8 du code de la consommation asks
    /// for the insurance's over eight years.
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

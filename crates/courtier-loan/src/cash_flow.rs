//! What the borrower receives and pays, and when: the two sides of the legal equation.

use chrono::NaiveDate;

use crate::calendar::{CalendarError, Interval, IntervalUnit};
use crate::money::Euros;

/// One amount received or paid by the borrower.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CashFlow {
    /// Time since the first drawdown, in years.
    pub years: f64,
    /// Amount, unrounded: above zero when the borrower receives it, below when the borrower pays it.
    pub amount: Euros,
}

/// The cash flows of a loan, in order of time. Only finite amounts at finite times, not before the first drawdown.
#[derive(Debug, Clone, PartialEq)]
pub struct CashFlows(Vec<CashFlow>);

/// Why amounts are not the cash flows of a loan.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CashFlowError {
    /// A time or an amount is not a finite number, or a time is negative.
    #[error("flux n° {position} : date ou montant inutilisable")]
    Unusable {
        /// Position of the flow, from 1.
        position: usize,
    },
    /// A date cannot be placed after the first drawdown.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

impl CashFlow {
    /// Returns a drawdown: `amount` is received `years` years after the first one.
    #[must_use]
    pub const fn received(years: f64, amount: Euros) -> Self {
        Self { years, amount }
    }

    /// Returns a payment, or a charge: `amount` is paid `years` years after the first drawdown.
    #[must_use]
    pub fn paid(years: f64, amount: Euros) -> Self {
        Self { years, amount: -amount }
    }
}

impl CashFlows {
    /// Returns the flows in order of time; the order of simultaneous ones is kept.
    ///
    /// # Errors
    /// [`CashFlowError::Unusable`] when a number is not finite or a time is negative.
    pub fn new(flows: Vec<CashFlow>) -> Result<Self, CashFlowError> {
        let usable = |flow: &CashFlow| flow.years.is_finite() && flow.years >= 0.0 && flow.amount.get().is_finite();
        match flows.iter().position(|flow| !usable(flow)) {
            Some(index) => Err(CashFlowError::Unusable { position: index + 1 }),
            None => Ok(Self::from_usable(flows)),
        }
    }

    /// Returns the flows of a loan whose first drawdown is at `start`, each with its date.
    ///
    /// Amounts are above zero when received and below when paid. Times are counted by [`Interval::between`], in
    /// normalised months.
    ///
    /// # Errors
    /// [`CashFlowError`] when a date precedes `start` or an amount is not finite.
    ///
    /// **Source:** annexe à l'article R. 314-3 du code de la consommation, remark (c).
    pub fn dated(start: NaiveDate, flows: impl IntoIterator<Item = (NaiveDate, Euros)>) -> Result<Self, CashFlowError> {
        let place = |(date, amount)| -> Result<CashFlow, CashFlowError> {
            Ok(CashFlow { years: Interval::between(start, date, IntervalUnit::Month)?.years(), amount })
        };
        Self::new(flows.into_iter().map(place).collect::<Result<_, _>>()?)
    }

    /// Sorts flows that are known to be usable.
    pub(crate) fn from_usable(mut flows: Vec<CashFlow>) -> Self {
        flows.sort_by(|a, b| a.years.total_cmp(&b.years));
        Self(flows)
    }

    /// Returns the flows, in order of time.
    #[must_use]
    pub fn as_slice(&self) -> &[CashFlow] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{CashFlow, CashFlowError, CashFlows};
    use crate::money::Euros;

    #[test]
    fn refuses_what_is_not_a_number() {
        for flow in [(f64::NAN, 1.0), (-0.5, 1.0), (0.0, f64::NAN), (1.0, f64::INFINITY)] {
            let flows = vec![CashFlow::received(0.0, Euros::new(1.0)), CashFlow::paid(flow.0, Euros::new(flow.1))];
            assert_eq!(CashFlows::new(flows), Err(CashFlowError::Unusable { position: 2 }));
        }
    }

    #[test]
    fn puts_flows_in_order_of_time() {
        let flows = vec![CashFlow::paid(2.0, Euros::new(1.0)), CashFlow::received(0.0, Euros::new(1.0))];
        let years: Vec<f64> = CashFlows::new(flows).unwrap().as_slice().iter().map(|flow| flow.years).collect();
        assert_eq!(years, [0.0, 2.0]);
    }

    #[test]
    fn refuses_a_date_before_the_first_drawdown() {
        let (start, before) = ("2024-03-12".parse().unwrap(), "2024-03-11".parse().unwrap());
        assert!(matches!(CashFlows::dated(start, [(before, Euros::new(1.0))]), Err(CashFlowError::Calendar(_))));
    }
}

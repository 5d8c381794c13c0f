//! The TAEG (taux annuel effectif global) of any cash flows, by the legal equation.
//!
//! Finds the rate or says why there is none; which costs enter the flows is decided by who builds them.

use crate::cash_flow::{CashFlow, CashFlows};
use crate::rate::EffectiveRate;

/// Highest TAEG that is looked for: beyond, the flows are not those of a loan. In percent a year.
const MAX_TAEG_PERCENT: f64 = 1_000_000.0;

/// Share of all the money moved under which a balance is zero: the error of adding cents in binary is below it.
const ZERO_BALANCE: f64 = 1e-12;

/// First upper bound tried for the logarithm of the yearly growth, then doubled: 6.4 % a year.
const FIRST_BRACKET: f64 = 0.0625;

/// Step of the logarithm of the yearly growth under which the next Newton step is below the rounding error.
const LAST_STEP: f64 = 1e-13;

/// A bracket of any width is halved down to the rounding error in fewer steps.
const MAX_STEPS: u32 = 200;

/// Why cash flows have no TAEG.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaegError {
    /// No flow, or the borrower does not receive more than the charges paid at the first drawdown.
    #[error("aucun montant net n'est reçu au premier déblocage")]
    NothingReceived,
    /// The borrower pays back less than was received, so no rate is zero or more.
    #[error("le total remboursé est inférieur au montant prêté : aucun taux positif")]
    RepaidLessThanLent,
    /// The borrower's balance changes sign more than once, so that several rates may solve the equation.
    #[error("le solde de l'emprunteur change plusieurs fois de signe : le taux n'est pas unique")]
    NotUnique,
    /// The rate is above 1,000,000 % a year.
    #[error("le taux dépasse 1 000 000 % par an")]
    OutOfRange,
    /// The steps ran out; a defect of the solver, since its bracket halves.
    #[error("le calcul du taux n'a pas convergé")]
    NotConverged,
}

/// Returns the TAEG of the flows, unrounded: the rate at which the value at the first drawdown of what is received
/// equals that of what is paid. A loan that costs nothing gives exactly 0.
///
/// The answer is unique: flows whose running balance changes sign once have one positive rate (Norstrøm, 1972), and
/// others are refused.
///
/// # Errors
/// [`TaegError`] says why there is no such rate.
///
/// **Source:** annexe à l'article R. 314-3 du code de la consommation; Directive 2014/17/EU annex I part I:
/// `sum C_k (1+X)^-t_k = sum D_l (1+X)^-s_l`.
pub fn taeg(flows: &CashFlows) -> Result<EffectiveRate, TaegError> {
    let flows = flows.as_slice();
    let growth = if costs_nothing(flows)? { 0.0 } else { solve(flows)? };
    Ok(EffectiveRate::solved(100.0 * growth.exp_m1()))
}

/// Checks that the running balance tells one rate, and returns whether that rate is zero.
fn costs_nothing(flows: &[CashFlow]) -> Result<bool, TaegError> {
    let zero = ZERO_BALANCE * flows.iter().map(|flow| flow.amount.get().abs()).sum::<f64>();
    let mut balance = 0.0;
    let mut owed_once = false;
    let mut overpaid_once = false;
    for simultaneous in flows.chunk_by(|a, b| a.years == b.years) {
        balance += simultaneous.iter().map(|flow| flow.amount.get()).sum::<f64>();
        if balance > zero {
            if overpaid_once {
                return Err(TaegError::NotUnique);
            }
            owed_once = true;
        } else if balance < -zero {
            if !owed_once {
                return Err(TaegError::NothingReceived);
            }
            overpaid_once = true;
        }
    }
    match (owed_once, overpaid_once) {
        (false, _) => Err(TaegError::NothingReceived),
        _ if balance > zero => Err(TaegError::RepaidLessThanLent),
        (true, false) => Ok(true),
        (true, true) if balance >= -zero => Err(TaegError::NotUnique),
        (true, true) => Ok(false),
    }
}

/// Returns the value of the flows at the first drawdown, and its derivative, when money grows by `e^growth` a year.
fn present_value(flows: &[CashFlow], growth: f64) -> (f64, f64) {
    flows.iter().fold((0.0, 0.0), |(value, slope), flow| {
        let discounted = flow.amount.get() * (-growth * flow.years).exp();
        (value + discounted, slope - flow.years * discounted)
    })
}

/// Finds the growth at which the present value crosses zero upwards.
///
/// Newton's method kept in a bracket (its steps that would leave it are replaced by the middle). With one drawdown the
/// value is concave, and the steps climb to the root from the left without ever needing the bracket.
fn solve(flows: &[CashFlow]) -> Result<f64, TaegError> {
    let max_growth = (MAX_TAEG_PERCENT / 100.0).ln_1p();
    let (mut low, mut high) = (0.0, FIRST_BRACKET);
    while present_value(flows, high).0 < 0.0 {
        if high >= max_growth {
            return Err(TaegError::OutOfRange);
        }
        (low, high) = (high, (2.0 * high).min(max_growth));
    }
    let mut growth = low;
    for _ in 0..MAX_STEPS {
        let (value, slope) = present_value(flows, growth);
        if value < 0.0 {
            low = growth;
        } else {
            high = growth;
        }
        let newton = growth - value / slope;
        let next = if (low..=high).contains(&newton) { newton } else { f64::midpoint(low, high) };
        if (next - growth).abs() <= LAST_STEP {
            return Ok(next);
        }
        growth = next;
    }
    Err(TaegError::NotConverged)
}

#[cfg(test)]
mod tests {
    use super::{TaegError, taeg};
    use crate::cash_flow::{CashFlow, CashFlows};
    use crate::money::Euros;

    fn solve(flows: &[(f64, f64)]) -> Result<f64, TaegError> {
        let flows = flows.iter().map(|&(years, amount)| CashFlow::received(years, Euros::new(amount))).collect();
        taeg(&CashFlows::new(flows).unwrap()).map(|rate| rate.percent())
    }

    #[test]
    fn solves_a_thousand_percent() {
        assert!((solve(&[(0.0, 100.0), (1.0, -1100.0)]).unwrap() - 1000.0).abs() < 1e-9);
    }

    #[test]
    fn gives_zero_for_a_loan_without_cost() {
        assert_eq!(solve(&[(0.0, 0.3), (1.0, -0.1), (2.0, -0.1), (3.0, -0.1)]), Ok(0.0));
    }

    #[test]
    fn says_why_there_is_no_rate() {
        assert_eq!(solve(&[]), Err(TaegError::NothingReceived));
        assert_eq!(solve(&[(1.0, -10.0)]), Err(TaegError::NothingReceived));
        assert_eq!(solve(&[(0.0, 100.0), (0.0, -100.0), (1.0, -10.0)]), Err(TaegError::NothingReceived));
        assert_eq!(solve(&[(0.0, 100.0), (1.0, -99.0)]), Err(TaegError::RepaidLessThanLent));
        assert_eq!(solve(&[(0.0, 100.0)]), Err(TaegError::RepaidLessThanLent));
        assert_eq!(solve(&[(0.0, 100.0), (0.1, -1e9)]), Err(TaegError::OutOfRange));
        assert_eq!(solve(&[(0.0, 100.0), (1.0, -230.0), (2.0, 132.0)]), Err(TaegError::NotUnique));
        assert_eq!(solve(&[(0.0, 1.0), (1.0, -3.0), (2.0, 3.0), (3.0, -2.0)]), Err(TaegError::NotUnique));
        assert_eq!(solve(&[(0.0, 100.0), (1.0, -150.0), (2.0, 50.0)]), Err(TaegError::NotUnique));
    }

    #[test]
    fn nets_simultaneous_flows() {
        let separate = solve(&[(0.0, -50.0), (0.0, 1000.0), (1.5, -1200.0)]).unwrap();
        let net = solve(&[(0.0, 950.0), (1.5, -1200.0)]).unwrap();
        assert!((separate - net).abs() < 1e-11);
    }
}

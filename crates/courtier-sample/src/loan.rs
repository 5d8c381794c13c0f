//! The loan asked for: amount (which goes with income), term, monthly payment.

use crate::allotment::{Allotment, Count};
use crate::association::{Association, uniform_association};
use crate::choice::WeightedTable;
use crate::defect::Defect;
use crate::draws::Draws;
use crate::income::INCOME_CLASSES;
use crate::quantile::{Quantiles, fixed};
use crate::spec::REFERENCE_OPPORTUNITIES;

/// Classes of loan amounts: tenths of the amounts over 0.
pub const LOAN_CLASSES: usize = 10;
/// Planted correlation: odds ratio of any two neighbouring classes of income and of loan amount.
pub const LOAN_INCOME_ODDS_RATIO: f64 = 1.06;

/// EUR, made up from nine published rows and the market.
const AMOUNT_EUR: Quantiles = Quantiles(&[
    (0.0, 10_000.0),
    (0.05, 75_000.0),
    (0.25, 132_000.0),
    (0.50, 191_000.0),
    (0.75, 276_000.0),
    (0.90, 390_000.0),
    (0.97, 550_000.0),
    (0.995, 900_000.0),
    (1.0, 2_100_000.0),
]);

/// Terms asked for: years, share, and EUR a month for each EUR lent at 4.4 % a year.
const TERMS: &[((i64, f64), f64)] =
    &[((10, 0.010_316), 3.0), ((15, 0.007_599), 9.0), ((20, 0.006_273), 33.0), ((25, 0.005_502), 55.0)];

#[derive(Debug, Clone, Copy)]
pub(crate) enum AmountFate {
    Missing,
    Zero,
    True,
}

const FATES: [(AmountFate, Count); 2] =
    [(AmountFate::Missing, Count::Scaled(917)), (AmountFate::Zero, Count::Scaled(367))];

/// A loan as asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Loan {
    /// Whole EUR.
    pub(crate) amount: Option<i64>,
    /// Defect of the amount.
    pub(crate) defect: Option<Defect>,
    /// Years.
    pub(crate) years: i64,
    /// What the loan would cost each month, in cents.
    pub(crate) payment_cents: i64,
}

/// The distribution of loans.
#[derive(Debug)]
pub(crate) struct LoanModel {
    /// What becomes of the amount.
    pub(crate) fates: Allotment<AmountFate>,
    classes: Association,
    terms: WeightedTable<(i64, f64)>,
}

impl LoanModel {
    /// Prepares the loans of this many opportunities.
    pub(crate) fn new(rows: u64, phases: &mut Draws) -> Self {
        let odds = uniform_association(LOAN_INCOME_ODDS_RATIO, INCOME_CLASSES, LOAN_CLASSES);
        Self {
            fates: Allotment::new(rows, REFERENCE_OPPORTUNITIES, AmountFate::True, &FATES, phases),
            classes: Association::new(odds, &[1.0; INCOME_CLASSES], &[1.0; LOAN_CLASSES]),
            terms: WeightedTable::new(TERMS),
        }
    }

    /// Draws the loan of a household of this income class.
    pub(crate) fn draw(&self, fate: AmountFate, income_class: usize, draws: &mut Draws) -> Loan {
        let probability = (self.classes.draw(income_class, draws) as f64 + draws.unit()) / LOAN_CLASSES as f64;
        let eur = fixed(AMOUNT_EUR.at(probability), 1.0);
        let (amount, defect) = match fate {
            AmountFate::Missing => (None, Some(Defect::LoanMissing)),
            AmountFate::Zero => (Some(0), Some(Defect::LoanZero)),
            AmountFate::True => (Some(eur), None),
        };
        let (years, monthly_rate) = self.terms.draw(draws);
        Loan { amount, defect, years, payment_cents: fixed(amount.unwrap_or(0) as f64 * monthly_rate, 100.0) }
    }
}

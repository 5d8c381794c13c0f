//! Income of the household, in cents a month: the published quartiles, the zeros, the negatives, and the incomes of a
//! year typed as a month's.

use crate::allotment::{Allotment, Count};
use crate::defect::Defect;
use crate::draws::Draws;
use crate::quantile::{Quantiles, fixed};
use crate::spec::REFERENCE_OPPORTUNITIES;

/// Classes in which income is correlated with other columns: tenths of the incomes in `0 < x <= 20,000`.
pub const INCOME_CLASSES: usize = 10;

/// EUR a month, of the 169,496 plausible rows. The probabilities of 2,412, 3,713.33 and 5,500 are those at which they
/// are the quartiles of all 183,496 rows, of which 11,650 are lower and 2,350 are higher.
const PLAUSIBLE_EUR: Quantiles = Quantiles(&[
    (0.0, 150.0),
    (0.01, 700.0),
    (0.04, 1_300.0),
    (0.10, 1_750.0),
    (0.201_911_56, 2_412.0),
    (0.33, 3_000.0),
    (0.472_562_61, 3_713.33),
    (0.62, 4_520.0),
    (0.743_213_66, 5_500.0),
    (0.85, 6_750.0),
    (0.92, 8_500.0),
    (0.96, 10_800.0),
    (0.985, 14_500.0),
    (1.0, 20_000.0),
]);
/// EUR; fitted so that mean and standard deviation of the column are the published ones.
const YEARLY_EUR: Quantiles = Quantiles(&[
    (0.0, 20_001.0),
    (0.20, 25_000.0),
    (0.45, 34_000.0),
    (0.70, 48_000.0),
    (0.85, 72_000.0),
    (0.95, 145_000.0),
    (0.99, 280_000.0),
    (1.0, 480_000.0),
]);
const NEGATIVE_EUR: Quantiles = Quantiles(&[(0.0, -6_000.0), (0.2, -2_500.0), (1.0, -10.0)]);
const LOWEST_CENTS: i64 = -1_468_100;
const HIGHEST_CENTS: i64 = 151_666_666;
const CENTS: f64 = 100.0;

/// What is written in the cell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum IncomeFate {
    Zero,
    Negative,
    Yearly,
    Lowest,
    Highest,
    True,
}

/// 14,000 rows in all, as published; the split between the classes is what mean and quartiles call for.
const FATES: [(IncomeFate, Count); 5] = [
    (IncomeFate::Zero, Count::Scaled(11_500)),
    (IncomeFate::Negative, Count::Scaled(149)),
    (IncomeFate::Yearly, Count::Scaled(2_349)),
    (IncomeFate::Lowest, Count::Once),
    (IncomeFate::Highest, Count::Once),
];

/// Prepares the fates of this many opportunities.
pub(crate) fn fates(rows: u64, phases: &mut Draws) -> Allotment<IncomeFate> {
    Allotment::new(rows, REFERENCE_OPPORTUNITIES, IncomeFate::True, &FATES, phases)
}

/// Returns the income to write for a household of this class, in cents a month, and its defect.
pub(crate) fn cell(fate: IncomeFate, class: usize, draws: &mut Draws) -> (i64, Option<Defect>) {
    match fate {
        IncomeFate::Zero => (0, Some(Defect::IncomeZero)),
        IncomeFate::Negative => (NEGATIVE_EUR.draw(draws, CENTS), Some(Defect::IncomeNegative)),
        IncomeFate::Yearly => (YEARLY_EUR.draw(draws, CENTS), Some(Defect::IncomeYearly)),
        IncomeFate::Lowest => (LOWEST_CENTS, Some(Defect::IncomeNegative)),
        IncomeFate::Highest => (HIGHEST_CENTS, Some(Defect::IncomeYearly)),
        IncomeFate::True => {
            let probability = (class as f64 + draws.unit()) / INCOME_CLASSES as f64;
            (fixed(PLAUSIBLE_EUR.at(probability), CENTS), None)
        }
    }
}

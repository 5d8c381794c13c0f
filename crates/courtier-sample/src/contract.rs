//! Work contract of the borrower: which ones go with which employment, and how they go with income.

use crate::association::{Association, row_effects};
use crate::draws::Draws;
use crate::income::INCOME_CLASSES;
use crate::profession::PROFESSIONS;

/// A work contract as the files write it.
#[derive(Debug, Clone, Copy)]
pub struct Contract {
    /// Text of the cell; `None` is the empty cell.
    pub label: Option<&'static str>,
    /// Share of the filled cells, in %.
    pub(crate) share: f64,
    /// Planted correlation: odds of the next higher income class are multiplied by this, compared with a ratio of 1.
    pub income_odds_ratio: f64,
    /// Weights beside private, public, other and unknown employment, before raking.
    weights: [f64; 4],
}

const fn contract(label: &'static str, share: f64, income_odds_ratio: f64, weights: [f64; 4]) -> Contract {
    Contract { label: Some(label), share, income_odds_ratio, weights }
}

/// The contracts; the last is the empty cell. Shares as published; the two rarest are made up to complete 100 %.
pub const CONTRACTS: [Contract; 10] = [
    contract("CDI période d'essai terminée", 79.1, 1.08, [1.0, 0.04, 0.5, 0.4]),
    contract("Fonctionnaire ou assimilé", 14.3, 1.02, [0.01, 1.0, 0.1, 0.4]),
    contract("Éducation nationale", 2.3, 1.0, [0.01, 1.0, 0.1, 0.4]),
    contract("CDD", 1.9, 0.82, [1.0, 0.5, 2.0, 1.0]),
    contract("CDI période d'essai non terminée", 1.4, 0.95, [1.0, 0.04, 0.5, 0.4]),
    contract("Intérimaire", 0.6, 0.75, [1.0, 0.01, 2.0, 0.5]),
    contract("Autres", 0.3, 0.95, [1.0, 0.5, 9.0, 1.0]),
    contract("Multi-employeurs", 0.07, 0.9, [1.0, 0.1, 2.0, 0.5]),
    contract("Intermittent du spectacle", 0.03, 0.9, [1.0, 0.1, 2.0, 0.5]),
    Contract { label: None, share: 0.0, income_odds_ratio: 0.97, weights: [0.0; 4] },
];

/// Place of the empty cell in [`CONTRACTS`].
pub(crate) const NO_CONTRACT: usize = CONTRACTS.len() - 1;

/// Kinds of employment that decide which contracts are likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Employment {
    Private,
    Public,
    Other,
    Unknown,
}

const EMPLOYMENTS: [Employment; 4] = [Employment::Private, Employment::Public, Employment::Other, Employment::Unknown];

/// The distribution of contracts.
#[derive(Debug)]
pub(crate) struct ContractModel {
    by_employment: Association,
    income_classes: Association,
}

impl ContractModel {
    /// Prepares the two tables.
    pub(crate) fn new() -> Self {
        let given = &CONTRACTS[..NO_CONTRACT];
        let with_contract = EMPLOYMENTS.map(|employment| {
            PROFESSIONS.iter().filter(|p| p.employment == employment).map(|p| p.with_contract as f64).sum()
        });
        let odds = (0..EMPLOYMENTS.len()).map(|row| given.iter().map(|c| c.weights[row]).collect()).collect();
        let shares: Vec<f64> = given.iter().map(|c| c.share).collect();

        let total: f64 = with_contract.iter().sum();
        let without: u64 = PROFESSIONS.iter().map(|p| p.without_contract).sum();
        let mut counts: Vec<f64> = shares.iter().map(|share| share / 100.0 * total).collect();
        counts.push(without as f64);
        let income_odds = row_effects(CONTRACTS.iter().map(|c| c.income_odds_ratio), INCOME_CLASSES);
        Self {
            by_employment: Association::new(odds, &with_contract, &shares),
            income_classes: Association::new(income_odds, &counts, &[1.0; INCOME_CLASSES]),
        }
    }

    /// Draws the contract of somebody of this employment, as a place in [`CONTRACTS`].
    pub(crate) fn draw(&self, employment: Employment, draws: &mut Draws) -> usize {
        self.by_employment.draw(employment as usize, draws)
    }

    /// Draws the income class (0 lowest) of somebody with this contract.
    pub(crate) fn income_class(&self, contract: usize, draws: &mut Draws) -> usize {
        self.income_classes.draw(contract, draws)
    }
}

//! Main bank of the borrower (a network's name, not an id) and earlier mortgages, which both go with age.

use crate::age::{AGE_BANDS, band_shares};
use crate::allotment::{Allotment, Count};
use crate::association::{Association, row_effects};
use crate::draws::Draws;
use crate::spec::REFERENCE_OPPORTUNITIES;

/// A banking network as the files write it.
#[derive(Debug, Clone, Copy)]
pub struct MainBank {
    /// Text of the cell.
    pub label: &'static str,
    /// Share of the filled cells, in %.
    pub share: f64,
    /// Planted correlation: odds of the next older age band are multiplied by this, compared with a ratio of 1.
    pub age_odds_ratio: f64,
}

const fn bank(label: &'static str, share: f64, age_odds_ratio: f64) -> MainBank {
    MainBank { label, share, age_odds_ratio }
}

/// The networks. The shares of the first five are published; online banks (ratio under 1) have younger customers.
pub const MAIN_BANKS: [MainBank; 20] = [
    bank("CREDIT AGRICOLE", 20.0, 1.05),
    bank("CAISSE D'EPARGNE", 13.0, 1.0),
    bank("CREDIT MUTUEL", 9.0, 1.0),
    bank("SOCIETE GENERALE", 8.0, 1.0),
    bank("BANQUE POPULAIRE", 8.0, 1.05),
    bank("BNP PARIBAS", 7.5, 1.0),
    bank("LCL", 6.5, 1.0),
    bank("CIC", 5.5, 1.0),
    bank("BOURSORAMA BANQUE", 5.0, 0.7),
    bank("LA BANQUE POSTALE", 4.5, 1.15),
    bank("CREDIT DU NORD", 1.8, 1.1),
    bank("FORTUNEO", 1.6, 0.75),
    bank("ING DIRECT", 1.4, 0.85),
    bank("HSBC", 1.3, 1.2),
    bank("BRED", 0.9, 1.0),
    bank("HELLO BANK", 0.9, 0.7),
    bank("AXA BANQUE", 0.6, 1.1),
    bank("MONABANQ", 0.5, 0.75),
    bank("CREDIT COOPERATIF", 0.4, 1.1),
    bank("AUTRE", 3.6, 1.0),
];

/// Share of the applicants who have had a mortgage before.
const REPEAT_SHARE: f64 = 0.408;
/// Planted correlation: the odds of an earlier mortgage are multiplied by this from one age band to the next.
pub const REPEAT_AGE_ODDS_RATIO: f64 = 1.9;
/// 172,618 of 183,496 cells are filled.
const MISSING: Count = Count::Scaled(10_878);

/// The distributions given the age band.
#[derive(Debug)]
pub(crate) struct MainBankModel {
    /// True for the rows without a main bank.
    pub(crate) missing: Allotment<bool>,
    bank: Association,
    repeat: Association,
}

impl MainBankModel {
    /// Prepares the banks of this many opportunities.
    pub(crate) fn new(rows: u64, phases: &mut Draws) -> Self {
        let shares = MAIN_BANKS.map(|bank| bank.share);
        let odds = row_effects(MAIN_BANKS.iter().map(|bank| bank.age_odds_ratio), AGE_BANDS.len());
        let repeat_odds = row_effects([1.0, REPEAT_AGE_ODDS_RATIO], AGE_BANDS.len());
        Self {
            missing: Allotment::new(rows, REFERENCE_OPPORTUNITIES, false, &[(true, MISSING)], phases),
            bank: Association::new(transposed(&odds), &band_shares(), &shares),
            repeat: Association::new(transposed(&repeat_odds), &band_shares(), &[1.0 - REPEAT_SHARE, REPEAT_SHARE]),
        }
    }

    /// Draws the network of somebody of this age band.
    pub(crate) fn bank(&self, age_band: usize, draws: &mut Draws) -> &'static str {
        MAIN_BANKS[self.bank.draw(age_band, draws)].label
    }

    /// Draws whether somebody of this age band has had a mortgage before.
    pub(crate) fn repeat(&self, age_band: usize, draws: &mut Draws) -> bool {
        self.repeat.draw(age_band, draws) == 1
    }
}

/// Returns the table with rows and columns exchanged: the age band is known first.
fn transposed(table: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns = table.first().map_or(0, Vec::len);
    (0..columns).map(|column| table.iter().map(|row| row[column]).collect()).collect()
}

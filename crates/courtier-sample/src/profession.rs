//! Professional category of the borrower, whether a work contract is given, and how both go with age.

use crate::age::{AGE_BANDS, band_shares};
use crate::allotment::{Allotment, Count};
use crate::association::{Association, row_effects};
use crate::contract::Employment;
use crate::draws::Draws;
use crate::spec::REFERENCE_OPPORTUNITIES;

/// A professional category as the files write it.
#[derive(Debug, Clone, Copy)]
pub struct Profession {
    /// Text of the cell; `None` is the empty cell.
    pub label: Option<&'static str>,
    /// Planted correlation: odds of the next older age band are multiplied by this, compared with a ratio of 1.
    pub age_odds_ratio: f64,
    /// Opportunities with a work contract, at the reference size.
    pub(crate) with_contract: u64,
    /// Opportunities without.
    pub(crate) without_contract: u64,
    /// The kind of contracts it goes with.
    pub(crate) employment: Employment,
}

const fn profession(
    label: &'static str,
    age_odds_ratio: f64,
    [with_contract, without_contract]: [u64; 2],
    employment: Employment,
) -> Profession {
    Profession { label: Some(label), age_odds_ratio, with_contract, without_contract, employment }
}

/// The categories; the first is the common case. Published: 174,618 filled, Salarié du privé 72.2 %, public 15.5,
/// Dirigeant 2.8, Retraité 2.4, indépendant 1.6, and 158,466 contracts; the rest is made up.
pub const PROFESSIONS: [Profession; 13] = [
    profession("Salarié du privé", 1.0, [125_474, 600], Employment::Private),
    profession("Salarié du public", 1.1, [26_906, 160], Employment::Public),
    profession("Dirigeant de société", 1.4, [889, 4_000], Employment::Other),
    profession("Retraité", 8.0, [91, 4_100], Employment::Other),
    profession("Travailleur indépendant", 1.3, [94, 2_700], Employment::Other),
    profession("Profession libérale", 1.3, [100, 2_450], Employment::Other),
    profession("Artisan", 1.3, [50, 2_050], Employment::Other),
    profession("Sans emploi", 1.1, [120, 1_480], Employment::Other),
    profession("Commerçant", 1.3, [50, 1_400], Employment::Other),
    profession("Autres", 1.2, [400, 500], Employment::Other),
    profession("Étudiant", 0.2, [200, 350], Employment::Other),
    profession("Agriculteur", 1.4, [14, 440], Employment::Other),
    Profession {
        label: None,
        age_odds_ratio: 1.0,
        with_contract: 4_078,
        without_contract: 4_800,
        employment: Employment::Unknown,
    },
];

/// A profession, by its place in [`PROFESSIONS`], with or without a contract.
pub(crate) type Situation = (usize, bool);

/// The distribution of professions.
#[derive(Debug)]
pub(crate) struct ProfessionModel {
    /// Profession and presence of a contract.
    pub(crate) situations: Allotment<Situation>,
    age_bands: Association,
}

impl ProfessionModel {
    /// Prepares the professions of this many opportunities.
    pub(crate) fn new(rows: u64, phases: &mut Draws) -> Self {
        // The common case, (0, true), gets the rows that no other count claims.
        let counts: Vec<(Situation, Count)> = (0..)
            .zip(&PROFESSIONS)
            .flat_map(|(i, p)| [((i, true), p.with_contract), ((i, false), p.without_contract)])
            .skip(1)
            .map(|(situation, count)| (situation, Count::Scaled(count)))
            .collect();
        let margin = PROFESSIONS.map(|p| (p.with_contract + p.without_contract) as f64);
        let odds = row_effects(PROFESSIONS.iter().map(|p| p.age_odds_ratio), AGE_BANDS.len());
        Self {
            situations: Allotment::new(rows, REFERENCE_OPPORTUNITIES, (0, true), &counts, phases),
            age_bands: Association::new(odds, &margin, &band_shares()),
        }
    }

    /// Draws the age band of somebody of this profession.
    pub(crate) fn age_band(&self, profession: usize, draws: &mut Draws) -> usize {
        self.age_bands.draw(profession, draws)
    }
}

#[cfg(test)]
mod tests {
    use super::PROFESSIONS;
    use crate::spec::REFERENCE_OPPORTUNITIES;

    #[test]
    fn counts_add_up_to_the_published_ones() {
        let with: u64 = PROFESSIONS.iter().map(|p| p.with_contract).sum();
        let without: u64 = PROFESSIONS.iter().map(|p| p.without_contract).sum();
        assert_eq!((with, with + without), (158_466, REFERENCE_OPPORTUNITIES));
    }
}

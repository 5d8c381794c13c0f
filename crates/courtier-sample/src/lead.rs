//! The columns that no published fact describes: where the lead comes from, the project, the co-borrower, the scores.
//! Values and shares are made up after nine published rows; nothing here is correlated with anything.

use courtier_core::SalesforceId;

use crate::allotment::{Allotment, Count};
use crate::choice::WeightedTable;
use crate::draws::Draws;
use crate::ids::Ids;
use crate::quantile::Quantiles;
use crate::spec::REFERENCE_OPPORTUNITIES;

type Labels = WeightedTable<Option<&'static str>>;

const ORIGINS: &[(Option<&str>, f64)] = &[
    (Some("Web"), 60.0),
    (Some("Web Calcul d'Enveloppe"), 20.0),
    (Some("Franchise"), 12.0),
    (Some("Partenaire"), 5.0),
    (Some("Téléphone"), 3.0),
];
const REFERRERS: &[(Option<&str>, f64)] = &[
    (Some("MTX"), 40.0),
    (Some("MTX_MOBILE"), 32.0),
    (Some("MTX_ESPACE_CLIENT"), 9.0),
    (Some("PARTENAIRE_IFRAME_MONEYVOX"), 8.0),
    (Some("MTX_NEWSLETTER_231018"), 3.0),
    (None, 8.0),
];
const HOUSING: &[(Option<&str>, f64)] = &[
    (Some("Locataire"), 49.0),
    (Some("Propriétaire"), 35.0),
    (Some("Hébergé à titre gratuit"), 13.0),
    (Some("Logement de fonction"), 1.0),
    (None, 2.0),
];
const STAGES: &[(Option<&str>, f64)] = &[
    (Some("6-Perdue"), 70.0),
    (Some("1-Découverte"), 15.0),
    (Some("2-Étude"), 5.0),
    (Some("3-Montage"), 4.0),
    (Some("4-Accord"), 3.0),
    (Some("5-Gagnée"), 3.0),
];
const UNDECLARED_STAGES: &[(Option<&str>, f64)] =
    &[(Some("7-Archivée"), 3.0), (Some("À rappeler"), 2.0), (Some("0-Doublon"), 1.0)];
/// Opportunities whose stage no list declares, at the reference size.
const UNDECLARED_STAGE: Count = Count::Scaled(60);
const CO_PROFESSIONS: &[(Option<&str>, f64)] = &[
    (Some("Salarié du privé"), 28.0),
    (Some("Salarié du public"), 8.0),
    (Some("Sans emploi"), 3.0),
    (Some("Travailleur indépendant"), 1.0),
    (None, 60.0),
];
const CO_CONTRACTS: &[(Option<&str>, f64)] = &[
    (Some("CDI période d'essai terminée"), 32.0),
    (Some("Fonctionnaire ou assimilé"), 3.0),
    (Some("CDD"), 3.0),
    (None, 62.0),
];
const PROPERTIES: &[(Option<&str>, f64)] =
    &[(Some("Maison"), 50.0), (Some("Appartement"), 42.0), (Some("Autres"), 5.0), (Some("Terrain"), 3.0)];
const PROJECTS: &[(Option<&str>, f64)] = &[
    (Some("Acquisition"), 70.0),
    (Some("Acquisition+travaux"), 20.0),
    (Some("Construction"), 6.0),
    (Some("Rachat de crédit"), 4.0),
];
const USES: &[(Option<&str>, f64)] = &[
    (Some("Résidence principale"), 83.0),
    (Some("Investissement locatif"), 12.0),
    (Some("Résidence secondaire"), 4.0),
    (Some("Usage mixte du bien"), 1.0),
];
/// Broker's fees, EUR.
const FEES: &[(Option<i64>, f64)] =
    &[(Some(1_500), 9.0), (Some(1_800), 9.0), (Some(2_000), 10.0), (Some(2_500), 7.0), (None, 65.0)];
/// Proposals received before the export's first proposal.
const EARLIER_PROPOSALS: &[(Option<i64>, f64)] = &[
    (Some(0), 4.0),
    (Some(1), 22.0),
    (Some(2), 16.0),
    (Some(3), 10.0),
    (Some(4), 6.0),
    (Some(6), 4.0),
    (Some(9), 2.0),
    (Some(16), 1.0),
    (None, 35.0),
];
/// Zero-rate loan (PTZ), EUR.
const ZERO_RATE_LOAN: &[(i64, f64)] = &[(0, 95.0), (20_000, 3.0), (40_000, 2.0)];

/// Contribution of the household, EUR.
pub(crate) const CONTRIBUTION_EUR: Quantiles =
    Quantiles(&[(0.0, 0.0), (0.25, 10_000.0), (0.5, 24_300.0), (0.75, 48_600.0), (0.95, 105_000.0), (1.0, 400_000.0)]);
/// Estimated works, EUR.
pub(crate) const WORKS_EUR: Quantiles =
    Quantiles(&[(0.0, 0.0), (0.7, 0.0), (0.75, 1_500.0), (0.95, 16_000.0), (1.0, 120_000.0)]);
/// Monthly charges, EUR.
pub(crate) const CHARGES_EUR: Quantiles =
    Quantiles(&[(0.0, 0.0), (0.35, 0.0), (0.6, 250.0), (0.85, 700.0), (0.97, 1_500.0), (1.0, 5_000.0)]);
/// Expected gains of the franchise and of the platform, in EUR by lead.
pub(crate) const FRANCHISE_GAIN_EUR: Quantiles =
    Quantiles(&[(0.0, 0.0), (0.25, 2.6), (0.5, 6.2), (0.75, 12.4), (0.95, 27.0), (1.0, 115.0)]);
pub(crate) const PLATFORM_GAIN_EUR: Quantiles =
    Quantiles(&[(0.0, 0.0), (0.25, 0.6), (0.5, 1.5), (0.75, 3.0), (0.95, 6.6), (1.0, 33.0)]);
/// Scores of the lead.
pub(crate) const PLATFORM_SCORE: Quantiles =
    Quantiles(&[(0.0, -7.5), (0.05, -3.8), (0.25, -2.6), (0.75, -1.0), (0.95, 0.2), (1.0, 3.7)]);
pub(crate) const FRANCHISE_SCORE: Quantiles =
    Quantiles(&[(0.0, -3.7), (0.05, 0.36), (0.25, 1.6), (0.75, 3.4), (0.95, 4.6), (1.0, 8.7)]);

/// Number of broker's agencies.
const AGENCIES: u64 = 40;

/// The tables, ready to draw from.
#[derive(Debug)]
pub(crate) struct LeadModel {
    /// True for the rows whose stage no list declares.
    pub(crate) undeclared_stage: Allotment<bool>,
    pub(crate) origin: Labels,
    pub(crate) referrer: Labels,
    pub(crate) housing: Labels,
    pub(crate) co_profession: Labels,
    pub(crate) co_contract: Labels,
    pub(crate) property: Labels,
    pub(crate) project: Labels,
    pub(crate) usage: Labels,
    pub(crate) fees: WeightedTable<Option<i64>>,
    pub(crate) earlier_proposals: WeightedTable<Option<i64>>,
    pub(crate) zero_rate_loan: WeightedTable<i64>,
    pub(crate) record_type: SalesforceId,
    stage: Labels,
    other_stage: Labels,
    agencies: Vec<SalesforceId>,
}

impl LeadModel {
    /// Prepares the tables for this many opportunities.
    pub(crate) fn new(rows: u64, ids: &Ids, phases: &mut Draws) -> Self {
        Self {
            undeclared_stage: Allotment::new(rows, REFERENCE_OPPORTUNITIES, false, &[(true, UNDECLARED_STAGE)], phases),
            origin: WeightedTable::new(ORIGINS),
            referrer: WeightedTable::new(REFERRERS),
            housing: WeightedTable::new(HOUSING),
            co_profession: WeightedTable::new(CO_PROFESSIONS),
            co_contract: WeightedTable::new(CO_CONTRACTS),
            property: WeightedTable::new(PROPERTIES),
            project: WeightedTable::new(PROJECTS),
            usage: WeightedTable::new(USES),
            fees: WeightedTable::new(FEES),
            earlier_proposals: WeightedTable::new(EARLIER_PROPOSALS),
            zero_rate_loan: WeightedTable::new(ZERO_RATE_LOAN),
            record_type: ids.record_type(),
            stage: WeightedTable::new(STAGES),
            other_stage: WeightedTable::new(UNDECLARED_STAGES),
            agencies: (0..AGENCIES).map(|number| ids.agency(number)).collect(),
        }
    }

    /// Draws a stage, declared or not.
    pub(crate) fn stage(&self, undeclared: bool, draws: &mut Draws) -> Option<&'static str> {
        if undeclared { self.other_stage.draw(draws) } else { self.stage.draw(draws) }
    }

    /// Draws the agency in charge.
    pub(crate) fn agency(&self, draws: &mut Draws) -> &SalesforceId {
        &self.agencies[draws.below(AGENCIES) as usize]
    }
}

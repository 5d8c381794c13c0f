//! What a proposal offers: rate, term, insurance rate, stage. Each column has its own published counts and defects.

use std::ops::Range;

use crate::allotment::{Allotment, Count, Urn};
use crate::choice::WeightedTable;
use crate::csv_writer::CsvWriter;
use crate::defect::{Defect, DefectCounts};
use crate::draws::Draws;
use crate::quantile::Quantiles;
use crate::spec::REFERENCE_PROPOSALS;

const HUNDREDTHS: f64 = 100.0;

/// Nominal yearly rate without insurance, %. With a tenth of zeros, 4.1 / 4.4 / 4.6 are the quartiles of the column.
const RATE_PERCENT: Quantiles = Quantiles(&[
    (0.0, 2.6),
    (0.02, 3.2),
    (0.06, 3.75),
    (0.167, 4.1),
    (0.444, 4.4),
    (0.722, 4.6),
    (0.90, 4.85),
    (0.98, 5.15),
    (1.0, 5.9),
]);
const HIGHEST_RATE: i64 = 10_000;

/// Yearly insurance rate, %. With 27 % of zeros, 0 / 0.26 / 0.37 are the quartiles of the column.
const INSURANCE_PERCENT: Quantiles =
    Quantiles(&[(0.0, 0.04), (0.10, 0.12), (0.315, 0.26), (0.658, 0.37), (0.90, 0.50), (0.99, 0.82), (1.0, 1.40)]);
const HIGHEST_INSURANCE: i64 = 5_000;

/// Months; quartiles 240 / 276 / 300.
const TERM_MONTHS: &[(i64, f64)] = &[
    (84, 1.0),
    (120, 2.2),
    (144, 1.0),
    (180, 6.8),
    (204, 1.2),
    (216, 2.2),
    (228, 3.4),
    (240, 24.5),
    (252, 4.0),
    (264, 2.5),
    (276, 5.5),
    (288, 2.2),
    (300, 40.0),
    (312, 2.2),
    (324, 1.3),
];
const TERM_YEARS: &[(i64, f64)] = &[(15, 1.0), (20, 1.0), (25, 1.0)];
const TERM_TIMES_TEN: i64 = 2_400;
const SHORTEST_TERM: i64 = 12;
const LONGEST_TERM: i64 = 3_000;

/// Stage and source. One label is published; the others are made up in its form.
const STAGES: &[(&str, f64)] = &[
    ("99-Non éligible à la transmission / Source: SICM", 38.0),
    ("01-Proposition saisie / Source: BPI", 20.0),
    ("02-Transmise à la banque / Source: SICM", 12.0),
    ("02-Transmise à la banque / Source: BPI", 6.0),
    ("03-Accord de principe / Source: BPI", 7.0),
    ("03-Accord de principe / Source: SICM", 3.0),
    ("04-Dossier complet / Source: SICM", 3.0),
    ("05-Refusée par la banque / Source: SICM", 5.0),
    ("05-Refus de la banque / Source: BPI", 2.0),
    ("06-Offre éditée / Source: BPI", 3.0),
    ("07-Offre signée / Source: SICM", 0.8),
    ("98-Abandon du client / Source: Partenaire", 0.2),
];

#[derive(Debug, Clone, Copy)]
enum RateFate {
    Missing,
    Zero,
    TimesTen,
    Highest,
    True,
}

#[derive(Debug, Clone, Copy)]
enum TermFate {
    Missing,
    InYears,
    TimesTen,
    Shortest,
    Longest,
    True,
}

#[derive(Debug, Clone, Copy)]
enum InsuranceFate {
    Missing,
    Zero,
    TimesHundred,
    Highest,
    True,
}

/// 53,243 rates; the lost decimal points (4.3 typed 43) are what the published standard deviation calls for.
const RATE_FATES: [(RateFate, Count); 4] = [
    (RateFate::Missing, Count::Scaled(215)),
    (RateFate::Zero, Count::Scaled(5_312)),
    (RateFate::TimesTen, Count::Scaled(11)),
    (RateFate::Highest, Count::Once),
];
/// 53,269 terms.
const TERM_FATES: [(TermFate, Count); 5] = [
    (TermFate::Missing, Count::Scaled(189)),
    (TermFate::InYears, Count::Scaled(120)),
    (TermFate::TimesTen, Count::Scaled(1)),
    (TermFate::Shortest, Count::Once),
    (TermFate::Longest, Count::Once),
];
/// 53,263 insurance rates.
const INSURANCE_FATES: [(InsuranceFate, Count); 4] = [
    (InsuranceFate::Missing, Count::Scaled(195)),
    (InsuranceFate::Zero, Count::Scaled(14_381)),
    (InsuranceFate::TimesHundred, Count::Scaled(3)),
    (InsuranceFate::Highest, Count::Once),
];

/// The distributions of offers.
#[derive(Debug)]
pub(crate) struct OfferModel {
    rates: Allotment<RateFate>,
    terms: Allotment<TermFate>,
    insurances: Allotment<InsuranceFate>,
    term_months: WeightedTable<i64>,
    term_years: WeightedTable<i64>,
    stages: WeightedTable<&'static str>,
}

/// The exact counts of one chunk.
#[derive(Debug)]
pub(crate) struct OfferUrns {
    rates: Urn<RateFate>,
    terms: Urn<TermFate>,
    insurances: Urn<InsuranceFate>,
}

impl OfferModel {
    /// Prepares the offers of this many proposals.
    pub(crate) fn new(rows: u64, phases: &mut Draws) -> Self {
        Self {
            rates: Allotment::new(rows, REFERENCE_PROPOSALS, RateFate::True, &RATE_FATES, phases),
            terms: Allotment::new(rows, REFERENCE_PROPOSALS, TermFate::True, &TERM_FATES, phases),
            insurances: Allotment::new(rows, REFERENCE_PROPOSALS, InsuranceFate::True, &INSURANCE_FATES, phases),
            term_months: WeightedTable::new(TERM_MONTHS),
            term_years: WeightedTable::new(TERM_YEARS),
            stages: WeightedTable::new(STAGES),
        }
    }

    /// Returns the exact counts of these rows.
    pub(crate) fn urns(&self, rows: Range<u64>) -> OfferUrns {
        OfferUrns {
            rates: self.rates.urn(rows.clone()),
            terms: self.terms.urn(rows.clone()),
            insurances: self.insurances.urn(rows),
        }
    }

    /// Writes `TXHA__c`, `DureePret_Mois__c`, `TauxAss__c` and `Etape_Source__c` of the next proposal.
    pub(crate) fn write(
        &self,
        csv: &mut CsvWriter,
        urns: &mut OfferUrns,
        draws: &mut Draws,
        defects: &mut DefectCounts,
    ) {
        let (rate, defect) = rate(urns.rates.draw(draws), draws);
        csv.decimal::<2>(rate);
        defects.note(defect);
        let (term, defect) = self.term(urns.terms.draw(draws), draws);
        csv.whole(term);
        defects.note(defect);
        let (insurance, defect) = insurance(urns.insurances.draw(draws), draws);
        csv.decimal::<2>(insurance);
        defects.note(defect);
        csv.text(self.stages.draw(draws));
    }

    /// Returns the term in months, and its defect.
    fn term(&self, fate: TermFate, draws: &mut Draws) -> (Option<i64>, Option<Defect>) {
        match fate {
            TermFate::Missing => (None, Some(Defect::TermMissing)),
            TermFate::InYears => (Some(self.term_years.draw(draws)), Some(Defect::TermInYears)),
            TermFate::TimesTen => (Some(TERM_TIMES_TEN), Some(Defect::TermTooLong)),
            TermFate::Longest => (Some(LONGEST_TERM), Some(Defect::TermTooLong)),
            TermFate::Shortest => (Some(SHORTEST_TERM), Some(Defect::TermTooShort)),
            TermFate::True => (Some(self.term_months.draw(draws)), None),
        }
    }
}

/// Returns the rate in hundredths of a percent, and its defect.
fn rate(fate: RateFate, draws: &mut Draws) -> (Option<i64>, Option<Defect>) {
    let drawn = RATE_PERCENT.draw(draws, HUNDREDTHS);
    match fate {
        RateFate::Missing => (None, Some(Defect::RateMissing)),
        RateFate::Zero => (Some(0), Some(Defect::RateZero)),
        RateFate::TimesTen => (Some(drawn * 10), Some(Defect::RateTooHigh)),
        RateFate::Highest => (Some(HIGHEST_RATE), Some(Defect::RateTooHigh)),
        RateFate::True => (Some(drawn), None),
    }
}

/// Returns the insurance rate in hundredths of a percent, and its defect.
fn insurance(fate: InsuranceFate, draws: &mut Draws) -> (Option<i64>, Option<Defect>) {
    let drawn = INSURANCE_PERCENT.draw(draws, HUNDREDTHS);
    match fate {
        InsuranceFate::Missing => (None, Some(Defect::InsuranceMissing)),
        InsuranceFate::Zero => (Some(0), Some(Defect::InsuranceZero)),
        InsuranceFate::TimesHundred => (Some((drawn * 100).min(HIGHEST_INSURANCE)), Some(Defect::InsuranceTooHigh)),
        InsuranceFate::Highest => (Some(HIGHEST_INSURANCE), Some(Defect::InsuranceTooHigh)),
        InsuranceFate::True => (Some(drawn), None),
    }
}

//! One row of `propositions_test.csv`: keys that may lead nowhere, and the terms offered, with their defects.

use crate::allotment::{Allotment, Count, Urn};
use crate::calendar;
use crate::chunk::Chunk;
use crate::csv_writer::CsvWriter;
use crate::defect::{Defect, DefectCounts};
use crate::draws::{Draws, Subject};
use crate::ids::Ids;
use crate::offer::{OfferModel, OfferUrns};
use crate::proposal_groups::ProposalGroups;
use crate::spec::{REFERENCE_PROPOSALS, SampleSpec};

/// More than the average row, in bytes.
const ROW_BYTES: usize = 150;

#[derive(Debug, Clone, Copy)]
enum KeyFate {
    MissingBank,
    UnknownBank,
    UnknownOpportunity,
    Known,
}

/// 567 missing banks as published; with the orphans, 53,458 - 51,926 proposals do not survive the join on both keys.
/// How the orphans divide between the two keys is not published.
const KEY_FATES: [(KeyFate, Count); 3] = [
    (KeyFate::MissingBank, Count::Scaled(567)),
    (KeyFate::UnknownBank, Count::Scaled(482)),
    (KeyFate::UnknownOpportunity, Count::Scaled(483)),
];

/// The distributions of proposals.
#[derive(Debug)]
pub(crate) struct ProposalModel {
    spec: SampleSpec,
    ids: Ids,
    keys: Allotment<KeyFate>,
    offers: OfferModel,
}

/// The exact counts of one chunk.
struct Urns {
    keys: Urn<KeyFate>,
    offers: OfferUrns,
}

impl ProposalModel {
    /// Prepares the proposals of this sample.
    pub(crate) fn new(spec: SampleSpec, phases: &mut Draws) -> Self {
        let rows = spec.proposals();
        Self {
            spec,
            ids: Ids::new(spec),
            keys: Allotment::new(rows, REFERENCE_PROPOSALS, KeyFate::Known, &KEY_FATES, phases),
            offers: OfferModel::new(rows, phases),
        }
    }

    /// Returns the text of the proposals that go with this chunk of opportunities, oldest first, and their defects.
    pub(crate) fn chunk(&self, opportunities: &Chunk) -> (Vec<u8>, DefectCounts) {
        let rows = opportunities.project(self.spec.opportunities, self.spec.proposals());
        let mut draws = Draws::new(self.spec.seed, Subject::Proposals, opportunities.number);
        let mut urns = Urns { keys: self.keys.urn(rows.clone()), offers: self.offers.urns(rows.clone()) };
        let mut dated: Vec<(i64, u64)> = ProposalGroups::of(self.spec, opportunities)
            .rows()
            .map(|row| (calendar::proposal_created(row, self.spec.opportunities, &mut draws), row))
            .collect();
        dated.sort_unstable();

        let mut csv = CsvWriter::with_capacity(dated.len() * ROW_BYTES);
        let mut defects = DefectCounts::default();
        for (row, (created, opportunity)) in rows.zip(dated) {
            csv.id(&self.ids.proposal(row));
            csv.timestamp(created);
            defects.note(self.write_keys(&mut csv, urns.keys.draw(&mut draws), row, opportunity, &mut draws));
            self.offers.write(&mut csv, &mut urns.offers, &mut draws, &mut defects);
            csv.end_row();
        }
        (csv.into_bytes(), defects)
    }

    /// Writes `Opportunity__c` and `Partenaire__c`.
    fn write_keys(
        &self,
        csv: &mut CsvWriter,
        fate: KeyFate,
        row: u64,
        opportunity: u64,
        draws: &mut Draws,
    ) -> Option<Defect> {
        // The product of two uniform numbers favours the first banks of the list: a few banks make most proposals.
        let bank = ((self.spec.banks() as f64) * draws.unit() * draws.unit()) as u64;
        let (known_opportunity, known_bank) = (self.ids.opportunity(opportunity), self.ids.bank(bank));
        match fate {
            KeyFate::Known => {
                csv.id(&known_opportunity);
                csv.id(&known_bank);
                None
            }
            KeyFate::MissingBank => {
                csv.id(&known_opportunity);
                csv.empty();
                Some(Defect::BankMissing)
            }
            KeyFate::UnknownBank => {
                csv.id(&known_opportunity);
                csv.id(&self.ids.unknown_bank(row));
                Some(Defect::BankUnknown)
            }
            KeyFate::UnknownOpportunity => {
                csv.id(&self.ids.unknown_opportunity(row));
                csv.id(&known_bank);
                Some(Defect::OpportunityUnknown)
            }
        }
    }
}

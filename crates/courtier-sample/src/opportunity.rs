//! One row of `opportunity_test.csv`: the 49 columns, in order.

use crate::applicant::{Applicant, ApplicantModel};
use crate::calendar;
use crate::chunk::Chunk;
use crate::csv_writer::CsvWriter;
use crate::defect::{Defect, DefectCounts};
use crate::draws::{Draws, Subject};
use crate::ids::Ids;
use crate::lead::{self, LeadModel};
use crate::proposal_groups::ProposalGroups;
use crate::quantile::fixed;
use crate::spec::SampleSpec;

/// More than the average row, in bytes.
const ROW_BYTES: usize = 440;
const CENTS: f64 = 100.0;
const THOUSANDTHS: f64 = 1_000.0;

/// Share of filled cells in columns of which no count is published.
mod filled {
    pub(super) const REAL_ESTATE_KNOWLEDGE: f64 = 0.99;
    pub(super) const TERM: f64 = 0.95;
    pub(super) const PAYMENT: f64 = 0.51;
    pub(super) const WORKS: f64 = 0.73;
    pub(super) const SAVINGS_LOANS: f64 = 0.9;
}

/// Probability that a flag is 1.
mod flagged {
    pub(super) const PROPOSAL_OF_OWN_BANK: f64 = 0.15;
    pub(super) const AUTOMATIC_CALL: f64 = 0.3;
}

/// The distributions of all the columns.
#[derive(Debug)]
pub(crate) struct OpportunityModel {
    spec: SampleSpec,
    ids: Ids,
    applicants: ApplicantModel,
    leads: LeadModel,
}

/// The amounts that several columns derive from.
struct Budget {
    contribution_eur: i64,
    charges_cents: i64,
}

impl OpportunityModel {
    /// Prepares the distributions of this sample.
    pub(crate) fn new(spec: SampleSpec, phases: &mut Draws) -> Self {
        let ids = Ids::new(spec);
        let applicants = ApplicantModel::new(spec.opportunities, phases);
        Self { spec, ids, applicants, leads: LeadModel::new(spec.opportunities, &ids, phases) }
    }

    /// Returns the text of these rows and their defects.
    pub(crate) fn chunk(&self, chunk: &Chunk) -> (Vec<u8>, DefectCounts) {
        let mut draws = Draws::new(self.spec.seed, Subject::Opportunities, chunk.number);
        let mut csv = CsvWriter::with_capacity(chunk.len() as usize * ROW_BYTES);
        let mut defects = DefectCounts::default();
        let mut applicants = self.applicants.urns(chunk);
        let mut undeclared_stages = self.leads.undeclared_stage.urn(chunk.rows.clone());
        let groups = ProposalGroups::of(self.spec, chunk);
        for row in chunk.rows.clone() {
            let applicant = self.applicants.draw(&mut applicants, &mut draws, &mut defects);
            let undeclared = undeclared_stages.draw(&mut draws);
            defects.note(undeclared.then_some(Defect::StageUndeclared));
            let budget = Budget {
                contribution_eur: lead::CONTRIBUTION_EUR.draw(&mut draws, 1.0),
                charges_cents: lead::CHARGES_EUR.draw(&mut draws, CENTS),
            };
            self.write_lead(&mut csv, row, &applicant, &mut draws);
            self.write_project(&mut csv, &applicant, &budget, &mut draws);
            self.write_scores(&mut csv, &mut draws);
            let stage = self.leads.stage(undeclared, &mut draws);
            self.write_situation(&mut csv, stage, groups.count(row), &applicant, &budget, &mut draws);
            csv.end_row();
        }
        (csv.into_bytes(), defects)
    }

    /// Writes `Id` to `Id_ApporteurWeb__c`.
    fn write_lead(&self, csv: &mut CsvWriter, row: u64, applicant: &Applicant, draws: &mut Draws) {
        csv.id(&self.ids.opportunity(row));
        csv.flag(draws.chance(flagged::PROPOSAL_OF_OWN_BANK));
        csv.whole(applicant.age);
        csv.flag(draws.chance(flagged::AUTOMATIC_CALL));
        csv.whole(Some(from_one_to(4, draws)));
        csv.optional_text(applicant.main_bank);
        let knowledge = from_one_to(3, draws);
        csv.whole(draws.chance(filled::REAL_ESTATE_KNOWLEDGE).then_some(knowledge));
        csv.timestamp(calendar::opportunity_created(row, self.spec.opportunities, draws));
        csv.flag(applicant.repeat);
        csv.whole(draws.chance(filled::TERM).then_some(applicant.loan.years));
        csv.id(self.leads.agency(draws));
        for gain in [lead::FRANCHISE_GAIN_EUR, lead::PLATFORM_GAIN_EUR] {
            csv.decimal::<2>(Some(gain.draw(draws, CENTS)));
            csv.decimal::<2>(Some(gain.draw(draws, CENTS)));
        }
        csv.whole(self.leads.fees.draw(draws));
        csv.optional_text(self.leads.referrer.draw(draws));
    }

    /// Writes `MensuSouhaitePret__c` to `Origine__c`.
    fn write_project(&self, csv: &mut CsvWriter, applicant: &Applicant, budget: &Budget, draws: &mut Draws) {
        let loan = &applicant.loan;
        csv.whole(draws.chance(filled::PAYMENT).then_some(loan.payment_cents / 100));
        csv.whole(Some(budget.contribution_eur));
        let works = lead::WORKS_EUR.draw(draws, 1.0);
        csv.whole(draws.chance(filled::WORKS).then_some(works));
        // The loans of the savings plans (CEL, PEL), the bridge loan and the zero-rate loan are filled together.
        let savings_loans = draws.chance(filled::SAVINGS_LOANS);
        csv.whole(savings_loans.then_some(0));
        csv.whole(savings_loans.then_some(0));
        csv.whole(loan.amount);
        csv.whole(savings_loans.then_some(0));
        let zero_rate = self.leads.zero_rate_loan.draw(draws);
        csv.whole(savings_loans.then_some(zero_rate));
        csv.whole(Some(from_one_to(5, draws) - 1));
        csv.optional_text(self.leads.origin.draw(draws));
    }

    /// Writes `Points_profil__c` to `RecordTypeId`.
    fn write_scores(&self, csv: &mut CsvWriter, draws: &mut Draws) {
        for _ in ["now", "at first"] {
            csv.decimal::<2>(Some(lead::PLATFORM_SCORE.draw(draws, CENTS)));
            csv.decimal::<3>(Some(lead::FRANCHISE_SCORE.draw(draws, THOUSANDTHS)));
        }
        // PropFinal__c is empty in every row seen.
        csv.empty();
        csv.id(&self.leads.record_type);
    }

    /// Writes `Residuel__c` to `UsagBien__c`.
    fn write_situation(
        &self,
        csv: &mut CsvWriter,
        stage: Option<&str>,
        proposals: u64,
        applicant: &Applicant,
        budget: &Budget,
        draws: &mut Draws,
    ) {
        let spent_cents = budget.charges_cents + applicant.loan.payment_cents;
        csv.decimal::<2>(Some(applicant.income_cents - spent_cents));
        csv.optional_text(self.leads.housing.draw(draws));
        csv.optional_text(stage);
        let project_eur = budget.contribution_eur + applicant.loan.amount.unwrap_or(0);
        csv.decimal::<2>(Some(percent(budget.contribution_eur, project_eur)));
        csv.optional_text(self.leads.co_profession.draw(draws));
        csv.optional_text(applicant.profession);
        csv.optional_text(self.leads.co_contract.draw(draws));
        csv.optional_text(applicant.contract);
        csv.whole(self.total_proposals(proposals, draws));
        csv.decimal::<2>(Some(budget.charges_cents));
        csv.decimal::<2>(Some(applicant.income_cents));
        csv.whole(Some(0));
        csv.decimal::<2>(Some(percent(spent_cents, applicant.income_cents)));
        csv.optional_text(self.leads.property.draw(draws));
        csv.optional_text(self.leads.project.draw(draws));
        csv.optional_text(self.leads.usage.draw(draws));
    }

    /// Returns the number of proposals ever received: at least those in the file, which starts in 2024.
    fn total_proposals(&self, in_file: u64, draws: &mut Draws) -> Option<i64> {
        let earlier = self.leads.earlier_proposals.draw(draws);
        if in_file == 0 { earlier } else { Some(earlier.unwrap_or(0).saturating_add_unsigned(in_file)) }
    }
}

/// Draws a whole number in `1..=last`.
fn from_one_to(last: u64, draws: &mut Draws) -> i64 {
    1_i64.saturating_add_unsigned(draws.below(last))
}

/// Returns `part / whole` in hundredths of a percent, or 0 when there is no whole.
fn percent(part: i64, whole: i64) -> i64 {
    if whole > 0 { fixed(part as f64 / whole as f64 * 100.0, CENTS) } else { 0 }
}

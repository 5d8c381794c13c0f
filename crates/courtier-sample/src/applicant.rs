//! The borrower behind an opportunity: the columns whose distributions and correlations are planted.

use crate::age::{AgeFate, AgeModel};
use crate::allotment::{Allotment, Urn};
use crate::chunk::Chunk;
use crate::contract::{CONTRACTS, ContractModel, NO_CONTRACT};
use crate::defect::{Defect, DefectCounts};
use crate::draws::Draws;
use crate::income::{self, IncomeFate};
use crate::loan::{AmountFate, Loan, LoanModel};
use crate::main_bank::MainBankModel;
use crate::profession::{PROFESSIONS, ProfessionModel, Situation};

/// One borrower, as written.
#[derive(Debug)]
pub(crate) struct Applicant {
    /// Years.
    pub(crate) age: Option<i64>,
    pub(crate) main_bank: Option<&'static str>,
    /// Has had a mortgage before.
    pub(crate) repeat: bool,
    pub(crate) profession: Option<&'static str>,
    pub(crate) contract: Option<&'static str>,
    /// Household income a month.
    pub(crate) income_cents: i64,
    pub(crate) loan: Loan,
}

/// The distributions of borrowers.
#[derive(Debug)]
pub(crate) struct ApplicantModel {
    ages: AgeModel,
    professions: ProfessionModel,
    contracts: ContractModel,
    banks: MainBankModel,
    incomes: Allotment<IncomeFate>,
    loans: LoanModel,
}

/// The exact counts of one chunk.
#[derive(Debug)]
pub(crate) struct ApplicantUrns {
    ages: Urn<AgeFate>,
    situations: Urn<Situation>,
    bank_missing: Urn<bool>,
    incomes: Urn<IncomeFate>,
    amounts: Urn<AmountFate>,
}

impl ApplicantModel {
    /// Prepares the borrowers of this many opportunities.
    pub(crate) fn new(rows: u64, phases: &mut Draws) -> Self {
        Self {
            ages: AgeModel::new(rows, phases),
            professions: ProfessionModel::new(rows, phases),
            contracts: ContractModel::new(),
            banks: MainBankModel::new(rows, phases),
            incomes: income::fates(rows, phases),
            loans: LoanModel::new(rows, phases),
        }
    }

    /// Returns the exact counts of this chunk.
    pub(crate) fn urns(&self, chunk: &Chunk) -> ApplicantUrns {
        ApplicantUrns {
            ages: self.ages.fates.urn(chunk.rows.clone()),
            situations: self.professions.situations.urn(chunk.rows.clone()),
            bank_missing: self.banks.missing.urn(chunk.rows.clone()),
            incomes: self.incomes.urn(chunk.rows.clone()),
            amounts: self.loans.fates.urn(chunk.rows.clone()),
        }
    }

    /// Draws the borrower of the next row. The order of the draws is that of the correlations: profession, then age,
    /// then bank and earlier mortgage; contract, then income, then loan.
    pub(crate) fn draw(&self, urns: &mut ApplicantUrns, draws: &mut Draws, defects: &mut DefectCounts) -> Applicant {
        let (place, has_contract) = urns.situations.draw(draws);
        let profession = PROFESSIONS[place];
        let band = self.professions.age_band(place, draws);
        let (age, age_defect) = self.ages.cell(urns.ages.draw(draws), band, draws);
        let main_bank = (!urns.bank_missing.draw(draws)).then(|| self.banks.bank(band, draws));
        let repeat = self.banks.repeat(band, draws);
        let contract = if has_contract { self.contracts.draw(profession.employment, draws) } else { NO_CONTRACT };
        let income_class = self.contracts.income_class(contract, draws);
        let (income_cents, income_defect) = income::cell(urns.incomes.draw(draws), income_class, draws);
        let loan = self.loans.draw(urns.amounts.draw(draws), income_class, draws);

        defects.note(age_defect);
        defects.note(income_defect);
        defects.note(loan.defect);
        defects.note(main_bank.is_none().then_some(Defect::MainBankMissing));
        defects.note(profession.label.is_none().then_some(Defect::ProfessionMissing));
        defects.note((!has_contract).then_some(Defect::ContractMissing));
        Applicant {
            age,
            main_bank,
            repeat,
            profession: profession.label,
            contract: CONTRACTS[contract].label,
            income_cents,
            loan,
        }
    }
}

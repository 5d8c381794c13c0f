//! The defects that are planted, named, so that whoever checks the data can be checked in turn.

use std::collections::BTreeMap;

use serde::Serialize;

/// A class of planted defect. A cell belongs to one class at most; missing cells are counted for the columns whose
/// published number of values is known, and for the loan amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Defect {
    /// Banks whose name an earlier bank already has.
    BankNameRepeated,
    /// Bank names with a comma, hence quoted.
    BankNameQuoted,
    /// `Age_emprunteur__c` empty.
    AgeMissing,
    /// `Age_emprunteur__c` outside 18..=100, -940 and 144 included.
    AgeImpossible,
    /// `BanquePrincipaleEmp__c` empty.
    MainBankMissing,
    /// `TechMail_CategorieProfessionnelleEmpru__c` empty.
    ProfessionMissing,
    /// `TechMail_ContratDeTravailEmprunteur__c` empty.
    ContractMissing,
    /// `TotRev__c` equal to 0.
    IncomeZero,
    /// `TotRev__c` under 0, -14681 included.
    IncomeNegative,
    /// `TotRev__c` over 20,000 EUR a month: a year's income typed as a month's, the maximum included.
    IncomeYearly,
    /// `MontPretPricip__c` empty.
    LoanMissing,
    /// `MontPretPricip__c` equal to 0.
    LoanZero,
    /// `StageName` that no list declares.
    StageUndeclared,
    /// `Partenaire__c` empty.
    BankMissing,
    /// `Partenaire__c` names a bank that is not in the bank list.
    BankUnknown,
    /// `Opportunity__c` names an opportunity that is not in the file.
    OpportunityUnknown,
    /// `TXHA__c` empty.
    RateMissing,
    /// `TXHA__c` equal to 0: a placeholder.
    RateZero,
    /// `TXHA__c` over 15 %: the decimal point was lost, or 100.
    RateTooHigh,
    /// `DureePret_Mois__c` empty.
    TermMissing,
    /// `DureePret_Mois__c` holds years: 15, 20 or 25.
    TermInYears,
    /// `DureePret_Mois__c` is ten times too long.
    TermTooLong,
    /// `DureePret_Mois__c` is 12 months: possible, but no mortgage.
    TermTooShort,
    /// `TauxAss__c` empty.
    InsuranceMissing,
    /// `TauxAss__c` equal to 0.
    InsuranceZero,
    /// `TauxAss__c` over 2 %: the decimal point was lost, or 50.
    InsuranceTooHigh,
}

/// Exact number of each planted defect; a class that does not occur is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DefectCounts(BTreeMap<Defect, u64>);

impl DefectCounts {
    /// Returns the number of defects of this class.
    #[must_use]
    pub fn get(&self, defect: Defect) -> u64 {
        self.0.get(&defect).copied().unwrap_or_default()
    }

    /// Returns the classes that occur, in order, with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Defect, u64)> {
        self.0.iter().map(|(&defect, &count)| (defect, count))
    }

    /// Counts one defect, if there is one.
    pub(crate) fn note(&mut self, defect: Option<Defect>) {
        if let Some(defect) = defect {
            *self.0.entry(defect).or_default() += 1;
        }
    }

    /// Adds the counts of other rows.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (defect, count) in other.iter() {
            *self.0.entry(defect).or_default() += count;
        }
    }
}

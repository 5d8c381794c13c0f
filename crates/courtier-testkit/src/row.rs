//! Rows of the three exports, valid until a test changes a cell.

use std::collections::BTreeMap;

use courtier_core::SalesforceId;

/// Cells of a row by column; a column that is not named is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(BTreeMap<String, String>);

impl Row {
    /// A row with these cells.
    #[must_use]
    pub fn new(cells: &[(&str, &str)]) -> Self {
        Self(cells.iter().map(|(column, text)| ((*column).to_owned(), (*text).to_owned())).collect())
    }

    /// The same with another cell.
    #[must_use]
    pub fn with(mut self, column: &str, text: impl ToString) -> Self {
        self.0.insert(column.to_owned(), text.to_string());
        self
    }

    /// Returns a cell.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }
}

/// Returns the id of bank `number`.
#[must_use]
pub fn bank_id(number: u32) -> String {
    id("001IV0000", number)
}

/// Returns the id of opportunity `number`.
#[must_use]
pub fn opportunity_id(number: u32) -> String {
    id("0065q0000", number)
}

/// Returns the id of proposal `number`.
#[must_use]
pub fn proposal_id(number: u32) -> String {
    id("a0PIV0000", number)
}

fn id(prefix: &str, number: u32) -> String {
    SalesforceId::parse(&format!("{prefix}{number:06}")).unwrap().to_string()
}

/// Returns a bank.
#[must_use]
pub fn bank(number: u32) -> Row {
    Row::new(&[("Id", &bank_id(number)), ("CreatedDate", "2023-01-05 10:00:00"), ("Name", &format!("BANQUE {number}"))])
}

/// Returns an opportunity.
#[must_use]
pub fn opportunity(number: u32) -> Row {
    Row::new(&[
        ("Id", &opportunity_id(number)),
        ("Age_emprunteur__c", &format!("{}.0", 20 + number % 60)),
        ("BanquePrincipaleEmp__c", "CIC"),
        ("CreatedDate", "2024-02-01 09:30:00"),
        ("Deja_souscrit_credit_immo__c", if number.is_multiple_of(2) { "0" } else { "1" }),
        ("MontPretPricip__c", &format!("{}.0", 100_000 + number)),
        ("StageName", "1-Découverte"),
        ("TotRev__c", &format!("{}.5", 2_000 + number)),
    ])
}

/// Returns a proposal of bank `number` for opportunity `number`.
#[must_use]
pub fn proposal(number: u32) -> Row {
    Row::new(&[
        ("Id", &proposal_id(number)),
        ("CreatedDate", "2024-05-02 14:00:00"),
        ("Opportunity__c", &opportunity_id(number)),
        ("Partenaire__c", &bank_id(number)),
        ("TXHA__c", "3.95"),
        ("DureePret_Mois__c", "240.0"),
        ("TauxAss__c", "0.36"),
        ("Etape_Source__c", "01-Transmise / Source: SICM"),
    ])
}

//! A small valid set of the three exports.

use crate::{Courtier, CsvFile, Row, bank, opportunity, proposal, zipped};

/// Rows of the three exports; every proposal names a bank and an opportunity of the set.
#[derive(Debug, Clone)]
pub struct Exports {
    /// Rows of `banques.csv`.
    pub banks: Vec<Row>,
    /// Rows of `opportunites.csv`.
    pub opportunities: Vec<Row>,
    /// Rows of `propositions.csv`.
    pub proposals: Vec<Row>,
}

impl Exports {
    /// Names of the files that [`write`](Self::write) makes.
    pub const FILES: [&'static str; 3] = ["banques.csv", "opportunites.csv", "propositions.csv"];

    /// As many banks, opportunities and proposals as asked for, numbered from 1: proposal `n` is of bank `n` for
    /// opportunity `n`.
    #[must_use]
    pub fn of(count: u32) -> Self {
        Self {
            banks: (1..=count).map(bank).collect(),
            opportunities: (1..=count).map(opportunity).collect(),
            proposals: (1..=count).map(proposal).collect(),
        }
    }

    /// Returns each file: name and text.
    #[must_use]
    pub fn files(&self) -> [(&'static str, String); 3] {
        let [banks, opportunities, proposals] = Self::FILES;
        [
            (banks, CsvFile::banks().rows(self.banks.clone()).build()),
            (opportunities, CsvFile::opportunities().rows(self.opportunities.clone()).build()),
            (proposals, CsvFile::proposals().rows(self.proposals.clone()).build()),
        ]
    }

    /// Writes the three files in a folder.
    pub fn write(&self, courtier: &Courtier, folder: &str) {
        for (name, text) in self.files() {
            courtier.write(&format!("{folder}/{name}"), text);
        }
    }

    /// Writes the three files in one archive.
    pub fn write_archive(&self, courtier: &Courtier, name: &str) {
        let files = self.files();
        let entries: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        courtier.write(name, zipped(&entries));
    }
}

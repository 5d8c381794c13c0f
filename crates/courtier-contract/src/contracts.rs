//! The contracts of all tables, checked one by one and against each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use courtier_core::nearest;

use crate::odcs::{self, Declared};
use crate::{Contract, ContractError, ContractProblem};

/// File names of contracts end like this.
const SUFFIX: &str = ".odcs.yaml";

/// The contracts that the binary carries: file name and text.
const BUILT_IN: [(&str, &str); 3] = [
    ("banques.odcs.yaml", include_str!("../../../contracts/banques.odcs.yaml")),
    ("opportunites.odcs.yaml", include_str!("../../../contracts/opportunites.odcs.yaml")),
    ("propositions.odcs.yaml", include_str!("../../../contracts/propositions.odcs.yaml")),
];

/// The contracts of all tables, in the order of the tables' names.
#[derive(Debug, Clone, PartialEq)]
pub struct Contracts {
    tables: BTreeMap<String, Contract>,
}

impl Contracts {
    /// Reads the contracts that the binary carries.
    ///
    /// # Errors
    /// [`ContractError`] when they are wrong, which this crate's tests exclude.
    pub fn built_in() -> Result<Self, ContractError> {
        Self::parse(BUILT_IN)
    }

    /// Reads every `*.odcs.yaml` directly in `folder`.
    ///
    /// # Errors
    /// [`ContractError`] when the folder cannot be read, holds no contract, or a contract is wrong.
    pub fn load(folder: &Path) -> Result<Self, ContractError> {
        let unreadable = |source| ContractError::Read { path: folder.to_owned(), source };
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(SUFFIX) {
                let text = fs::read_to_string(&path).map_err(|source| ContractError::Read { path, source })?;
                files.push((name, text));
            }
        }
        if files.is_empty() {
            return Err(ContractError::NoContract { folder: folder.to_owned() });
        }
        files.sort();
        Self::parse(files)
    }

    /// Reads contracts from (file name, text) pairs; the names only serve errors.
    ///
    /// # Errors
    /// [`ContractError`] for the first thing wrong.
    pub fn parse<Name, Text>(files: impl IntoIterator<Item = (Name, Text)>) -> Result<Self, ContractError>
    where
        Name: AsRef<str>,
        Text: AsRef<str>,
    {
        let mut declared: BTreeMap<String, Declared> = BTreeMap::new();
        for (name, text) in files {
            let new = odcs::read(name.as_ref(), text.as_ref())?;
            if let Some(first) = declared.get(&new.contract.table) {
                let problem = ContractProblem::DuplicateTable {
                    table: new.contract.table.clone(),
                    first_file: first.file.clone(),
                };
                return Err(new.error("schema[0].name", new.name_line, problem));
            }
            declared.insert(new.contract.table.clone(), new);
        }
        declared.values().try_for_each(|table| check_relations(table, &declared))?;
        Ok(Self { tables: declared.into_iter().map(|(name, declared)| (name, declared.contract)).collect() })
    }

    /// Returns the contract of a table.
    #[must_use]
    pub fn get(&self, table: &str) -> Option<&Contract> {
        self.tables.get(table)
    }

    /// Returns the contracts in the order of the tables' names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Contract> {
        self.tables.values()
    }
}

/// Checks that every foreign key of `from` names a declared column of its own type.
fn check_relations(from: &Declared, tables: &BTreeMap<String, Declared>) -> Result<(), ContractError> {
    for site in &from.relations {
        let refuse = |problem| Err(from.error(&site.key, site.line, problem));
        let Some(target) = tables.get(&site.to.table) else {
            return refuse(ContractProblem::UnknownTable {
                table: site.to.table.clone(),
                nearest: nearest(&site.to.table, tables.keys().map(String::as_str)).map(str::to_owned),
            });
        };
        let Some(column) = target.contract.column(&site.to.column) else {
            let names = target.contract.columns.iter().map(|column| column.name.as_str());
            return refuse(ContractProblem::UnknownColumn {
                table: site.to.table.clone(),
                column: site.to.column.clone(),
                nearest: nearest(&site.to.column, names).map(str::to_owned),
            });
        };
        if column.logical_type != site.logical_type {
            return refuse(ContractProblem::RelationType {
                from: site.logical_type.as_str(),
                to: column.logical_type.as_str(),
            });
        }
    }
    Ok(())
}

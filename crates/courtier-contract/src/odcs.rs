//! Reading of one ODCS file: YAML with line numbers ([`node`]), checked access to its keys ([`mapping`]), and the
//! meaning of the keys ([`table`], [`property`]). What needs several files is checked in [`crate::Contracts`].

mod keys;
mod mapping;
mod node;
mod property;
mod reference;
mod table;

use crate::{Contract, ContractError, ContractProblem, LogicalType, Relation};

pub(crate) use table::read;

/// A contract with what is needed to report, later, where it disagrees with another one.
pub(crate) struct Declared {
    pub(crate) contract: Contract,
    pub(crate) file: String,
    /// Line of the table's name.
    pub(crate) name_line: u64,
    pub(crate) relations: Vec<RelationSite>,
}

/// A foreign key and where it is written.
pub(crate) struct RelationSite {
    pub(crate) to: Relation,
    /// Type of the referencing column.
    pub(crate) logical_type: LogicalType,
    pub(crate) line: u64,
    pub(crate) key: String,
}

impl Declared {
    /// Makes the error for a problem at a place of this file.
    pub(crate) fn error(&self, key: &str, line: u64, problem: ContractProblem) -> ContractError {
        ContractError::Invalid { file: self.file.clone(), line, key: key.to_owned(), problem: Box::new(problem) }
    }
}

//! Data contracts: what every column of the three source tables is called, means and may contain, declared once.
//!
//! A contract is a file in the Open Data Contract Standard (ODCS) v3.1, one a table. This crate reads and checks those
//! files, and turns one text cell into one typed value: [`Column::read`] is the only place where that happens.
//! Loading, casting, quality tests, masking, the data dictionary and the API's schema derive from [`Contracts`].
//!
//! No Arrow, no SQL, no Delta. The only input is [`Contracts::load`], which reads a folder of YAML files.
//!
//! **Source:** <https://bitol-io.github.io/open-data-contract-standard/v3.1.0/>
//!
//! ```
//! use courtier_contract::{Contracts, Rule, Value};
//!
//! let contracts = Contracts::built_in()?;
//! let age = contracts.get("opportunites").and_then(|table| table.column("age_emprunteur")).ok_or("absent")?;
//! assert_eq!(age.read("33.0").value, Some(Value::Integer(33)));
//! assert_eq!(age.read("144.0").broken, Some(Rule::HorsBornes));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bounds;
mod cell;
mod column;
mod contract;
mod contracts;
mod error;
mod fingerprint;
mod odcs;
mod read;
mod rule;

pub use bounds::{Bound, Bounds};
pub use cell::{Cell, Value};
pub use column::{Classification, Column, LogicalType, OnViolation, Relation, Severity};
pub use contract::Contract;
pub use contracts::Contracts;
pub use error::{ContractError, ContractProblem};
pub use rule::Rule;

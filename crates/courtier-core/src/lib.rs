//! What every other crate of courtier shares and nobody else owns: Salesforce ids, the clock and the id source, the
//! kinds of error (and so the exit codes), the names of the lake's tables, the criteria of a choice, how well a published
//! fact is known, numbers in French, letters without accents, and the nearest-name suggestion.
//!
//! No input or output, no async runtime, no Arrow, no SQL: everything here is a pure value or a trait.

mod clock;
mod confirmation;
mod criterion;
mod error_kind;
pub mod french;
mod nearest;
mod plain_letters;
mod run_id;
mod salesforce_id;
mod table_name;

pub use clock::{Clock, FixedClock, SystemClock};
pub use confirmation::Confirmation;
pub use criterion::Criterion;
pub use error_kind::{Classify, ErrorKind};
pub use nearest::nearest;
pub use plain_letters::{Plain, folded, plain};
pub use run_id::RunId;
pub use salesforce_id::{SalesforceId, SalesforceIdError};
pub use table_name::{Schema, TableName, TableNameError};

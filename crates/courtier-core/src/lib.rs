//! What every other crate of courtier shares and nobody else owns: Salesforce ids, the clock and the id source, the
//! kinds of error (and so the exit codes), the names of the lake's tables, how well a published fact is known, and the
//! nearest-name suggestion.
//!
//! No input or output, no async runtime, no Arrow, no SQL: everything here is a pure value or a trait.

mod clock;
mod confirmation;
mod error_kind;
mod nearest;
mod run_id;
mod salesforce_id;
mod table_name;

pub use clock::{Clock, FixedClock, SystemClock};
pub use confirmation::Confirmation;
pub use error_kind::{Classify, ErrorKind};
pub use nearest::nearest;
pub use run_id::RunId;
pub use salesforce_id::{SalesforceId, SalesforceIdError};
pub use table_name::{Schema, TableName, TableNameError};

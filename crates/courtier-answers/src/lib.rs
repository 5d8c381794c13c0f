//! What users ask the lake, the same for the command line and the REST API.
//!
//! - [`Opportunity`]: the ten keys of one opportunity;
//! - [`Status`]: what the lake holds, how fresh it is, and what is wrong with it.

mod error;
mod opportunity;
mod rows;
mod status;

pub use error::AnswerError;
pub use opportunity::{Opportunity, find_opportunity};
pub use status::{FileStatus, RuleStatus, Status, TableStatus};

//! What users ask the lake, the same for the command line and the REST API.
//!
//! - [`Opportunity`]: the ten keys of one opportunity;
//! - [`ranking_session`], [`best_proposals`], [`explain`]: the most advantageous proposal, and why;
//! - [`Snapshot`]: the published data in memory, for the REST API;
//! - [`Status`]: what the lake holds, how fresh it is, and what is wrong with it.

mod best;
mod error;
mod exclusion_reason;
mod explanation;
mod opportunity;
mod ranking;
mod rows;
mod snapshot;
mod status;

pub use best::{Coverage, ReasonCount, Rows, best_proposals, best_proposals_in_detail, coverage, excluded_proposals};
pub use error::AnswerError;
pub use exclusion_reason::reason_label;
pub use explanation::{
    ExplainedProposal, ExplainedSchedule, Explanation, Hypotheses, ScheduleMonth, ScheduleYear, explain, explained_rows,
};
pub use opportunity::{Opportunity, find_opportunity};
pub use ranking::ranking_session;
pub use snapshot::{
    Bank, Page, Position, RankedProposals, RulesFingerprint, Search, Snapshot, SnapshotVersion, Sort, SortColumn,
    last_load,
};
pub use status::{FileStatus, RuleStatus, Status, TableStatus};

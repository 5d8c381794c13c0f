//! Builders and fixtures shared by the tests; never shipped.
//!
//! - [`Courtier`] runs the binary in a folder of its own and says how it ended ([`Outcome`]);
//! - [`Served`] is a running server, and [`Answer`] what it answered;
//! - [`CsvFile`], [`Row`] and [`Exports`] write small exports of the three tables, valid or not;
//! - [`zipped`] and the functions beside it make archives, sound or damaged;
//! - [`LakeContent`] is all that tables hold, to be compared with that of another lake;
//! - [`instants`] draws the instants at which a test kills a process.
//!
//! What cannot be built panics: the test that asked for it cannot go on.
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a fixture that fails ends its test"
)]

mod archive;
mod courtier;
mod csv_file;
mod exports;
mod folder_copy;
mod instants;
mod lake_content;
mod outcome;
mod row;
mod served;

pub use archive::{encrypted, truncated, zipped};
pub use courtier::Courtier;
pub use csv_file::CsvFile;
pub use exports::Exports;
pub use folder_copy::copy_folder;
pub use instants::instants;
pub use lake_content::LakeContent;
pub use outcome::Outcome;
pub use row::{Row, bank, bank_id, opportunity, opportunity_id, proposal, proposal_id};
pub use served::{Answer, Served};

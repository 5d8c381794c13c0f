//! The steps that move data: load files, build models, and the record that each run leaves.

mod audit_silver;
pub mod background;
mod build;
mod error;
mod full_export;
mod ingest;
mod known_files;
mod load_file;
mod observer;
mod read_spool;
mod replace_violations;
mod run_log;
mod spool_publisher;
mod table_violations;

pub use build::{BuildReport, build};
pub use error::JobError;
pub use ingest::{FileOutcome, IngestReport, IngestRequest, ingest};
pub use observer::{Observer, Silent};
pub use read_spool::ReadSpool;
pub use run_log::{Run, Step};
pub use spool_publisher::SpoolPublisher;

//! The steps that move data: load files, build models, and the record that each run leaves.

mod audit_silver;
mod build;
mod error;
mod full_export;
mod ingest;
mod known_files;
mod load_file;
mod observer;
mod paced;
mod read_spool;
mod replace_violations;
mod run_log;
mod table_violations;

pub use build::{BuildReport, build};
pub use error::JobError;
pub use ingest::{FileOutcome, IngestReport, IngestRequest, ingest};
pub use observer::{Observer, Silent};
pub use read_spool::{ReadSpool, SpoolPublisher};
pub use run_log::{Run, Step};

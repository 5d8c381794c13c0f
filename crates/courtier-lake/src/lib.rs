//! The lake: Delta tables that change together or not at all, what is wrong with their data, the SQL session that reads
//! them, and the models that derive tables from tables.
//!
//! Only this crate writes Delta tables and makes SQL sessions. Its asynchronous functions return boxed futures where they
//! reach DataFusion or delta-rs: the state machines are then compiled here once, and not in every crate that awaits them
//! (a third of the build time of the crates above).
//!
//! - [`Lake`] is a place; [`Published`] is what readers see in it.
//! - A writer takes the [`WriteLock`], begins a [`Publication`], stages tables, audits them through
//!   [`LakeSession::on_publication`], and commits: see the `publication` module for why nothing can be half done.
//! - [`BlockRowsBuilder`] turns text cells into bronze, silver and quality rows by contract; [`KeyIndex`] decides which
//!   rows are new, changed, the same or repeated.

mod applicants;
mod block_rows;
mod catalog;
mod error;
mod file_rows;
mod functions;
mod known_row;
mod lake;
mod load_shape;
mod lock;
mod model;
mod model_run;
mod model_tests;
mod profile_tables;
mod publication;
mod published;
mod quality_rows;
mod ranking_rules;
mod records;
mod references;
mod row_fate;
mod seed;
mod session;
mod silver_column;
mod small_writes;
mod staged_table;
mod staged_view;
mod table_columns;
mod table_writer;
mod upsert;

pub use applicants::applicant_profile;
pub use block_rows::{BlockRows, BlockRowsBuilder};
pub use error::LakeError;
pub use functions::{FunctionHelp, function_help};
pub use lake::{EngineLimits, Lake, is_lake};
pub use load_shape::LoadShape;
pub use lock::{BRIEF, Holder, WriteLock};
pub use model::{Model, Models};
pub use model_run::{ModelRun, run_model, run_seed};
pub use model_tests::ModelTest;
pub use profile_tables::{profile_seeds, profile_table_names};
pub use publication::Publication;
pub use published::Published;
pub use quality_rows::{
    Finding, KEY, LEVEL, RejectedRow, TARGET_TABLE, Violation, ViolationLevel, rejected_batch, rejected_schema,
    violations_batch, violations_schema,
};
pub use ranking_rules::{RankingRules, Simulation};
pub use records::{FileRecord, ReadRecord, ReconciliationRecord, Record, RunRecord, TestRecord};
pub use references::References;
pub use row_fate::{KeyHash, KeyIndex, RowFate, key_hash, row_hash};
pub use seed::Seed;
pub use session::LakeSession;
pub use staged_table::{PartitionValues, StagedTable, TableFile};
pub use table_columns::{audit, bronze_schema, silver_schema, timestamp_type};
pub use table_writer::TableWriter;
pub use upsert::{drop_rows, read_keys};

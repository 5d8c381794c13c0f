//! The binary from outside: files and arguments in; tables, texts and exit codes out.
//!
//! It is run as users run it. This test links none of the engine, so that changing a test never links it again.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails, and so do its helpers")]

mod best;
mod configuration;
mod connections;
mod crash;
mod demo;
mod dialects;
mod examples;
mod file_order;
mod gone_keys;
mod help;
mod keys;
mod models;
mod nothing_lost;
mod opportunity;
mod profile;
mod readers;
mod refused_files;
mod reloading;
mod reports;
mod serve;
mod silence;
mod sql;
mod sql_prompt;
mod writer_lock;

use courtier_testkit::{Courtier, Exports};

/// Returns the binary in an empty folder.
fn courtier() -> Courtier {
    Courtier::new(env!("CARGO_BIN_EXE_courtier"))
}

/// Returns the binary with a lake that holds three banks, three opportunities and three proposals.
fn loaded() -> Courtier {
    let courtier = courtier();
    Exports::of(3).write(&courtier, "exports");
    courtier.ingest(&["exports"]);
    courtier
}

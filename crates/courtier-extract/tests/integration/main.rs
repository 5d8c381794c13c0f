//! Tests of the crate from outside: files in, records or messages out.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its harness too")]

mod archives;
mod bad_input;
mod discovery;
mod harness;
mod properties;
mod records;

//! Tests of the crate from outside: an explanation or a profile in, a page or an error out.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its harness too")]

mod cases;
mod colours;
mod contract;
mod edge_cases;
mod escaping;
mod figures;
mod harness;
mod pages;
mod profile_cases;
mod profile_contract;
mod profile_escaping;
mod profile_properties;
mod profiles;
mod properties;
mod self_contained;

//! Whole profiles: edge cases, invariance, small groups, sentences, groups that are planted.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod edge_cases;
mod invariants;
mod personas;
mod requests;
mod schema;
mod sentences;
mod tables;
mod tables_contracts;
mod text;
mod text_edge_cases;

//! The generated files, read back as any consumer would, against the published facts.

mod correlations;
mod facts;
mod files;
mod output;
mod statistics;

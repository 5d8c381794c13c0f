//! French as people read it: numbers with a decimal comma and groups of three digits; words.
//!
//! The only place where a number that people read is rounded and its digits are grouped: answers, pages and the profile
//! build on it, so that the same figure reads the same everywhere.

mod numbers;
mod words;

pub use numbers::{MISSING, bare, count, decimal, euros, half_up, percent, points, rounded, share_percent};
pub use words::{MONTHS, agree, capital, list, month, of, plural, quoted, title};

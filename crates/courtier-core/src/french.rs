//! French as people read it: numbers with a decimal comma and groups of three digits; words.

mod numbers;
mod words;

pub use numbers::{bare, count, decimal, euros, half_up, percent, points, share_percent};
pub use words::{MONTHS, agree, capital, list, month, of, plural, quoted, title};

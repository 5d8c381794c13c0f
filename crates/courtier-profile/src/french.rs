//! French: numbers and words. Sentences stand with the figures that they tell.

mod number;
mod words;

pub(crate) use number::{bare, decimal, integer, percent, quantity, shown};
pub(crate) use words::{capital, list, month, of, plural, quoted, title};

//! Groups of people against all: shared by personas and segments.

mod compare;
mod highlights;

pub(crate) use compare::{Comparison, compare};
pub use compare::{GroupNumber, GroupShare};
pub(crate) use highlights::{Highlight, highlights};

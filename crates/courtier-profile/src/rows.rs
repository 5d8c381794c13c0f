//! The sample made ready: rows in an order of their own, small categories merged, values sorted.

mod categories;
mod numbers;
mod prepared;

pub(crate) use categories::{Categories, MISSING};
pub(crate) use numbers::Numbers;
pub(crate) use prepared::Rows;

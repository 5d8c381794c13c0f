//! One numeric column, with its values sorted once for quantiles and ranks.

use crate::field::NumericField;
use crate::input::NumericColumn;
use crate::rows::prepared::sortable;

/// One numeric column in the order of [`crate::rows::Rows`].
#[derive(Debug)]
pub(crate) struct Numbers {
    pub(crate) field: &'static NumericField,
    /// NaN where missing: one a row.
    pub(crate) values: Vec<f64>,
    /// Rows with a value, by value, then by row.
    pub(crate) order: Vec<u32>,
    /// The values of `order`.
    pub(crate) sorted: Vec<f64>,
    pub(crate) invalid: u64,
}

impl Numbers {
    /// Takes the values of a column in the order given.
    pub(crate) fn new(field: &'static NumericField, column: &NumericColumn, order: &[u32]) -> Self {
        let values: Vec<f64> = order.iter().map(|&row| column.values()[row as usize]).collect();
        let known = values.iter().enumerate().filter(|(_, value)| !value.is_nan());
        let mut keyed: Vec<(u64, u32)> = known.map(|(row, &value)| (sortable(value), row as u32)).collect();
        keyed.sort_unstable();
        let order: Vec<u32> = keyed.iter().map(|&(_, row)| row).collect();
        let sorted = order.iter().map(|&row| values[row as usize]).collect();
        Self { field, values, order, sorted, invalid: column.invalid() }
    }

    /// Returns the number of rows with a value.
    pub(crate) fn known(&self) -> u64 {
        self.order.len() as u64
    }

    /// Returns the mean of the values, or `None` without any.
    pub(crate) fn mean(&self) -> Option<f64> {
        crate::measure::mean(&self.sorted)
    }
}

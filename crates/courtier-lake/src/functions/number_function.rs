//! A SQL function of numbers to a number, given by a plain Rust function of one row.

use std::sync::Arc;

use datafusion::arrow::array::{Array as _, AsArray as _, Float64Array};
use datafusion::arrow::datatypes::{DataType, Float64Type};

use super::column_function::{Argument, ColumnFunction, Declaration};

/// Most arguments of a function.
const MAX_ARGUMENTS: usize = 5;

/// What is declared about a function of numbers.
#[derive(Debug)]
pub(super) struct NumberSpec {
    /// Name in SQL.
    pub(super) name: &'static str,
    /// Arguments: name, with its unit, and meaning.
    pub(super) arguments: &'static [(&'static str, &'static str)],
    /// How many of the last arguments may be left out.
    pub(super) optional: usize,
    /// What it gives: unit, source.
    pub(super) description: &'static str,
    /// A call with its answer.
    pub(super) example: &'static str,
    /// How it is computed.
    pub(super) kernel: Kernel,
}

/// How a function is computed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kernel {
    /// The value of one row; `None` outside the domain.
    Row(fn(&[f64]) -> Option<f64>),
    /// The values of columns of one length; not-a-number outside the domain. For what is faster side by side.
    Columns(fn(&[&[f64]]) -> Vec<f64>),
}

/// Returns the function of a declaration.
pub(super) fn number_function(spec: &'static NumberSpec) -> ColumnFunction {
    let arguments = spec.arguments.iter().map(|(name, meaning)| Argument(name, DataType::Float64, meaning));
    let declaration = Declaration {
        name: spec.name,
        arguments: arguments.collect(),
        optional: spec.optional,
        returns: DataType::Float64,
        description: spec.description,
        example: spec.example,
    };
    ColumnFunction::new(&declaration, |arrays| {
        let columns: Vec<&Float64Array> = arrays.iter().map(|array| array.as_primitive::<Float64Type>()).collect();
        Arc::new(match spec.kernel {
            Kernel::Row(kernel) => each_row(kernel, &columns),
            Kernel::Columns(kernel) => together(kernel, &columns),
        })
    })
}

/// Gives the kernel each row; a row with a NULL argument is NULL.
fn each_row(kernel: fn(&[f64]) -> Option<f64>, columns: &[&Float64Array]) -> Float64Array {
    let rows = columns.first().map_or(0, |column| column.len());
    let mut row_values = [0.0; MAX_ARGUMENTS];
    (0..rows)
        .map(|row| {
            for (slot, column) in row_values.iter_mut().zip(columns) {
                if column.is_null(row) {
                    return None;
                }
                *slot = column.value(row);
            }
            kernel(row_values.get(..columns.len())?)
        })
        .collect()
}

/// Gives the kernel whole columns; a row with a NULL argument is NULL, whatever stands in its place.
fn together(kernel: fn(&[&[f64]]) -> Vec<f64>, columns: &[&Float64Array]) -> Float64Array {
    let values: Vec<&[f64]> = columns.iter().map(|column| column.values().as_ref()).collect();
    kernel(&values)
        .into_iter()
        .enumerate()
        .map(|(row, value)| (!value.is_nan() && columns.iter().all(|column| column.is_valid(row))).then_some(value))
        .collect()
}

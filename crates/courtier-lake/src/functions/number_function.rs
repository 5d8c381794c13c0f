//! A SQL function of numbers to a number, given by a plain Rust function of one row.

use std::hash::{Hash, Hasher};

use datafusion::arrow::array::{Array as _, AsArray as _, Float64Array};
use datafusion::arrow::datatypes::{DataType, Float64Type};
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Documentation, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

use super::{SECTION, answer};

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

/// The function, as the engine sees it.
#[derive(Debug)]
pub(super) struct NumberFunction {
    spec: &'static NumberSpec,
    signature: Signature,
    documentation: Documentation,
}

impl NumberFunction {
    pub(super) fn new(spec: &'static NumberSpec) -> Self {
        let most = spec.arguments.len();
        let counts = most - spec.optional..=most;
        let forms = counts.map(|count| TypeSignature::Exact(vec![DataType::Float64; count])).collect();
        Self { spec, signature: Signature::one_of(forms, Volatility::Immutable), documentation: document(spec) }
    }
}

fn document(spec: &NumberSpec) -> Documentation {
    let names: Vec<&str> = spec.arguments.iter().map(|(name, _)| *name).collect();
    let (required, optional) = names.split_at(names.len() - spec.optional);
    let optional: String = optional.iter().map(|name| format!(" [, {name}]")).collect();
    let syntax = format!("{}({}{optional})", spec.name, required.join(", "));
    let documentation =
        Documentation::builder(SECTION, spec.description, syntax).with_sql_example(format!("SELECT {}", spec.example));
    spec.arguments
        .iter()
        .fold(documentation, |documentation, (name, meaning)| documentation.with_argument(*name, *meaning))
        .build()
}

// Two functions of one name are the same function: the catalogue has each name once.
impl PartialEq for NumberFunction {
    fn eq(&self, other: &Self) -> bool {
        self.spec.name == other.spec.name
    }
}

impl Eq for NumberFunction {}

impl Hash for NumberFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.spec.name.hash(state);
    }
}

impl ScalarUDFImpl for NumberFunction {
    fn name(&self) -> &str {
        self.spec.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&self.documentation)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let columns: Vec<&Float64Array> = arrays.iter().map(|array| array.as_primitive::<Float64Type>()).collect();
        let values = match self.spec.kernel {
            Kernel::Row(kernel) => each_row(kernel, &columns),
            Kernel::Columns(kernel) => together(kernel, &columns),
        };
        Ok(answer(&args.args, values))
    }
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

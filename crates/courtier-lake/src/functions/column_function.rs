//! A SQL function over columns: what is declared of it, and how it is computed. The one place that meets the engine's
//! trait, so that the functions differ by their declaration and their kernel alone.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, DocSection, Documentation, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

/// Section of the functions in the documentation of the engine.
const SECTION: DocSection =
    DocSection { include: true, label: "Crédit immobilier", description: Some("Fonctions de courtier") };

/// How texts reach the kernels: as the tables of the lake have them.
pub(super) const TEXT: DataType = DataType::Utf8;

/// What is declared about a function.
#[derive(Debug)]
pub(super) struct Declaration<'a> {
    /// Name in SQL.
    pub(super) name: &'static str,
    /// Arguments, in order.
    pub(super) arguments: Vec<Argument<'a>>,
    /// How many of the last arguments may be left out.
    pub(super) optional: usize,
    /// Type of its answers.
    pub(super) returns: DataType,
    /// What it gives: unit, source.
    pub(super) description: &'a str,
    /// A call with its answer.
    pub(super) example: &'a str,
}

/// An argument of a function: its name, with its unit, its type, and its meaning.
#[derive(Debug, Clone)]
pub(super) struct Argument<'a>(pub(super) &'a str, pub(super) DataType, pub(super) &'a str);

/// Gives the answers of a column of each argument, all of one length.
type Kernel = dyn Fn(&[ArrayRef]) -> ArrayRef + Send + Sync;

/// The function, as the engine sees it.
pub(super) struct ColumnFunction {
    name: &'static str,
    returns: DataType,
    signature: Signature,
    documentation: Documentation,
    kernel: Arc<Kernel>,
}

impl ColumnFunction {
    pub(super) fn new(
        declaration: &Declaration<'_>,
        kernel: impl Fn(&[ArrayRef]) -> ArrayRef + Send + Sync + 'static,
    ) -> Self {
        let types: Vec<DataType> = declaration.arguments.iter().map(|argument| argument.1.clone()).collect();
        let counts = types.len() - declaration.optional..=types.len();
        let forms = counts.filter_map(|count| Some(TypeSignature::Exact(types.get(..count)?.to_vec()))).collect();
        Self {
            name: declaration.name,
            returns: declaration.returns.clone(),
            signature: Signature::one_of(forms, Volatility::Immutable),
            documentation: documentation(declaration),
            kernel: Arc::new(kernel),
        }
    }
}

fn documentation(declaration: &Declaration<'_>) -> Documentation {
    let names: Vec<&str> = declaration.arguments.iter().map(|argument| argument.0).collect();
    let (required, optional) = names.split_at(names.len() - declaration.optional);
    let optional: String = optional.iter().map(|name| format!(" [, {name}]")).collect();
    let syntax = format!("{}({}{optional})", declaration.name, required.join(", "));
    let documentation = Documentation::builder(SECTION, declaration.description, syntax)
        .with_sql_example(format!("SELECT {}", declaration.example));
    declaration
        .arguments
        .iter()
        .fold(documentation, |documentation, Argument(name, _, meaning)| documentation.with_argument(*name, *meaning))
        .build()
}

impl fmt::Debug for ColumnFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ColumnFunction").field("name", &self.name).finish_non_exhaustive()
    }
}

// A session makes each function once; what one of another session knows, such as its usury thresholds, may differ.
impl PartialEq for ColumnFunction {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && std::ptr::addr_eq(Arc::as_ptr(&self.kernel), Arc::as_ptr(&other.kernel))
    }
}

impl Eq for ColumnFunction {}

impl Hash for ColumnFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for ColumnFunction {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.returns.clone())
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&self.documentation)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let answers = (self.kernel)(&ColumnarValue::values_to_arrays(&args.args)?);
        // A function of constants gives a constant.
        if args.args.iter().all(|value| matches!(value, ColumnarValue::Scalar(_))) {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&answers, 0)?));
        }
        Ok(ColumnarValue::Array(answers))
    }
}

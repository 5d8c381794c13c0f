//! What a profile is made of: typed columns, handed over by the caller.

mod categorical_column;
mod error;
mod numeric_column;
mod sample;

pub use categorical_column::CategoricalColumn;
pub use error::SampleError;
pub use numeric_column::NumericColumn;
pub use sample::Sample;

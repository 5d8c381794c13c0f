//! Each field alone: what is missing, quantiles, classes, shares.

mod bins;
mod categorical;
mod numeric;
mod quality;

pub use bins::Bin;
pub(crate) use categorical::categorical_profiles;
pub use categorical::{CategoricalProfile, CategoryShare};
pub use numeric::NumericProfile;
pub(crate) use numeric::numeric_profiles;
pub use quality::FieldQuality;
pub(crate) use quality::quality;

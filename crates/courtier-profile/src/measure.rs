//! Statistics that know nothing of fields or French.

mod contingency;
mod cramer;
mod grouped;
mod interval;
mod magnitude;
mod noncentral;
mod quantile;
pub(crate) mod rank_biserial;
mod rank_eta;
mod ranks;
mod saddle_point;
mod spearman;
mod sum;
mod v_test;

pub(crate) use contingency::Contingency;
pub(crate) use cramer::cramer;
pub(crate) use grouped::Grouped;
pub use interval::{CONFIDENCE, Interval};
pub use magnitude::Ampleur;
pub(crate) use quantile::quantile;
pub(crate) use rank_eta::rank_eta;
pub(crate) use spearman::spearman;
pub(crate) use sum::{Sum, mean, sum};
pub(crate) use v_test::v_test;

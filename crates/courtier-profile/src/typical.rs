//! The typical person three ways: field by field, as a combination, as a record.

mod band;
mod by_field;
mod combination;
mod medoid;
mod record_type;

use serde::Serialize;

pub(crate) use band::{OPEN, text as band_text};
pub use by_field::TypicalValue;
pub use combination::{Combination, Combinations, FieldValue};
pub use record_type::RecordType;

use crate::fields::{CategoricalProfile, NumericProfile};
use crate::rows::Rows;

/// The typical person, three ways side by side. They need not agree: the middle of each field, put together, may be
/// nobody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypicalPerson {
    /// Median and mode of each field.
    pub par_champ: Vec<TypicalValue>,
    /// The same in a sentence.
    pub phrase_par_champ: String,
    /// The combinations that most people share.
    pub combinaisons: Combinations,
    /// The most representative type of record.
    pub dossier_type: RecordType,
}

/// Describes the typical person.
pub(crate) fn typical(rows: &Rows, numbers: &[NumericProfile], labels: &[CategoricalProfile]) -> TypicalPerson {
    let par_champ = by_field::by_field(numbers, labels.get(..rows.categories.len()).unwrap_or_default());
    TypicalPerson {
        phrase_par_champ: by_field::sentence(&par_champ),
        par_champ,
        combinaisons: combination::combinations(rows),
        dossier_type: record_type::record_type(rows),
    }
}

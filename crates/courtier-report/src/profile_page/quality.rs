//! What the fields lack, as bars.

use courtier_core::french::{MISSING, count, share_percent};

use super::profile::Quality;
use crate::chart::{Bar, Bars};

/// Returns one bar a field: filled in, missing, invalid.
pub(super) fn bars(fields: &[Quality]) -> Bars {
    let bar = |field: &Quality| Bar {
        name: field.libelle.clone(),
        total: field.renseignes_part.map_or_else(|| MISSING.to_owned(), share_percent),
        detail: format!(
            "renseignés {}, absents {}, invalides {}",
            count(field.renseignes_nombre),
            count(field.manquants_nombre),
            count(field.invalides_nombre)
        ),
        highlighted: false,
        values: [field.renseignes_nombre, field.manquants_nombre, field.invalides_nombre].map(|number| number as f64),
    };
    Bars::new(&fields.iter().map(bar).collect::<Vec<_>>())
}

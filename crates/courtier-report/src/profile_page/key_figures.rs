//! The few figures under the summary.

use courtier_core::french::{MISSING, share_percent};
use serde::Serialize;

use super::names::Names;
use super::profile::{Profile, TypicalValue};
use super::words::{HIDDEN, quantity, range};

/// So many figures at most.
const MOST: usize = 5;

/// A figure with its name and a remark.
#[derive(Debug, Serialize)]
pub(super) struct KeyFigure {
    name: String,
    value: String,
    remark: Option<String>,
}

/// Returns the middle or the most frequent value of the first fields of the person.
pub(super) fn key_figures(profile: &Profile) -> Vec<KeyFigure> {
    let names = Names::of(profile);
    profile.personne_type.par_champ.iter().take(MOST).map(|value| figure(profile, &names, value)).collect()
}

fn figure(profile: &Profile, names: &Names<'_>, typical: &TypicalValue) -> KeyFigure {
    let Some(unit) = names.unit(&typical.champ) else {
        let (value, remark) = match typical.modes.as_slice() {
            [] => (MISSING.to_owned(), Some("aucune valeur à montrer".to_owned())),
            [one] => (one.clone(), typical.part_du_mode.map(share_percent)),
            several => (format!("{}\u{a0}valeurs à égalité", several.len()), typical.part_du_mode.map(share_percent)),
        };
        return KeyFigure { name: typical.libelle.clone(), value, remark };
    };
    let number = profile.nombres.iter().find(|number| number.champ == typical.champ);
    let quartiles = number.and_then(|number| number.quartile_1.zip(number.quartile_3));
    KeyFigure {
        name: format!("{} (médiane)", typical.libelle),
        value: typical.mediane.map_or_else(|| HIDDEN.to_owned(), |median| quantity(median, unit)),
        remark: Some(match quartiles {
            Some((low, high)) => format!("quartiles\u{a0}: {}", range(low, high, unit)),
            None => format!("moins de {} valeurs", profile.petit_effectif),
        }),
    }
}

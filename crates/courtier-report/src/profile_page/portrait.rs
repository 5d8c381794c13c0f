//! The typical person three ways, side by side.

use courtier_core::french::{MISSING, count, share_percent};
use serde::Serialize;

use super::names::Names;
use super::profile::{FieldValue, Profile, TypicalValue};
use super::words::quantity;

/// The three ways.
#[derive(Debug, Serialize)]
pub(super) struct Portrait {
    rows: Vec<Row>,
    /// Remarks under the names of the last two ways.
    combination_shared_by: Option<String>,
    record_shared_by: Option<String>,
    /// The first way is told by the summary.
    sentences: [String; 2],
    combinations: Vec<SharedCombination>,
}

/// A field.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    middle: String,
    remark: Option<String>,
    combination: Option<String>,
    record: Option<String>,
}

/// A combination of the first ones.
#[derive(Debug, Serialize)]
struct SharedCombination {
    values: Vec<String>,
    shared_by: String,
    part: String,
}

/// Puts the three ways side by side.
pub(super) fn portrait(profile: &Profile) -> Portrait {
    let person = &profile.personne_type;
    let first = person.combinaisons.combinaisons.first();
    let names = Names::of(profile);
    let row = |typical: &TypicalValue| Row {
        name: typical.libelle.clone(),
        middle: middle(typical, &names),
        remark: remark(typical),
        combination: first.and_then(|first| value_of(&first.valeurs, &typical.champ)),
        record: value_of(&person.dossier_type.valeurs, &typical.champ),
    };
    Portrait {
        rows: person.par_champ.iter().map(row).collect(),
        combination_shared_by: first.map(|first| format!("{} des dossiers complets", share_percent(first.part))),
        record_shared_by: person.dossier_type.partage_par_nombre.map(|n| format!("type de {}\u{a0}dossiers", count(n))),
        sentences: [person.combinaisons.phrase.clone(), person.dossier_type.phrase.clone()],
        combinations: combinations(profile),
    }
}

fn combinations(profile: &Profile) -> Vec<SharedCombination> {
    let fields = &profile.personne_type.par_champ;
    let all = profile.personne_type.combinaisons.combinaisons.iter();
    all.map(|combination| SharedCombination {
        values: fields
            .iter()
            .map(|field| value_of(&combination.valeurs, &field.champ).unwrap_or_else(|| MISSING.to_owned()))
            .collect(),
        shared_by: count(combination.nombre),
        part: share_percent(combination.part),
    })
    .collect()
}

fn value_of(values: &[FieldValue], champ: &str) -> Option<String> {
    values.iter().find(|value| value.champ == champ).map(|value| value.valeur.clone())
}

fn middle(typical: &TypicalValue, names: &Names<'_>) -> String {
    if let Some(unit) = names.unit(&typical.champ) {
        return typical.mediane.map_or_else(|| "trop peu de valeurs".to_owned(), |median| quantity(median, unit));
    }
    match typical.modes.as_slice() {
        [] => "aucune valeur partagée".to_owned(),
        several if several.len() > 3 => format!("{}\u{a0}valeurs à égalité", several.len()),
        few => few.join(" ou "),
    }
}

fn remark(typical: &TypicalValue) -> Option<String> {
    let part = share_percent(typical.part_du_mode?);
    match (typical.mediane, typical.modes.as_slice()) {
        (Some(_), [one]) => Some(format!("médiane\u{a0}; classe la plus fréquente\u{a0}: {one} ({part})")),
        (Some(_), _) => Some("médiane".to_owned()),
        (None, _) => Some(format!("le plus fréquent, {part}")),
    }
}

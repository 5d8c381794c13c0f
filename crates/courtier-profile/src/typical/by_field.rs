//! The typical person field by field: the middle and the most frequent value of each.

use serde::Serialize;

use crate::field::NUMERIC;
use crate::fields::{CategoricalProfile, NumericProfile};
use crate::french::list;
use crate::french::{capital, quantity};
use crate::typical::band;

/// The middle and the most frequent value of a field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TypicalValue {
    /// Column name.
    pub champ: &'static str,
    /// Its title.
    pub libelle: String,
    /// Median of a number, in its unit; absent for a label.
    pub mediane: Option<f64>,
    /// The most frequent values (a number: classes): several when they are equal, none when none may be shown.
    pub modes: Vec<String>,
    /// Share of the known values that each of them has, 0 to 1.
    pub part_du_mode: Option<f64>,
}

/// Puts together what describes the typical person field by field. Only the fields of the person: not the loan's.
pub(crate) fn by_field(numbers: &[NumericProfile], labels: &[CategoricalProfile]) -> Vec<TypicalValue> {
    let active = NUMERIC.iter().zip(numbers).filter(|(field, _)| field.active);
    let numbers = active.map(|(field, found)| TypicalValue {
        champ: found.champ,
        libelle: found.libelle.clone(),
        mediane: found.mediane,
        modes: found.classes_modales.iter().map(|bin| band::text(field, Some(bin.de), bin.a)).collect(),
        part_du_mode: found.classes_modales.first().map(|bin| bin.part),
    });
    let labels = labels.iter().map(|found| TypicalValue {
        champ: found.champ,
        libelle: found.libelle.clone(),
        mediane: None,
        modes: found.modes.clone(),
        part_du_mode: found.modalites.first().filter(|_| !found.modes.is_empty()).map(|first| first.part),
    });
    numbers.chain(labels).collect()
}

/// Says the same in a sentence.
pub(crate) fn sentence(values: &[TypicalValue]) -> String {
    let median = |value: &TypicalValue| {
        let field = NUMERIC.iter().find(|field| field.name == value.champ)?;
        Some(format!("{} est de {}", field.the_median, quantity(value.mediane?, field.unit)))
    };
    let medians: Vec<String> = values.iter().filter_map(median).collect();
    let labels = values.iter().filter(|value| NUMERIC.iter().all(|field| field.name != value.champ));
    let modes: Vec<String> =
        labels.filter_map(|value| value.modes.first().filter(|_| value.modes.len() == 1)).cloned().collect();
    let mut parts = Vec::new();
    if !medians.is_empty() {
        parts.push(format!("{}.", capital(&list(&medians))));
    }
    if !modes.is_empty() {
        parts.push(format!("Valeurs les plus fréquentes, champ par champ : {}.", modes.join(", ")));
    }
    if parts.is_empty() { "Trop peu de demandes pour décrire une personne type.".to_owned() } else { parts.join(" ") }
}

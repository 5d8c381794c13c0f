//! The medoid shown as a type of record: coarse enough that ten people share it.

use serde::Serialize;

use crate::french::{decimal, integer};
use crate::privacy::SMALL_CELL;
use crate::rows::Rows;
use crate::typical::band;
use crate::typical::combination::FieldValue;
use crate::typical::medoid::medoid;

/// The most representative type of record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordType {
    /// One value a field; `sans distinction` where the field had to be left open. Empty when no type may be shown.
    pub valeurs: Vec<FieldValue>,
    /// People of this type: 10 or more.
    pub partage_par_nombre: Option<u64>,
    /// Mean Gower distance between the record and the others, 0 to 1.
    pub distance_moyenne: Option<f64>,
    /// Complete records: those that could be chosen.
    pub complets_nombre: u64,
    /// The same in a sentence.
    pub phrase: String,
}

/// What of the record is told: a width for numbers (`None`: left open), and which labels are left open.
#[derive(Debug, Clone)]
struct Detail {
    width: Option<usize>,
    open: Vec<bool>,
}

/// Finds the medoid and tells it as finely as ten people allow.
pub(crate) fn record_type(rows: &Rows) -> RecordType {
    let Some(medoid) = medoid(rows).filter(|medoid| medoid.compared >= SMALL_CELL) else {
        let phrase = if rows.count == 0 {
            "Aucune demande."
        } else {
            "Aucun dossier représentatif : trop peu de dossiers, ou aucun qui soit complet."
        };
        return RecordType {
            valeurs: Vec::new(),
            partage_par_nombre: None,
            distance_moyenne: None,
            complets_nombre: 0,
            phrase: phrase.to_owned(),
        };
    };
    let found = details(rows, medoid.row)
        .into_iter()
        .map(|detail| (sharing(rows, medoid.row, &detail), detail))
        .find(|(count, _)| *count >= SMALL_CELL);
    let valeurs = found.as_ref().map_or_else(Vec::new, |(_, detail)| values(rows, medoid.row, detail));
    let told: Vec<&str> =
        valeurs.iter().map(|value| value.valeur.as_str()).filter(|text| *text != band::OPEN).collect();
    let phrase = match &found {
        Some((count, _)) if !told.is_empty() => format!(
            "Le dossier le plus proche de tous les autres (distance moyenne de Gower : {}) est de ce type : {}\u{a0}; {} demandeurs le partagent.",
            decimal(medoid.mean_distance, 3),
            told.join(", "),
            integer(*count),
        ),
        _ => "Le dossier le plus proche de tous les autres est trop rare pour être montré.".to_owned(),
    };
    RecordType {
        valeurs,
        partage_par_nombre: found.map(|(count, _)| count),
        distance_moyenne: Some(medoid.mean_distance),
        complets_nombre: medoid.complete,
        phrase,
    }
}

/// Ways to tell the record, from fine to coarse: wider bands, then no numbers, then fewer labels, the rarest first.
fn details(rows: &Rows, row: usize) -> Vec<Detail> {
    let mut open = vec![false; rows.categories.len()];
    let mut all: Vec<Detail> = (0..4).map(|width| Detail { width: Some(width), open: open.clone() }).collect();
    all.push(Detail { width: None, open: open.clone() });
    let mut rare_first: Vec<usize> = (0..open.len()).collect();
    rare_first.sort_by_key(|&i| rows.categories[i].counts[rows.categories[i].codes[row] as usize]);
    for i in rare_first {
        open[i] = true;
        all.push(Detail { width: None, open: open.clone() });
    }
    all
}

/// Returns the lower end of the band around a value.
fn low(value: f64, width: f64) -> f64 {
    (value / width).floor() * width
}

/// Counts the people who cannot be told from the record.
fn sharing(rows: &Rows, row: usize, detail: &Detail) -> u64 {
    let same = |other: usize| {
        let labels = rows
            .categories
            .iter()
            .zip(&detail.open)
            .all(|(column, open)| *open || column.codes[other] == column.codes[row]);
        labels
            && detail.width.is_none_or(|width| {
                rows.numbers.iter().filter(|numbers| numbers.field.active).all(|numbers| {
                    let width = numbers.field.record_widths[width];
                    low(numbers.values[other], width) == low(numbers.values[row], width)
                })
            })
    };
    (0..rows.count).filter(|&other| same(other)).count() as u64
}

fn values(rows: &Rows, row: usize, detail: &Detail) -> Vec<FieldValue> {
    let number = |numbers: &crate::rows::Numbers| {
        let width = detail.width.map(|width| numbers.field.record_widths[width]);
        let low = width.map(|width| low(numbers.values[row], width));
        let high = low.zip(width).map(|(low, width)| low + width);
        FieldValue { champ: numbers.field.name, valeur: band::text(numbers.field, low, high) }
    };
    let numbers = rows.numbers.iter().filter(|numbers| numbers.field.active).map(number);
    let labels = rows.categories.iter().zip(&detail.open).map(|(column, open)| {
        let label = &column.labels[column.codes[row] as usize];
        FieldValue { champ: column.field.name, valeur: if *open { band::OPEN.to_owned() } else { label.clone() } }
    });
    numbers.chain(labels).collect()
}

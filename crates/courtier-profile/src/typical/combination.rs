//! The typical person as a whole: the combinations of values that most people share.

use serde::Serialize;

use crate::french::{agree, integer, share_percent};
use crate::privacy::SMALL_CELL;
use crate::rows::{MISSING, Rows};
use crate::typical::band;

/// Combinations that are told.
const MOST_SHOWN: usize = 5;

/// A field and its value in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldValue {
    /// Column name.
    pub champ: &'static str,
    /// The value: a category or a band.
    pub valeur: String,
}

/// A combination of values, and how many people share it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Combination {
    /// One value a field.
    pub valeurs: Vec<FieldValue>,
    /// People: 10 or more.
    pub nombre: u64,
    /// Their share of the complete requests, 0 to 1.
    pub part: f64,
}

/// The most frequent combinations among the requests where every field of the person is known; ages and incomes in bands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Combinations {
    /// Complete requests.
    pub complets_nombre: u64,
    /// Different combinations among them.
    pub distinctes_nombre: u64,
    /// Up to five, the most frequent first; none of merged categories.
    pub combinaisons: Vec<Combination>,
    /// The same in a sentence.
    pub phrase: String,
}

/// Counts the combinations.
pub(crate) fn combinations(rows: &Rows) -> Combinations {
    let mut keys = keys(rows);
    keys.sort_unstable();
    let complete = keys.len() as u64;
    let mut runs: Vec<(u64, u64)> = keys.chunk_by(|a, b| a == b).map(|run| (run.len() as u64, run[0])).collect();
    let distinct = runs.len() as u64;
    runs.retain(|&(count, key)| count >= SMALL_CELL && !has_merged(rows, key));
    runs.sort_unstable_by_key(|&(count, key)| (std::cmp::Reverse(count), key));
    let describe = |&(nombre, key): &(u64, u64)| Combination {
        valeurs: values(rows, key),
        nombre,
        part: nombre as f64 / complete as f64,
    };
    let combinaisons: Vec<Combination> = runs.iter().take(MOST_SHOWN).map(describe).collect();
    let phrase = sentence(complete, distinct, &combinaisons);
    Combinations { complets_nombre: complete, distinctes_nombre: distinct, combinaisons, phrase }
}

/// One key a complete row: a byte a field, the first field in the highest.
fn keys(rows: &Rows) -> Vec<u64> {
    let mut keys = vec![Some(0_u64); rows.count];
    let mut add = |row: usize, byte: Option<u8>| {
        keys[row] = keys[row].zip(byte).map(|(key, byte)| (key << 8) | u64::from(byte));
    };
    for numbers in rows.numbers.iter().filter(|numbers| numbers.field.active) {
        for (row, &value) in numbers.values.iter().enumerate() {
            add(row, (!value.is_nan()).then(|| band::position(numbers.field, value)));
        }
    }
    for categories in &rows.categories {
        for (row, &code) in categories.codes.iter().enumerate() {
            add(row, (code != MISSING).then_some(code));
        }
    }
    keys.into_iter().flatten().collect()
}

/// Returns the byte of the categorical field at this position.
fn code(rows: &Rows, key: u64, position: usize) -> usize {
    let shift = 8 * (rows.categories.len() - 1 - position);
    ((key >> shift) & 0xff) as usize
}

fn has_merged(rows: &Rows, key: u64) -> bool {
    rows.categories.iter().enumerate().any(|(i, categories)| categories.is_others(code(rows, key, i)))
}

fn values(rows: &Rows, key: u64) -> Vec<FieldValue> {
    let active: Vec<_> = rows.numbers.iter().filter(|numbers| numbers.field.active).collect();
    let band = |(i, numbers): (usize, &&crate::rows::Numbers)| {
        let shift = 8 * (rows.categories.len() + active.len() - 1 - i);
        let valeur = band::name(numbers.field, ((key >> shift) & 0xff) as u8, rows.age_bounds);
        FieldValue { champ: numbers.field.name, valeur }
    };
    let label = |(i, categories): (usize, &crate::rows::Categories)| FieldValue {
        champ: categories.field.name,
        valeur: categories.labels[code(rows, key, i)].clone(),
    };
    active.iter().enumerate().map(band).chain(rows.categories.iter().enumerate().map(label)).collect()
}

fn sentence(complete: u64, distinct: u64, found: &[Combination]) -> String {
    let Some(first) = found.first() else {
        return if complete < SMALL_CELL {
            format!("Trop peu de demandes complètes (moins de {SMALL_CELL}) pour chercher une combinaison fréquente.")
        } else {
            format!("Aucune combinaison n'est partagée par {SMALL_CELL} demandeurs ou plus.")
        };
    };
    let told: Vec<&str> = first.valeurs.iter().map(|value| value.valeur.as_str()).collect();
    let ties = found.iter().filter(|other| other.nombre == first.nombre).count();
    let equal = if ties > 1 {
        format!(", à égalité avec {} autre{}", ties - 1, if ties > 2 { "s" } else { "" })
    } else {
        String::new()
    };
    format!(
        "Combinaison la plus fréquente{equal} : {}\u{a0}; {} des {} dossiers complets la partagent, {} {} {} en tout.",
        told.join(", "),
        share_percent(first.part),
        integer(complete),
        integer(distinct),
        agree(distinct, "combinaison", "combinaisons"),
        agree(distinct, "existe", "existent"),
    )
    .replace(", 1 combinaison existe en tout", "")
}

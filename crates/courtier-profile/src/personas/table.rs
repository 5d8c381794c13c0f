//! The fields that make personas, for the requests that are filled in enough.

use crate::field::MAX_CATEGORIES;
use crate::privacy::{SMALL_CELL, kept};
use crate::rows::{MISSING, Rows};

/// Categories of less than this share, or of fewer than ten people, are merged: a category of few people would make an
/// axis of its own.
pub(crate) const RARE_SHARE: f64 = 0.02;

/// The merged rare categories.
const RARE: &str = "Modalités rares";

/// A label column: one code a row, or [`MISSING`].
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    pub(crate) codes: Vec<u8>,
    /// The categories, the merged rare ones last.
    pub(crate) names: Vec<String>,
}

/// Numbers on their scales and labels without rare categories.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// The row of the sample: one a row of the table.
    pub(crate) rows: Vec<u32>,
    /// NaN where missing.
    pub(crate) numbers: Vec<Vec<f64>>,
    pub(crate) labels: Vec<Labels>,
}

impl Table {
    /// Takes the active fields, and the rows in which at least half of them are known.
    pub(crate) fn new(rows: &Rows) -> Self {
        let scaled = |numbers: &crate::rows::Numbers| -> Vec<f64> {
            numbers.values.iter().map(|&value| numbers.field.scale.of(value)).collect()
        };
        let numbers = rows.numbers.iter().filter(|numbers| numbers.field.active).map(scaled).collect();
        let labels = rows.categories.iter().map(without_rare).collect();
        let mut table = Self { rows: (0..rows.count as u32).collect(), numbers, labels };
        let fields = table.numbers.len() + table.labels.len();
        let enough = |&row: &u32| 2 * table.known(row as usize) >= fields;
        let chosen: Vec<u32> = (0..rows.count as u32).filter(enough).collect();
        if chosen.len() < rows.count {
            table = table.subset(&chosen);
        }
        table
    }

    /// Returns the number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns these rows only.
    pub(crate) fn subset(&self, chosen: &[u32]) -> Self {
        let numbers = self.numbers.iter().map(|column| chosen.iter().map(|&row| column[row as usize]).collect());
        let labels = self.labels.iter().map(|column| Labels {
            codes: chosen.iter().map(|&row| column.codes[row as usize]).collect(),
            names: column.names.clone(),
        });
        Self {
            rows: chosen.iter().map(|&row| self.rows[row as usize]).collect(),
            numbers: numbers.collect(),
            labels: labels.collect(),
        }
    }

    fn known(&self, row: usize) -> usize {
        let numbers = self.numbers.iter().filter(|column| !column[row].is_nan()).count();
        numbers + self.labels.iter().filter(|column| column.codes[row] != MISSING).count()
    }
}

/// Merges the rare categories of a column.
fn without_rare(column: &crate::rows::Categories) -> Labels {
    let least = ((column.known() as f64 * RARE_SHARE).ceil() as u64).max(SMALL_CELL);
    let kept = kept(&column.counts, least, MAX_CATEGORIES + 1);
    let merge = |code: u8| if code == MISSING { MISSING } else { code.min(kept as u8) };
    let mut names = column.labels[..kept].to_vec();
    if kept < column.labels.len() {
        names.push(RARE.to_owned());
    }
    Labels { codes: column.codes.iter().map(|&code| merge(code)).collect(), names }
}

//! The rows in an order of their own, so that no figure depends on the order in which they came.
//!
//! Sums of floating-point numbers depend on the order of their terms. Rows are therefore sorted by their values: two
//! samples with the same rows give the same bits.

use crate::field::{CATEGORICAL, NUMERIC, SEGMENTING};
use crate::input::{CategoricalColumn, Sample};
use crate::rows::categories::Categories;
use crate::rows::numbers::Numbers;

/// The rows of a sample, sorted, with small categories merged.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) count: usize,
    pub(crate) age_bounds: (u32, u32),
    /// In the order of [`NUMERIC`].
    pub(crate) numbers: Vec<Numbers>,
    /// In the order of [`CATEGORICAL`].
    pub(crate) categories: Vec<Categories>,
    /// In the order of [`SEGMENTING`].
    pub(crate) segmenting: Vec<Categories>,
}

/// What a row is sorted by, and where it was.
type Key = ([u64; 3], u32, u32);

impl Rows {
    /// Sorts and groups the rows of a sample.
    pub(crate) fn new(sample: &Sample) -> Self {
        let columns = [
            &sample.reseau_bancaire,
            &sample.deja_souscrit_credit_immo,
            &sample.categorie_professionnelle,
            &sample.contrat_travail,
        ];
        let mut categories: Vec<Categories> =
            CATEGORICAL.iter().zip(columns).map(|(f, c)| Categories::new(f, c)).collect();
        let segments: [&CategoricalColumn; 3] = [&sample.origine, &sample.stage_name, &sample.mois];
        let mut segmenting: Vec<Categories> =
            SEGMENTING.iter().zip(segments).map(|(f, c)| Categories::new(f, c)).collect();
        let columns = [&sample.age_emprunteur, &sample.revenu_total, &sample.montant_pret_principal];

        // Income first: it tells most rows apart.
        let keyed = [&columns[1], &columns[2], &columns[0]].map(|column| column.values());
        let mut keys: Vec<Key> = (0..sample.rows())
            .map(|row| {
                let labels = categories.iter().fold(0, |packed, column| (packed << 8) | u32::from(column.codes[row]));
                (keyed.map(|values| sortable(values[row])), labels, row as u32)
            })
            .collect();
        keys.sort_unstable();
        let order: Vec<u32> = keys.into_iter().map(|(_, _, row)| row).collect();

        for column in categories.iter_mut().chain(&mut segmenting) {
            column.codes = order.iter().map(|&row| column.codes[row as usize]).collect();
        }
        let numbers = NUMERIC.iter().zip(columns).map(|(field, column)| Numbers::new(field, column, &order)).collect();
        Self { count: sample.rows(), age_bounds: sample.age_bounds, numbers, categories, segmenting }
    }
}

/// Returns bits that sort like the numbers; missing ones last.
pub(crate) fn sortable(value: f64) -> u64 {
    let bits = value.to_bits();
    if value.is_nan() {
        u64::MAX
    } else if value.is_sign_negative() {
        !bits
    } else {
        bits | (1 << 63)
    }
}

#[cfg(test)]
mod tests {
    use super::sortable;

    #[test]
    fn sorts_bits_like_numbers() {
        let sorted = [f64::MIN, -2.5, -1.0, 0.0, 1e-300, 1.0, 2.0, f64::MAX, f64::NAN].map(sortable);
        assert!(sorted.is_sorted_by(|a, b| a < b));
    }
}

//! The most representative record: the one nearest to all others.

use crate::rows::{MISSING, Numbers, Rows};

/// A weight for records of 1 to 6 known fields is this over their number: a whole number, so sums are exact.
const WEIGHT: u64 = 60;

/// The record nearest to all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Medoid {
    /// Its row.
    pub(crate) row: usize,
    /// Mean Gower distance to the other records, 0 to 1.
    pub(crate) mean_distance: f64,
    /// Records that can be compared: those with a known field.
    pub(crate) compared: u64,
    /// Records that could be chosen: those with every field known.
    pub(crate) complete: u64,
}

/// Returns the medoid under Gower's distance, or `None` without a complete record.
///
/// The distance of two records is the mean, over the fields known in both, of `|x - y| / range` for numbers (on the
/// field's scale) and of 0 or 1 for labels. It is exact for all pairs: a chosen record is complete, so the fields known
/// in both are those of the other record, and the sum over all records falls apart into one sum a field, weighted by
/// one over the number of known fields. Each is found for every row at once by sorting: n log n, not n².
///
/// Of records at the same distance the first in sorted order is taken.
///
/// **Source:** Gower (1971), *A general coefficient of similarity and some of its properties*, Biometrics 27.
pub(crate) fn medoid(rows: &Rows) -> Option<Medoid> {
    let active: Vec<&Numbers> = rows.numbers.iter().filter(|numbers| numbers.field.active).collect();
    let fields = active.len() + rows.categories.len();
    let mut known = vec![0_u8; rows.count];
    for numbers in &active {
        numbers
            .values
            .iter()
            .zip(&mut known)
            .for_each(|(&v, known)| *known += u8::from(!numbers.field.scale.of(v).is_nan()));
    }
    for categories in &rows.categories {
        categories.codes.iter().zip(&mut known).for_each(|(&code, known)| *known += u8::from(code != MISSING));
    }
    let weights: Vec<u8> = known.iter().map(|&known| WEIGHT.checked_div(u64::from(known)).unwrap_or(0) as u8).collect();
    let mut distances = vec![0.0; rows.count];
    for numbers in &active {
        add_number(numbers, &weights, &mut distances);
    }
    for categories in &rows.categories {
        add_label(&categories.codes, categories.labels.len(), &weights, &mut distances);
    }
    let complete = |row: &usize| known[*row] as usize == fields;
    let row = (0..rows.count).filter(complete).min_by(|&a, &b| distances[a].total_cmp(&distances[b]))?;
    let compared = known.iter().filter(|&&known| known > 0).count() as u64;
    let others = compared.saturating_sub(1).max(1);
    Some(Medoid {
        row,
        mean_distance: distances[row] / WEIGHT as f64 / others as f64,
        compared,
        complete: (0..rows.count).filter(complete).count() as u64,
    })
}

/// Adds to each row its weighted distance to all rows in one number.
fn add_number(numbers: &Numbers, weights: &[u8], distances: &mut [f64]) {
    let scale = numbers.field.scale;
    // Scales grow, so the order stays; values without a scale come first.
    let scaled: Vec<(usize, f64)> = numbers
        .order
        .iter()
        .zip(&numbers.sorted)
        .map(|(&row, &v)| (row as usize, scale.of(v)))
        .filter(|(_, v)| !v.is_nan())
        .collect();
    let (Some(&(_, low)), Some(&(_, high))) = (scaled.first(), scaled.last()) else { return };
    if high <= low {
        return;
    }
    let position = |value: f64| (value - low) / (high - low);
    let weight = |row: usize| f64::from(weights[row]);
    let total_weight: f64 = scaled.iter().map(|&(row, _)| weight(row)).sum();
    let total: f64 = scaled.iter().map(|&(row, value)| weight(row) * position(value)).sum();
    let (mut weight_below, mut below) = (0.0, 0.0);
    for &(row, value) in &scaled {
        let at = position(value);
        distances[row] += at * (2.0 * weight_below - total_weight) + total - 2.0 * below;
        weight_below += weight(row);
        below += weight(row) * at;
    }
}

/// Adds to each row the weight of the rows of other categories.
fn add_label(codes: &[u8], categories: usize, weights: &[u8], distances: &mut [f64]) {
    let mut by_code = vec![0_u64; categories];
    for (&code, &weight) in codes.iter().zip(weights) {
        if let Some(sum) = by_code.get_mut(code as usize) {
            *sum += u64::from(weight);
        }
    }
    let total: u64 = by_code.iter().sum();
    for (&code, distance) in codes.iter().zip(distances) {
        if let Some(own) = by_code.get(code as usize) {
            *distance += (total - own) as f64;
        }
    }
}

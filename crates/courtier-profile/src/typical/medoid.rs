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

#[cfg(test)]
mod tests {
    use super::medoid;
    use crate::input::{CategoricalColumn, NumericColumn, Sample};
    use crate::rows::{MISSING, Rows};
    use proptest::prelude::*;

    fn rows(ages: &[Option<f64>], incomes: &[Option<f64>], labels: &[[Option<u8>; 4]]) -> Rows {
        let label = |i: usize| {
            let names: Vec<Option<String>> = labels.iter().map(|row| row[i].map(|code| format!("v{code}"))).collect();
            CategoricalColumn::from_labels(names.iter().map(Option::as_deref), 0)
        };
        let none = || CategoricalColumn::from_labels(labels.iter().map(|_| None), 0);
        Rows::new(&Sample {
            age_bounds: (18, 100),
            age_emprunteur: NumericColumn::from_options(ages.iter().copied(), 0),
            revenu_total: NumericColumn::from_options(incomes.iter().copied(), 0),
            montant_pret_principal: NumericColumn::from_options(ages.iter().map(|_| None), 0),
            reseau_bancaire: label(0),
            deja_souscrit_credit_immo: label(1),
            categorie_professionnelle: label(2),
            contrat_travail: label(3),
            origine: none(),
            stage_name: none(),
            mois: none(),
        })
    }

    /// Gower's distance by its definition; absent when no field is known in both.
    fn gower(rows: &Rows, a: usize, b: usize, ranges: &[f64]) -> Option<f64> {
        let (mut sum, mut known) = (0.0, 0);
        for (numbers, range) in rows.numbers.iter().filter(|numbers| numbers.field.active).zip(ranges) {
            let (x, y) = (numbers.field.scale.of(numbers.values[a]), numbers.field.scale.of(numbers.values[b]));
            if !x.is_nan() && !y.is_nan() {
                sum += if *range > 0.0 { (x - y).abs() / range } else { 0.0 };
                known += 1;
            }
        }
        for column in &rows.categories {
            let (x, y) = (column.codes[a], column.codes[b]);
            if x != MISSING && y != MISSING {
                sum += f64::from(u8::from(x != y));
                known += 1;
            }
        }
        (known > 0).then(|| sum / f64::from(known))
    }

    proptest! {
        #[test]
        fn is_nearest_to_all_by_brute_force(
            people in prop::collection::vec(
                (
                    prop::option::weighted(0.8, 18_u32..99),
                    prop::option::weighted(0.8, 0_u32..9_000),
                    prop::array::uniform4(prop::option::weighted(0.8, 0_u8..3)),
                ),
                1..60,
            ),
        ) {
            let ages: Vec<Option<f64>> = people.iter().map(|person| person.0.map(f64::from)).collect();
            let incomes: Vec<Option<f64>> = people.iter().map(|person| person.1.map(f64::from)).collect();
            let labels: Vec<[Option<u8>; 4]> = people.iter().map(|person| person.2).collect();
            let rows = rows(&ages, &incomes, &labels);
            let range = |numbers: &crate::rows::Numbers| {
                let scaled = numbers.values.iter().map(|&v| numbers.field.scale.of(v)).filter(|v| !v.is_nan());
                let (low, high) = scaled.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
                high - low
            };
            let ranges: Vec<f64> = rows.numbers.iter().filter(|numbers| numbers.field.active).map(range).collect();
            let complete = |row: &usize| {
                rows.numbers[..2].iter().all(|numbers| !numbers.field.scale.of(numbers.values[*row]).is_nan())
                    && rows.categories.iter().all(|column| column.codes[*row] != MISSING)
            };
            let total = |row: usize| (0..rows.count).filter_map(|other| gower(&rows, row, other, &ranges)).sum::<f64>();
            let least = (0..rows.count).filter(complete).map(total).fold(f64::INFINITY, f64::min);
            match medoid(&rows) {
                None => prop_assert!(least.is_infinite()),
                Some(found) => {
                    prop_assert!(complete(&found.row));
                    prop_assert!((total(found.row) - least).abs() < 1e-9);
                    let others = found.compared.saturating_sub(1).max(1) as f64;
                    prop_assert!((found.mean_distance - least / others).abs() < 1e-9);
                }
            }
        }
    }
}

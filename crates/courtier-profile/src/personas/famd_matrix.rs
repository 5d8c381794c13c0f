//! The covariance matrix of mixed data, from sums by category: no row is ever expanded to indicators.

use nalgebra::DMatrix;

use crate::measure::{Contingency, Sum, sum};
use crate::personas::table::{Labels, Table};

/// Returns the covariances of all columns: first the numbers, then the categories of each label.
///
/// `scales` are the mean and deviation of each number, `shares` those of the categories of each label.
pub(crate) fn covariance(table: &Table, scales: &[(f64, f64)], shares: &[Vec<f64>]) -> DMatrix<f64> {
    let size = table.numbers.len() + shares.iter().map(Vec::len).sum::<usize>();
    let mut matrix = DMatrix::zeros(size, size);
    let rows = table.len().max(1) as f64;
    let standard: Vec<Vec<f64>> =
        table.numbers.iter().zip(scales).map(|(values, &scale)| standardised(values, scale)).collect();
    for (a, first) in standard.iter().enumerate() {
        for (b, second) in standard.iter().enumerate().skip(a) {
            set(&mut matrix, a, b, sum(first.iter().zip(second).map(|(x, y)| x * y)) / rows);
        }
        let mut offset = standard.len();
        for (labels, shares) in table.labels.iter().zip(shares) {
            for (k, value) in number_with_label(first, labels, shares).into_iter().enumerate() {
                set(&mut matrix, a, offset + k, value / rows);
            }
            offset += shares.len();
        }
    }
    let mut offset_a = standard.len();
    for (a, first) in table.labels.iter().enumerate() {
        let mut offset_b = offset_a;
        for (b, second) in table.labels.iter().enumerate().skip(a) {
            fill_labels(&mut matrix, (first, &shares[a], offset_a), (second, &shares[b], offset_b), rows);
            offset_b += shares[b].len();
        }
        offset_a += shares[a].len();
    }
    matrix
}

fn set(matrix: &mut DMatrix<f64>, a: usize, b: usize, value: f64) {
    matrix[(a, b)] = value;
    matrix[(b, a)] = value;
}

/// Centred and scaled; a missing value is the mean.
fn standardised(values: &[f64], (mean, deviation): (f64, f64)) -> Vec<f64> {
    let one = |&value: &f64| if value.is_nan() || deviation <= 0.0 { 0.0 } else { (value - mean) / deviation };
    values.iter().map(one).collect()
}

/// Sums of `z (indicator - share) / sqrt(share)` over the rows where the label is known, for each category.
fn number_with_label(standard: &[f64], labels: &Labels, shares: &[f64]) -> Vec<f64> {
    let mut sums = vec![Sum::default(); shares.len()];
    for (&code, z) in labels.codes.iter().zip(standard) {
        if let Some(sum) = sums.get_mut(code as usize) {
            sum.add(*z);
        }
    }
    let sums = sums.iter().map(|sum| sum.value());
    let all: f64 = sums.clone().sum();
    sums.zip(shares).map(|(sum, share)| over_root(sum - share * all, *share)).collect()
}

/// Fills the block of two labels: sums of the products of their centred indicators, where both are known.
fn fill_labels(matrix: &mut DMatrix<f64>, a: (&Labels, &[f64], usize), b: (&Labels, &[f64], usize), rows: f64) {
    let table = Contingency::of_codes(&a.0.codes, a.1.len(), &b.0.codes, b.1.len());
    let (in_rows, in_columns, total) = (table.row_totals(), table.column_totals(), table.total() as f64);
    for (k, &p) in a.1.iter().enumerate() {
        for (l, &q) in b.1.iter().enumerate() {
            let centred = table.count(k, l) as f64 - p * in_columns[l] as f64 - q * in_rows[k] as f64 + p * q * total;
            set(matrix, a.2 + k, b.2 + l, over_root(centred, p * q) / rows);
        }
    }
}

fn over_root(value: f64, square: f64) -> f64 {
    if square > 0.0 { value / square.sqrt() } else { 0.0 }
}

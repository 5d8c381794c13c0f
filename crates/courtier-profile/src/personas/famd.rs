//! Factor analysis of mixed data: numbers and labels on common axes.
//!
//! Numbers are centred and scaled; each category is an indicator, centred and divided by the square root of its share;
//! then principal components. So no field can make more than one unit of an axis, whatever its number of categories.
//! A missing value is the average (the mean of a number, the shares of a label): it pulls a person nowhere. Rejected:
//! complete requests only, which would lose whole kinds of people (the retired have no contract of employment); and a
//! category of missing values, which would make an axis, and a group, of forms left empty.
//!
//! **Source:** Escofier (1979), *Traitement simultané de variables qualitatives et quantitatives en analyse factorielle*;
//! Pagès (2004), *Analyse factorielle de données mixtes*, Revue de statistique appliquée 52; the `FAMD` of FactoMineR.

use crate::measure::{mean, sum};
use crate::personas::famd_matrix::covariance;
use crate::personas::table::Table;

use nalgebra::DMatrix;

/// Eigenvalues below this are zero.
const ZERO: f64 = 1e-9;

/// Axes that hold mixed data.
#[derive(Debug)]
pub(crate) struct Famd {
    /// Of all axes, decreasing, without zeros.
    pub(crate) eigenvalues: Vec<f64>,
    /// Mean and standard deviation of each number: missing values count as the mean.
    scales: Vec<(f64, f64)>,
    /// Shares of the categories of each label among its known values.
    shares: Vec<Vec<f64>>,
    /// Unit vectors, one an axis; the numbers first, then the categories of each label.
    vectors: Vec<Vec<f64>>,
}

impl Famd {
    /// Finds the axes of a table.
    pub(crate) fn new(table: &Table) -> Self {
        let scales: Vec<(f64, f64)> = table.numbers.iter().map(|values| scale(values)).collect();
        let shares: Vec<Vec<f64>> = table.labels.iter().map(shares).collect();
        let matrix = covariance(table, &scales, &shares);
        let size = matrix.nrows();
        let (eigenvalues, vectors) = axes(matrix, size);
        Self { eigenvalues, scales, shares, vectors }
    }

    /// Returns the sum of all eigenvalues.
    pub(crate) fn inertia(&self) -> f64 {
        self.eigenvalues.iter().sum()
    }

    /// Returns the correlations of a number with the first axes.
    pub(crate) fn correlations(&self, number: usize, axes: usize) -> Vec<f64> {
        self.vectors
            .iter()
            .zip(&self.eigenvalues)
            .take(axes)
            .map(|(vector, inertia)| vector[number] * inertia.sqrt())
            .collect()
    }

    /// Returns the coordinates of the rows of a table on the first axes, a row after the other.
    pub(crate) fn project(&self, table: &Table, axes: usize) -> Vec<f64> {
        let mut coordinates = vec![0.0; table.len() * axes];
        let vectors = &self.vectors[..axes];
        for (column, (values, &(mean, deviation))) in table.numbers.iter().zip(&self.scales).enumerate() {
            if deviation <= 0.0 {
                continue;
            }
            let weights: Vec<f64> = vectors.iter().map(|vector| vector[column] / deviation).collect();
            for (row, &value) in coordinates.chunks_mut(axes).zip(values).filter(|(_, value)| !value.is_nan()) {
                row.iter_mut().zip(&weights).for_each(|(at, weight)| *at += (value - mean) * weight);
            }
        }
        let mut offset = table.numbers.len();
        for (labels, shares) in table.labels.iter().zip(&self.shares) {
            let places = category_places(vectors, offset, shares);
            for (row, &code) in coordinates.chunks_mut(axes).zip(&labels.codes) {
                // A missing code has no place.
                if let Some(place) = places.get(code as usize) {
                    row.iter_mut().zip(place).for_each(|(at, step)| *at += step);
                }
            }
            offset += shares.len();
        }
        coordinates
    }
}

/// What each category adds to the coordinates of its people: `(indicator - share) / sqrt(share)` on each axis.
fn category_places(vectors: &[Vec<f64>], offset: usize, shares: &[f64]) -> Vec<Vec<f64>> {
    let of = |vector: &Vec<f64>, k: usize| vector[offset + k];
    let centre: Vec<f64> = vectors
        .iter()
        .map(|vector| shares.iter().enumerate().map(|(k, share)| of(vector, k) * share.sqrt()).sum())
        .collect();
    let place = |(k, &share): (usize, &f64)| {
        let own = |vector| if share > 0.0 { of(vector, k) / share.sqrt() } else { 0.0 };
        vectors.iter().zip(&centre).map(|(vector, centre)| own(vector) - centre).collect()
    };
    shares.iter().enumerate().map(place).collect()
}

fn scale(values: &[f64]) -> (f64, f64) {
    let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    let Some(centre) = mean(&known) else { return (0.0, 0.0) };
    let squares = sum(known.iter().map(|value| (value - centre).powi(2)));
    // Rounding leaves a constant a little spread.
    let deviation = (squares / values.len() as f64).sqrt();
    (centre, if deviation > 1e-12 * centre.abs().max(1.0) { deviation } else { 0.0 })
}

fn shares(labels: &crate::personas::table::Labels) -> Vec<f64> {
    let mut counts = vec![0_u64; labels.names.len()];
    for &code in &labels.codes {
        if let Some(count) = counts.get_mut(code as usize) {
            *count += 1;
        }
    }
    let known: u64 = counts.iter().sum();
    counts.iter().map(|&count| if known > 0 { count as f64 / known as f64 } else { 0.0 }).collect()
}

/// Returns the axes of positive inertia, the largest first; the largest entry of each vector is positive.
fn axes(matrix: DMatrix<f64>, size: usize) -> (Vec<f64>, Vec<Vec<f64>>) {
    let found = matrix.symmetric_eigen();
    let mut order: Vec<usize> = (0..size).filter(|&axis| found.eigenvalues[axis] > ZERO).collect();
    order.sort_by(|&a, &b| found.eigenvalues[b].total_cmp(&found.eigenvalues[a]));
    let vector = |&axis: &usize| {
        let vector: Vec<f64> = found.eigenvectors.column(axis).iter().copied().collect();
        let largest =
            vector.iter().copied().fold(0.0, |most: f64, entry| if entry.abs() > most.abs() { entry } else { most });
        if largest < 0.0 { vector.iter().map(|entry| -entry).collect() } else { vector }
    };
    (order.iter().map(|&axis| found.eigenvalues[axis]).collect(), order.iter().map(vector).collect())
}

#[cfg(test)]
mod tests {
    use super::Famd;
    use crate::personas::table::{Labels, Table};
    use crate::rows::MISSING;

    fn table(numbers: Vec<Vec<f64>>, labels: &[&[u8]]) -> Table {
        let rows = numbers.first().map_or(labels.first().map_or(0, |codes| codes.len()), Vec::len);
        let names = |codes: &[u8]| {
            let categories = codes.iter().filter(|&&code| code != MISSING).max().map_or(0, |&most| most + 1);
            (0..categories).map(|i| i.to_string()).collect()
        };
        let labels = labels.iter().map(|codes| Labels { codes: codes.to_vec(), names: names(codes) }).collect();
        Table { rows: (0..rows as u32).collect(), numbers, labels }
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len(), "{found:?}");
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} {expected:?}");
    }

    #[test]
    fn is_principal_components_for_numbers_alone() {
        // Correlation 0.6: eigenvalues 1.6 and 0.4.
        let found = Famd::new(&table(vec![vec![1.0, 2.0, 3.0, 4.0], vec![2.0, 1.0, 4.0, 3.0]], &[]));
        near(&found.eigenvalues, &[1.6, 0.4]);
    }

    #[test]
    fn is_correspondence_analysis_for_labels_alone() {
        // Two labels of two categories: 1 plus and minus their phi coefficient, here 0.5.
        let a = [0, 0, 0, 0, 1, 1, 1, 1];
        let b = [0, 0, 0, 1, 0, 1, 1, 1];
        near(&Famd::new(&table(Vec::new(), &[&a, &b])).eigenvalues, &[1.5, 0.5]);
    }

    #[test]
    fn mixes_by_the_correlation_ratio() {
        // A number and a label: 1 plus and minus the correlation ratio, and 1 for each further category.
        let values = vec![1.0, 3.0, 2.0, 4.0, 8.0, 6.0];
        let (mean, between) = (4.0, 2.0 * (4.0 + 1.0 + 9.0));
        let total: f64 = values.iter().map(|value: &f64| (value - mean) * (value - mean)).sum();
        let eta = (between / total).sqrt();
        near(&Famd::new(&table(vec![values], &[&[0, 0, 1, 1, 2, 2]])).eigenvalues, &[1.0 + eta, 1.0, 1.0 - eta]);
    }

    #[test]
    fn places_missing_values_in_the_middle() {
        let table = table(vec![vec![1.0, 2.0, f64::NAN, 3.0]], &[&[0, 0, MISSING, 1]]);
        let found = Famd::new(&table);
        let coordinates = found.project(&table, found.eigenvalues.len());
        near(
            &coordinates[2 * found.eigenvalues.len()..][..found.eigenvalues.len()],
            &vec![0.0; found.eigenvalues.len()],
        );
        // The variance of the coordinates on an axis is its eigenvalue.
        let first: f64 = coordinates.chunks(found.eigenvalues.len()).map(|row| row[0] * row[0]).sum();
        near(&[first / 4.0], &found.eigenvalues[..1]);
    }

    #[test]
    fn finds_no_axis_in_constants() {
        assert!(Famd::new(&table(vec![vec![5.0; 4]], &[&[0; 4]])).eigenvalues.is_empty());
    }
}

//! The few statistics that the facts are stated in.

use std::collections::BTreeMap;

pub(crate) struct Summary {
    pub(crate) min: f64,
    pub(crate) max: f64,
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
    pub(crate) quartiles: [f64; 3],
}

pub(crate) fn summary(mut values: Vec<f64>) -> Summary {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
    let quartiles = [1, 2, 3].map(|quarter| values[values.len() * quarter / 4]);
    Summary { min: values[0], max: values[values.len() - 1], mean, deviation: variance.sqrt(), quartiles }
}

/// Returns the share of each value among the filled cells, in %.
pub(crate) fn shares(cells: &[String]) -> BTreeMap<&str, f64> {
    let mut counts = BTreeMap::<&str, f64>::new();
    cells.iter().filter(|cell| !cell.is_empty()).for_each(|cell| *counts.entry(cell).or_default() += 1.0);
    let total: f64 = counts.values().sum();
    counts.values_mut().for_each(|count| *count *= 100.0 / total);
    counts
}

#[track_caller]
pub(crate) fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not within {tolerance} of {expected}");
}

//! How strongly two categorical columns are linked.

use crate::measure::contingency::Contingency;
use crate::measure::interval::Interval;
use crate::measure::noncentral;

/// Cramér's V and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cramer {
    pub(crate) chi_square: f64,
    pub(crate) degrees: u64,
    /// Without correction.
    pub(crate) raw: f64,
    /// Corrected for bias.
    pub(crate) corrected: f64,
    pub(crate) interval: Option<Interval>,
}

/// Returns Cramér's V of a table, or `None` when either side has fewer than two categories.
///
/// Independent columns of many categories have a V above zero by chance alone; the correction takes that out. The
/// interval is that of the noncentrality of the chi-square, brought to the scale of the corrected V.
///
/// **Source:** Bergsma (2013), *A bias-correction for Cramér's V and Tschuprow's T*, Journal of the Korean Statistical
/// Society 42; Smithson (2003) for the interval.
pub(crate) fn cramer(table: &Contingency) -> Option<Cramer> {
    let (rows, columns) = (table.row_totals(), table.column_totals());
    let used = |totals: &[u64]| totals.iter().filter(|&&total| total > 0).count() as f64;
    let (r, k, n) = (used(&rows), used(&columns), table.total() as f64);
    if r < 2.0 || k < 2.0 {
        return None;
    }
    let mut chi_square = 0.0;
    for (row, &in_row) in rows.iter().enumerate().filter(|(_, total)| **total > 0) {
        for (column, &in_column) in columns.iter().enumerate().filter(|(_, total)| **total > 0) {
            let expected = in_row as f64 * in_column as f64 / n;
            chi_square += (table.count(row, column) as f64 - expected).powi(2) / expected;
        }
    }
    let degrees = (r - 1.0) * (k - 1.0);
    let corrected_size = |size: f64| size - (size - 1.0).powi(2) / (n - 1.0);
    let least = corrected_size(r).min(corrected_size(k)) - 1.0;
    let v = |phi_square: f64| if least > 0.0 { (phi_square / least).max(0.0).sqrt().min(1.0) } else { 0.0 };
    let (low, high) = noncentral::chi_square(chi_square, degrees)?;
    Some(Cramer {
        chi_square,
        degrees: degrees as u64,
        raw: (chi_square / n / (r.min(k) - 1.0)).sqrt().min(1.0),
        corrected: v(chi_square / n - degrees / (n - 1.0)),
        interval: Interval::new(v(low / n), v(high / n)),
    })
}

#[cfg(test)]
mod tests {
    use super::{Contingency, cramer};

    fn table(columns: usize, counts: &[u64]) -> Contingency {
        Contingency { rows: counts.len() / columns, columns, counts: counts.to_vec() }
    }

    #[test]
    fn agrees_with_a_published_table() {
        // Snedecor and Cochran's hair and eye colour of Caithness school children (Fisher 1940): chi-square 1240.04 on
        // 12 degrees, as every text on correspondence analysis gives it.
        let caithness = [326, 38, 241, 110, 3, 688, 116, 584, 188, 4, 343, 84, 909, 412, 26, 98, 48, 403, 681, 85];
        let found = cramer(&table(5, &caithness)).unwrap();
        assert!((found.chi_square - 1_240.04).abs() < 0.005, "{found:?}");
        assert_eq!(found.degrees, 12);
    }

    #[test]
    fn is_one_when_each_determines_the_other_and_zero_when_none_tells() {
        let found = cramer(&table(2, &[500, 0, 0, 500])).unwrap();
        assert!((found.raw - 1.0).abs() < 1e-12 && (found.corrected - 1.0).abs() < 1e-3);
        let found = cramer(&table(2, &[500, 500, 500, 500])).unwrap();
        assert_eq!((found.corrected, found.interval.unwrap().bas), (0.0, 0.0));
    }

    #[test]
    fn needs_two_categories_on_each_side() {
        assert_eq!(cramer(&table(2, &[5, 0, 7, 0])), None);
        assert_eq!(cramer(&table(3, &[])), None);
    }
}

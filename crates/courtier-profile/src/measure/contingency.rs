//! Counts of two categorical columns together.

use crate::rows::{Categories, MISSING};

/// Rows by category of two columns, where both are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contingency {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    /// `counts[row * columns + column]`.
    pub(crate) counts: Vec<u64>,
}

impl Contingency {
    /// Counts two columns.
    pub(crate) fn new(a: &Categories, b: &Categories) -> Self {
        Self::of_codes(&a.codes, a.labels.len(), &b.codes, b.labels.len())
    }

    /// Counts codes below `rows` and `columns`; others are missing.
    pub(crate) fn of_codes(a: &[u8], rows: usize, b: &[u8], columns: usize) -> Self {
        // One line and one column more, for what is missing: no branch in the loop.
        let width = columns + 1;
        let mut all = vec![0_u64; (rows + 1) * width];
        for (&a, &b) in a.iter().zip(b) {
            let (row, column) = ((a as usize).min(rows), (b as usize).min(columns));
            all[row * width + column] += 1;
        }
        debug_assert!(rows <= MISSING as usize && columns <= MISSING as usize);
        let counts = all.chunks(width).take(rows).flat_map(|line| &line[..columns]).copied().collect();
        Self { rows, columns, counts }
    }

    pub(crate) fn count(&self, row: usize, column: usize) -> u64 {
        self.counts[row * self.columns + column]
    }

    pub(crate) fn row_totals(&self) -> Vec<u64> {
        (0..self.rows).map(|row| (0..self.columns).map(|column| self.count(row, column)).sum()).collect()
    }

    pub(crate) fn column_totals(&self) -> Vec<u64> {
        (0..self.columns).map(|column| (0..self.rows).map(|row| self.count(row, column)).sum()).collect()
    }

    pub(crate) fn total(&self) -> u64 {
        self.counts.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Contingency;

    #[test]
    fn counts_where_both_are_known() {
        let table = Contingency::of_codes(&[0, 1, 1, 255, 1], 2, &[2, 0, 0, 1, 255], 3);
        assert_eq!(table.counts, [0, 0, 1, 2, 0, 0]);
        assert_eq!((table.row_totals(), table.column_totals(), table.total()), (vec![1, 2], vec![2, 0, 1], 3));
    }
}

//! The categories of one column after small ones are merged, and the category of each row.

use std::collections::BTreeMap;

use crate::field::CategoricalField;
use crate::input::CategoricalColumn;
use crate::privacy::{OTHERS, SMALL_CELL, kept};

/// The code of a row whose label is missing.
pub(crate) const MISSING: u8 = u8::MAX;

/// One categorical column, ready to be counted.
#[derive(Debug, Clone)]
pub(crate) struct Categories {
    pub(crate) field: &'static CategoricalField,
    /// From frequent to rare, then by label; the merged ones last.
    pub(crate) labels: Vec<String>,
    pub(crate) counts: Vec<u64>,
    /// Position in `labels`, or [`MISSING`]: one a row.
    pub(crate) codes: Vec<u8>,
    /// Labels that occur, before merging.
    pub(crate) distinct: usize,
    /// Labels that were merged.
    pub(crate) merged: usize,
    pub(crate) invalid: u64,
}

impl Categories {
    /// Merges the small categories of a column. The result depends on labels and counts, not on codes or row order.
    pub(crate) fn new(field: &'static CategoricalField, column: &CategoricalColumn) -> Self {
        let mut by_code = vec![0_u64; column.labels().len()];
        for &code in column.codes() {
            if let Some(count) = by_code.get_mut(code as usize) {
                *count += 1;
            }
        }
        let mut by_label: BTreeMap<&str, u64> = BTreeMap::new();
        for (label, count) in column.labels().iter().zip(&by_code) {
            if *count > 0 && !label.trim().is_empty() {
                *by_label.entry(label).or_default() += count;
            }
        }
        let distinct = by_label.len();
        let mut ordered: Vec<(&str, u64)> = by_label.into_iter().collect();
        // Stable: labels of one count stay in alphabetical order. A label that is named like the merged ones joins them.
        ordered.sort_by_key(|&(label, count)| (label == OTHERS, std::cmp::Reverse(count)));
        let own_others = ordered.iter().position(|&(label, _)| label == OTHERS).unwrap_or(field.most_categories);
        let sizes: Vec<u64> = ordered.iter().map(|&(_, count)| count).collect();
        let kept = kept(&sizes, SMALL_CELL, field.most_categories.min(own_others));
        let position: BTreeMap<&str, u8> =
            ordered.iter().enumerate().map(|(i, &(label, _))| (label, i.min(kept) as u8)).collect();
        let new_code: Vec<u8> =
            column.labels().iter().map(|label| position.get(label.as_str()).copied().unwrap_or(MISSING)).collect();
        let codes =
            column.codes().iter().map(|&code| new_code.get(code as usize).copied().unwrap_or(MISSING)).collect();
        let mut labels: Vec<String> = ordered[..kept].iter().map(|&(label, _)| label.to_owned()).collect();
        let mut counts = sizes[..kept].to_vec();
        if kept < distinct {
            labels.push(OTHERS.to_owned());
            counts.push(sizes[kept..].iter().sum());
        }
        Self { field, labels, counts, codes, distinct, merged: distinct - kept, invalid: column.invalid() }
    }

    /// Returns the number of rows whose label is known.
    pub(crate) fn known(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Returns the number of rows that may be shown: those known, unless they are too few.
    pub(crate) fn can_be_shown(&self) -> bool {
        self.known() >= SMALL_CELL
    }

    /// Tells whether this position is that of the merged categories.
    pub(crate) fn is_others(&self, position: usize) -> bool {
        self.merged > 0 && position + 1 == self.labels.len()
    }
}

#[cfg(test)]
mod tests {
    use super::{Categories, MISSING};
    use crate::field::{CATEGORICAL, MAX_CATEGORIES};
    use crate::input::CategoricalColumn;

    fn categories(rows: &[(&str, usize)]) -> Categories {
        let rows = rows.iter().flat_map(|&(label, count)| std::iter::repeat_n(Some(label), count));
        Categories::new(&CATEGORICAL[0], &CategoricalColumn::from_labels(rows, 0))
    }

    #[test]
    fn merges_small_labels_and_keeps_blank_ones_missing() {
        let found = categories(&[("c", 9), ("a", 12), ("b", 30), ("d", 5), (" ", 40)]);
        assert_eq!(found.labels, ["b", "a", "Autres (petits effectifs)"]);
        assert_eq!((found.counts.as_slice(), found.distinct, found.merged), (&[30, 12, 14][..], 4, 2));
        assert_eq!(found.codes.iter().filter(|&&code| code == MISSING).count(), 40);
        assert!(found.is_others(2) && !found.is_others(1));
    }

    #[test]
    fn joins_a_label_named_like_the_merged_ones() {
        let found = categories(&[("Autres (petits effectifs)", 50), ("a", 12)]);
        assert_eq!((found.labels.len(), found.counts.as_slice()), (2, &[12, 50][..]));
        let found = categories(&[("Autres (petits effectifs)", 5), ("a", 12)]);
        assert_eq!(found.counts, [17]);
    }

    #[test]
    fn bounds_the_number_of_categories() {
        let labels: Vec<String> = (0..10_000).map(|i| format!("n{i}")).collect();
        let rows: Vec<(&str, usize)> = labels.iter().map(|label| (label.as_str(), 12)).collect();
        let found = categories(&rows);
        assert_eq!((found.labels.len(), found.distinct, found.merged), (MAX_CATEGORIES + 1, 10_000, 9_950));
        assert_eq!(found.known(), 120_000);
    }
}

//! How far two partitions of the same people agree.

use crate::measure::Contingency;

/// Returns the adjusted Rand index of two partitions: 1 when they are the same, about 0 by chance. `None` for fewer
/// than two people.
///
/// **Source:** Hubert and Arabie (1985), *Comparing partitions*, Journal of Classification 2.
pub(crate) fn adjusted_rand(table: &Contingency) -> Option<f64> {
    let pairs = |count: u64| count as f64 * (count as f64 - 1.0) / 2.0;
    let sum = |counts: &[u64]| counts.iter().map(|&count| pairs(count)).sum::<f64>();
    let (both, a, b) = (sum(&table.counts), sum(&table.row_totals()), sum(&table.column_totals()));
    let all = pairs(table.total());
    if all <= 0.0 {
        return None;
    }
    let chance = a * b / all;
    let most = f64::midpoint(a, b);
    // Both partitions are trivial, hence equal.
    if most == chance { Some(1.0) } else { Some((both - chance) / (most - chance)) }
}

/// Returns, for each group of the first partition, the Jaccard index with the most similar group of the second.
///
/// **Source:** Hennig (2007), *Cluster-wise assessment of cluster stability*: 0.75 and more is stable, below 0.6 is not.
pub(crate) fn jaccard(table: &Contingency) -> Vec<f64> {
    let (rows, columns) = (table.row_totals(), table.column_totals());
    let index = |row: usize, column: usize| {
        let both = table.count(row, column);
        let either = rows[row] + columns[column] - both;
        if either == 0 { 0.0 } else { both as f64 / either as f64 }
    };
    (0..table.rows).map(|row| (0..table.columns).map(|column| index(row, column)).fold(0.0, f64::max)).collect()
}

#[cfg(test)]
mod tests {
    use super::{adjusted_rand, jaccard};
    use crate::measure::Contingency;
    use proptest::prelude::*;

    #[test]
    fn agrees_with_a_published_example() {
        // Hubert and Arabie's formula on the documentation example of scikit-learn: 0.57.
        let table = Contingency::of_codes(&[0, 0, 1, 2], 3, &[0, 0, 1, 1], 2);
        assert!((adjusted_rand(&table).unwrap() - 4.0 / 7.0).abs() < 1e-12);
        assert_eq!(jaccard(&table), [1.0, 0.5, 0.5]);
    }

    proptest! {
        #[test]
        fn is_one_for_the_same_groups_under_other_names(codes in prop::collection::vec(0_u8..4, 2..60)) {
            let renamed: Vec<u8> = codes.iter().map(|code| 3 - code).collect();
            let index = adjusted_rand(&Contingency::of_codes(&codes, 4, &renamed, 4)).unwrap();
            prop_assert!((index - 1.0).abs() < 1e-12);
        }

        #[test]
        fn never_exceeds_one(a in prop::collection::vec(0_u8..4, 30), b in prop::collection::vec(0_u8..3, 30)) {
            let index = adjusted_rand(&Contingency::of_codes(&a, 4, &b, 3)).unwrap();
            prop_assert!((-0.5..=1.0 + 1e-12).contains(&index));
        }
    }
}

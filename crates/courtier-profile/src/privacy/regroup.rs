//! Small categories are merged, so that no group of fewer people than a threshold is shown.

/// Fewest people in a group that is shown.
pub const SMALL_CELL: u64 = 10;

/// The label of merged small categories.
pub(crate) const OTHERS: &str = "Autres (petits effectifs)";

/// Returns how many of these categories stay, the others being merged into one. `counts` go from large to small.
///
/// A category stays when it has `threshold` people and is among the first `most`. Were the merged ones fewer than the
/// threshold together, the smallest that stays joins them: else their number would be the total minus the rest.
pub(crate) fn kept(counts: &[u64], threshold: u64, most: usize) -> usize {
    let mut kept = counts.iter().take(most).take_while(|&&count| count >= threshold).count();
    let mut merged: u64 = counts[kept..].iter().sum();
    while kept > 0 && merged > 0 && merged < threshold {
        kept -= 1;
        merged += counts[kept];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::kept;
    use proptest::prelude::*;

    #[test]
    fn merges_what_is_small() {
        assert_eq!(kept(&[50, 20, 6, 5], 10, 9), 2);
        // 6 alone would be 76 - 70: 20 joins it.
        assert_eq!(kept(&[50, 20, 6], 10, 9), 1);
        assert_eq!(kept(&[50, 20, 10], 10, 9), 3);
        assert_eq!(kept(&[50, 20, 10], 10, 2), 2);
        assert_eq!(kept(&[6, 3], 10, 9), 0);
        assert_eq!(kept(&[], 10, 9), 0);
    }

    proptest! {
        #[test]
        fn never_leaves_a_small_group(mut counts in prop::collection::vec(0_u64..40, 0..30), most in 0_usize..30) {
            counts.sort_unstable_by(|a, b| b.cmp(a));
            let kept = kept(&counts, 10, most);
            prop_assert!(counts[..kept].iter().all(|&count| count >= 10));
            let merged: u64 = counts[kept..].iter().sum();
            prop_assert!(merged == 0 || merged >= 10 || kept == 0);
        }
    }
}

//! The values of a numeric column by group.

use crate::measure::ranks::{Ranking, rank};
use crate::rows::Numbers;

/// Values and ranks of the rows of each group.
#[derive(Debug)]
pub(crate) struct Grouped {
    starts: Vec<usize>,
    /// Group after group, each sorted.
    values: Vec<f64>,
    rank_sums: Vec<f64>,
    pub(crate) ranking: Ranking,
}

impl Grouped {
    /// Groups the values by code; codes from `groups` on are missing.
    pub(crate) fn new(numbers: &Numbers, codes: &[u8], groups: usize) -> Self {
        let mut sizes = vec![0_usize; groups + 1];
        let ordered: Vec<u8> = numbers.order.iter().map(|&row| codes[row as usize]).collect();
        for &code in &ordered {
            sizes[(code as usize).min(groups)] += 1;
        }
        let mut starts = vec![0];
        starts.extend(sizes[..groups].iter().scan(0, |sum, size| {
            *sum += size;
            Some(*sum)
        }));
        let mut next = starts.clone();
        let mut values = vec![0.0; starts[groups]];
        let mut rank_sums = vec![0.0; groups];
        let known = |position: usize| (ordered[position] as usize) < groups;
        let ranking = rank(&numbers.sorted, known, |position, rank| {
            let group = ordered[position] as usize;
            values[next[group]] = numbers.sorted[position];
            next[group] += 1;
            rank_sums[group] += rank;
        });
        Self { starts, values, rank_sums, ranking }
    }

    pub(crate) fn groups(&self) -> usize {
        self.rank_sums.len()
    }

    /// Returns the sorted values of a group.
    pub(crate) fn sorted(&self, group: usize) -> &[f64] {
        &self.values[self.starts[group]..self.starts[group + 1]]
    }

    pub(crate) fn size(&self, group: usize) -> u64 {
        (self.starts[group + 1] - self.starts[group]) as u64
    }

    /// Returns twice the sum of the ranks of a group about their mean: a whole number, hence exact.
    pub(crate) fn twice_centred_ranks(&self, group: usize) -> f64 {
        2.0 * self.rank_sums[group] - self.size(group) as f64 * (self.ranking.count + 1) as f64
    }

    /// Returns the rank-biserial correlation of a group against the other groups together, or `None` when either is empty.
    ///
    /// It is the share of pairs in which the member of the group has the larger value, minus the share in which it has
    /// the smaller one.
    ///
    /// **Source:** Glass (1965): twice the difference of mean ranks over the number of rows.
    pub(crate) fn rank_biserial(&self, group: usize) -> Option<f64> {
        let (size, count) = (self.size(group), self.ranking.count);
        let others = count - size;
        if size == 0 || others == 0 {
            return None;
        }
        Some(self.twice_centred_ranks(group) / (size as f64 * others as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::Grouped;
    use crate::field::NUMERIC;
    use crate::input::NumericColumn;
    use crate::rows::Numbers;

    #[test]
    fn sorts_within_groups_and_compares_ranks() {
        let column = NumericColumn::from_options([5.0, 1.0, 3.0, 4.0, 2.0, 9.0].map(Some), 0);
        let numbers = Numbers::new(&NUMERIC[0], &column, &[0, 1, 2, 3, 4, 5]);
        let grouped = Grouped::new(&numbers, &[0, 1, 0, 0, 1, 255], 2);
        assert_eq!((grouped.sorted(0), grouped.sorted(1)), (&[3.0, 4.0, 5.0][..], &[1.0, 2.0][..]));
        // Every member of group 0 is above every member of group 1.
        assert_eq!((grouped.rank_biserial(0), grouped.rank_biserial(1)), (Some(1.0), Some(-1.0)));
    }
}

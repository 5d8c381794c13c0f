//! Ranks of the values of a column among some of its rows; equal values share the mean of their ranks.

use crate::rows::Numbers;

/// What ranking left behind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ranking {
    /// Rows that were ranked.
    pub(crate) count: u64,
    /// Sum of squares of the ranks about their mean.
    pub(crate) sum_of_squares: f64,
}

/// Calls `each` with every row that `keep` accepts and its rank, from 1; from small to large values.
pub(crate) fn rank(numbers: &Numbers, keep: impl Fn(u32) -> bool, mut each: impl FnMut(u32, f64)) -> Ranking {
    let (order, sorted) = (&numbers.order, &numbers.sorted);
    let (mut start, mut count, mut ties) = (0, 0_u64, 0.0);
    while start < order.len() {
        let same = sorted[start..].iter().take_while(|&&value| value == sorted[start]).count();
        let block = &order[start..start + same];
        let size = block.iter().filter(|&&row| keep(row)).count() as u64;
        let rank = count as f64 + f64::midpoint(size as f64, 1.0);
        block.iter().filter(|&&row| keep(row)).for_each(|&row| each(row, rank));
        ties += cube_minus_self(size);
        count += size;
        start += same;
    }
    Ranking { count, sum_of_squares: (cube_minus_self(count) - ties) / 12.0 }
}

fn cube_minus_self(count: u64) -> f64 {
    let count = count as f64;
    count * (count - 1.0) * (count + 1.0)
}

#[cfg(test)]
mod tests {
    use super::rank;
    use crate::field::NUMERIC;
    use crate::input::NumericColumn;
    use crate::rows::Numbers;

    #[test]
    fn shares_the_ranks_of_equal_values() {
        let column = NumericColumn::from_options([Some(3.0), Some(1.0), None, Some(3.0), Some(2.0), Some(9.0)], 0);
        let numbers = Numbers::new(&NUMERIC[0], &column, &[0, 1, 2, 3, 4, 5]);
        let mut ranks = [0.0; 6];
        let ranking = rank(&numbers, |row| row != 5, |row, rank| ranks[row as usize] = rank);
        assert_eq!(ranks, [3.5, 1.0, 0.0, 3.5, 2.0, 0.0]);
        assert_eq!((ranking.count, ranking.sum_of_squares), (4, 4.5));
    }
}

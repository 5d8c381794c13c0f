//! Ranks of the values of a column among some of its rows; equal values share the mean of their ranks.

/// What ranking left behind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ranking {
    /// Rows that were ranked.
    pub(crate) count: u64,
    /// Sum of squares of the ranks about their mean.
    pub(crate) sum_of_squares: f64,
}

/// Calls `each` with the position of every sorted value that `keep` accepts and its rank, from 1.
pub(crate) fn rank(sorted: &[f64], keep: impl Fn(usize) -> bool, mut each: impl FnMut(usize, f64)) -> Ranking {
    let (mut start, mut count, mut ties) = (0, 0_u64, 0.0);
    while start < sorted.len() {
        let same = sorted[start..].iter().take_while(|&&value| value == sorted[start]).count();
        let block = start..start + same;
        let size = block.clone().filter(|&position| keep(position)).count() as u64;
        let rank = count as f64 + f64::midpoint(size as f64, 1.0);
        block.filter(|&position| keep(position)).for_each(|position| each(position, rank));
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

    #[test]
    fn shares_the_ranks_of_equal_values() {
        let mut ranks = [0.0; 5];
        let ranking =
            rank(&[1.0, 2.0, 3.0, 3.0, 9.0], |position| position != 4, |position, rank| ranks[position] = rank);
        assert_eq!(ranks, [1.0, 2.0, 3.5, 3.5, 0.0]);
        assert_eq!((ranking.count, ranking.sum_of_squares), (4, 4.5));
    }
}

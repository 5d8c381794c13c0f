//! How well one number goes up with another.

use crate::measure::interval::Interval;
use crate::measure::ranks::rank;
use crate::rows::Numbers;

/// Spearman's rank correlation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spearman {
    pub(crate) count: u64,
    pub(crate) rho: f64,
    pub(crate) interval: Option<Interval>,
}

/// Returns the rank correlation of two columns where both are known, or `None` when either does not vary.
///
/// **Source:** Bonett and Wright (2000), *Sample size requirements for estimating Pearson, Kendall and Spearman
/// correlations*, for the standard error `sqrt((1 + rho²/2) / (n - 3))` on Fisher's scale.
pub(crate) fn spearman(a: &Numbers, b: &Numbers) -> Option<Spearman> {
    let mut ranks = vec![0.0; a.values.len()];
    let known = |of: &Numbers, other: &Numbers, at: usize| !other.values[of.order[at] as usize].is_nan();
    let first = rank(&a.sorted, |at| known(a, b, at), |at, rank| ranks[a.order[at] as usize] = rank);
    let mean = f64::midpoint(first.count as f64, 1.0);
    let mut products = 0.0;
    let mut add = |at: usize, rank: f64| products += (ranks[b.order[at] as usize] - mean) * (rank - mean);
    let second = rank(&b.sorted, |at| known(b, a, at), &mut add);
    if first.sum_of_squares <= 0.0 || second.sum_of_squares <= 0.0 {
        return None;
    }
    let rho = (products / (first.sum_of_squares.sqrt() * second.sum_of_squares.sqrt())).clamp(-1.0, 1.0);
    let n = first.count as f64;
    let interval = (n > 3.0).then(|| Interval::of_correlation(rho, ((1.0 + rho * rho / 2.0) / (n - 3.0)).sqrt()));
    Some(Spearman { count: first.count, rho, interval: interval.flatten() })
}

#[cfg(test)]
mod tests {
    use super::spearman;
    use crate::field::NUMERIC;
    use crate::input::NumericColumn;
    use crate::rows::Numbers;

    fn numbers(values: &[f64]) -> Numbers {
        let order: Vec<u32> = (0..values.len() as u32).collect();
        Numbers::new(&NUMERIC[0], &NumericColumn::from_options(values.iter().copied().map(Some), 0), &order)
    }

    #[test]
    fn agrees_with_a_published_example() {
        // Intelligence and hours of television of ten people: rho = -29/165 (Wikipedia, Spearman's rank correlation).
        let iq = numbers(&[106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0]);
        let hours = numbers(&[7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0]);
        let found = spearman(&iq, &hours).unwrap();
        assert!((found.rho + 29.0 / 165.0).abs() < 1e-12);
        assert!(found.interval.unwrap().holds(found.rho));
    }

    #[test]
    fn says_nothing_of_a_constant() {
        assert_eq!(spearman(&numbers(&[1.0, 1.0, 1.0]), &numbers(&[1.0, 2.0, 3.0])), None);
        assert_eq!(spearman(&numbers(&[]), &numbers(&[])), None);
    }
}

//! Which of two groups tends to have the larger values.

use crate::measure::grouped::Grouped;
use crate::measure::interval::Interval;

/// Returns the interval of the rank-biserial correlation `r` between two groups: the first against the second.
///
/// The variance is that of the share of pairs won, whatever the two distributions (no equal variances, no normality),
/// brought to Fisher's scale. `None` with fewer than two values in a group, or when one group is wholly above the other.
///
/// **Source:** DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44, by placements.
pub(crate) fn interval(grouped: &Grouped, first: usize, second: usize, r: f64) -> Option<Interval> {
    let (x, y) = (grouped.sorted(first), grouped.sorted(second));
    if x.len() < 2 || y.len() < 2 || r.abs() >= 1.0 {
        return None;
    }
    let share = variance_of_placements(x, y) / x.len() as f64 + variance_of_placements(y, x) / y.len() as f64;
    Interval::of_correlation(r, 2.0 * share.sqrt() / (1.0 - r * r))
}

/// Returns the variance, over the values of `of`, of the share of `among` that lies below (equal values count half).
fn variance_of_placements(of: &[f64], among: &[f64]) -> f64 {
    let (mut below, mut not_above) = (0, 0);
    let placements: Vec<f64> = of
        .iter()
        .map(|&value| {
            below += among[below..].iter().take_while(|&&other| other < value).count();
            not_above = not_above.max(below);
            not_above += among[not_above..].iter().take_while(|&&other| other == value).count();
            f64::midpoint(below as f64, not_above as f64) / among.len() as f64
        })
        .collect();
    let n = placements.len() as f64;
    let mean = placements.iter().sum::<f64>() / n;
    placements.iter().map(|placement| (placement - mean).powi(2)).sum::<f64>() / (n - 1.0)
}

#[cfg(test)]
mod tests {
    use super::variance_of_placements;

    #[test]
    fn counts_equal_values_half() {
        // Placements of 1, 2, 3 among 2, 2, 4: 0, 1/3, 2/3.
        assert!((variance_of_placements(&[1.0, 2.0, 3.0], &[2.0, 2.0, 4.0]) - 1.0 / 9.0).abs() < 1e-15);
    }
}

//! How much of a number's ranks the categories of another column explain.

use crate::measure::grouped::Grouped;
use crate::measure::interval::Interval;
use crate::measure::noncentral;

/// Eta squared on ranks, and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RankEta {
    /// Kruskal and Wallis's statistic, corrected for ties.
    pub(crate) kruskal_wallis: f64,
    pub(crate) degrees: u64,
    /// Share of the variance of ranks between groups: without correction.
    pub(crate) raw: f64,
    /// Corrected for bias.
    pub(crate) corrected: f64,
    pub(crate) interval: Option<Interval>,
}

/// Returns eta squared on ranks, or `None` with fewer than two groups, values or rows beyond the groups.
///
/// Ranks rather than values: incomes and amounts are skewed, and a few very large ones would decide. The interval
/// is that of the noncentrality of the F ratio on ranks.
///
/// **Source:** Kelley (1935), *An unbiased correlation ratio measure*, for the correction; Conover and Iman (1981) for
/// F on ranks; Steiger (2004), *Beyond the F test*, for the interval.
pub(crate) fn rank_eta(grouped: &Grouped) -> Option<RankEta> {
    let n = grouped.ranking.count as f64;
    let used: Vec<usize> = (0..grouped.groups()).filter(|&group| grouped.size(group) > 0).collect();
    let k = used.len() as f64;
    if k < 2.0 || n <= k || grouped.ranking.sum_of_squares <= 0.0 {
        return None;
    }
    let of_group = |&group: &usize| grouped.twice_centred_ranks(group).powi(2) / 4.0 / grouped.size(group) as f64;
    let between: f64 = used.iter().map(of_group).sum();
    let raw = (between / grouped.ranking.sum_of_squares).min(1.0);
    let ratio = (raw / (k - 1.0)) / ((1.0 - raw) / (n - k));
    let interval = noncentral::f_ratio(ratio, k - 1.0, n - k);
    Some(RankEta {
        kruskal_wallis: raw * (n - 1.0),
        degrees: k as u64 - 1,
        raw,
        corrected: (1.0 - (1.0 - raw) * (n - 1.0) / (n - k)).max(0.0),
        interval: interval.and_then(|(low, high)| Interval::new(low / (low + n), high / (high + n))),
    })
}

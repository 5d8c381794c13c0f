//! How far a group is from what drawing its members at random would give.

/// Returns the test value of the mean of a group: standard deviations between it and the mean of all, if the group were
/// drawn at random without replacement. `variance` is that of all, divided by `count`. `None` when nothing can vary.
///
/// For the share of a category, the mean is the share and the variance `share (1 - share)`.
///
/// **Source:** Lebart, Morineau and Piron (1995), *Statistique exploratoire multidimensionnelle*; the `v.test` of
/// FactoMineR's `catdes` for quantitative variables.
pub(crate) fn v_test(group_mean: f64, group: u64, mean: f64, variance: f64, count: u64) -> Option<f64> {
    if group == 0 || group >= count || variance <= 0.0 {
        return None;
    }
    let drawn = variance / group as f64 * (count - group) as f64 / (count - 1) as f64;
    let value = (group_mean - mean) / drawn.sqrt();
    value.is_finite().then_some(value)
}

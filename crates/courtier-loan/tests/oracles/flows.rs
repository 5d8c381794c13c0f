//! Short ways to write cash flows in tests, and a solver that shares nothing with the crate's.

use courtier_loan::{CashFlow, CashFlows, Euros, taeg};

/// Solves flows written as (years, amount), received above zero and paid below. In percent.
pub(crate) fn percent(flows: &[(f64, f64)]) -> f64 {
    let flows = flows.iter().map(|&(years, amount)| CashFlow::received(years, Euros::new(amount))).collect();
    taeg(&CashFlows::new(flows).unwrap()).unwrap().percent()
}

/// Returns `count` equal payments, the k-th (from 1) at `first_years + (k - 1) / 12`.
pub(crate) fn monthly(count: u32, first_years: f64, payment: f64) -> impl Iterator<Item = (f64, f64)> {
    (0..count).map(move |index| (first_years + f64::from(index) / 12.0, -payment))
}

/// Solves a net amount received at once and equal payments at exact months. In percent.
pub(crate) fn annuity_percent(net: f64, count: u32, payment: f64) -> f64 {
    let flows: Vec<_> = [(0.0, net)].into_iter().chain(monthly(count, 1.0 / 12.0, payment)).collect();
    percent(&flows)
}

/// Bisects the legal equation on the rate itself, with powers: slow, obvious, independent. In percent.
pub(crate) fn bisection_percent(flows: &[(f64, f64)]) -> f64 {
    let value = |rate: f64| flows.iter().map(|&(years, amount)| amount * (1.0 + rate).powf(-years)).sum::<f64>();
    let (mut low, mut high) = (0.0, 1e4);
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if value(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    100.0 * low
}

/// Asserts that two rates in percent are at most `tolerance` apart.
#[track_caller]
pub(crate) fn assert_close(got: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((got - expected).abs() <= tolerance, "{what}: {got} instead of {expected}");
}

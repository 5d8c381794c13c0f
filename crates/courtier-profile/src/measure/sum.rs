//! Sums that lose no digits: differences of means are often a billionth of the means.

/// A sum in the making.
///
/// **Source:** Neumaier (1974), *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen*.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// Adds a value.
    pub(crate) fn add(&mut self, value: f64) {
        let next = self.sum + value;
        let larger_first = self.sum.abs() >= value.abs();
        self.lost += if larger_first { (self.sum - next) + value } else { (value - next) + self.sum };
        self.sum = next;
    }

    /// Returns the sum so far.
    pub(crate) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

/// Returns the sum of these values.
pub(crate) fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    values.into_iter().for_each(|value| sum.add(value));
    sum.value()
}

/// Returns the mean of these values, or `None` without any.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() { None } else { Some(sum(values.iter().copied()) / values.len() as f64) }
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn loses_no_digits() {
        assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(sum([0.1; 10]), 1.0);
    }
}

//! Continuous distributions, as tables of quantiles joined by straight lines.
//!
//! Only `+ - * /` are used: logarithms and exponentials differ in the last bit between machines, and the bytes of a
//! sample must not.

use crate::draws::Draws;

/// A distribution: (probability, value) pairs, both growing, from probability 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quantiles(pub(crate) &'static [(f64, f64)]);

impl Quantiles {
    /// Returns the value that a share `probability` of the distribution stays under.
    pub(crate) fn at(self, probability: f64) -> f64 {
        let mut low = self.0.first().copied().unwrap_or_default();
        for &high in self.0.iter().skip(1) {
            if probability <= high.0 {
                return low.1 + (high.1 - low.1) * ((probability - low.0) / (high.0 - low.0));
            }
            low = high;
        }
        low.1
    }

    /// Draws a value, rounded to a whole number of `1 / scale`.
    pub(crate) fn draw(self, draws: &mut Draws, scale: f64) -> i64 {
        fixed(self.at(draws.unit()), scale)
    }
}

/// Returns `value` as a whole number of `1 / scale` (100 for cents), rounded to the nearest.
pub(crate) fn fixed(value: f64, scale: f64) -> i64 {
    (value * scale).round() as i64
}

#[cfg(test)]
mod tests {
    use super::Quantiles;

    #[test]
    fn joins_the_points_by_straight_lines() {
        let quantiles = Quantiles(&[(0.0, 10.0), (0.5, 20.0), (1.0, 120.0)]);
        for (probability, value) in [(0.0, 10.0), (0.25, 15.0), (0.5, 20.0), (0.75, 70.0), (1.0, 120.0)] {
            assert_eq!(quantiles.at(probability), value);
        }
    }
}

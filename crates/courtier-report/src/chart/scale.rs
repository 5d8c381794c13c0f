//! The vertical scale of a plot: from zero to a round number, with a few round ticks.

use serde::Serialize;

use super::coordinate;
use super::plot::{HEIGHT, TOP};

/// About so many ticks above zero.
const TICKS: f64 = 5.0;

/// Below this a scale has no meaning, and its steps no digits.
const SMALLEST: f64 = 1e-9;

/// A linear scale from zero.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    step: f64,
    top: f64,
}

/// A line across the plot with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Tick {
    /// Pixels from the top.
    pub(crate) y: String,
    /// Value, ready for reading.
    pub(crate) label: String,
}

impl Scale {
    /// Makes the scale that holds `highest`. What is negative, zero or not finite gives a scale from 0 to 1.
    pub(crate) fn up_to(highest: f64) -> Self {
        if !highest.is_finite() || highest < SMALLEST {
            return Self { step: 1.0, top: 1.0 };
        }
        let rough = highest / TICKS;
        let power = 10_f64.powf(rough.log10().floor());
        let digit = [1.0, 2.0, 2.5, 5.0].into_iter().find(|digit| digit * power >= rough).unwrap_or(10.0);
        let step = digit * power;
        Self { step, top: (highest / step).ceil() * step }
    }

    /// Returns the height of a value, in pixels; what is outside the scale stops at its edge.
    pub(crate) fn height(&self, value: f64) -> f64 {
        if value.is_nan() { 0.0 } else { (value / self.top).clamp(0.0, 1.0) * HEIGHT }
    }

    /// Returns how far a value is from the top of the drawing, in pixels.
    pub(crate) fn y(&self, value: f64) -> f64 {
        TOP + HEIGHT - self.height(value)
    }

    /// Returns the lines of the scale, zero first.
    pub(crate) fn ticks(&self, show: impl Fn(f64) -> String) -> Vec<Tick> {
        let values = (0_u8..=5).map(|index| f64::from(index) * self.step);
        let values = values.take_while(|value| *value <= self.top * (1.0 + f64::EPSILON));
        values.map(|value| Tick { y: coordinate(self.y(value)), label: show(value) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;
    use proptest::prelude::{any, prop_assert, proptest};

    fn labels(highest: f64) -> Vec<String> {
        Scale::up_to(highest).ticks(|value| value.to_string()).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn has_round_ticks() {
        assert_eq!(labels(18_040.0), ["0", "5000", "10000", "15000", "20000"]);
        assert_eq!(labels(235_055.0), ["0", "50000", "100000", "150000", "200000", "250000"]);
        assert_eq!(labels(9.0), ["0", "2", "4", "6", "8", "10"]);
    }

    #[test]
    fn holds_its_highest_value() {
        let scale = Scale::up_to(18_040.0);
        assert_eq!(scale.y(0.0), 220.0);
        assert_eq!(scale.y(20_000.0), 10.0);
        assert_eq!(scale.height(-5.0), 0.0);
        assert_eq!(scale.height(1e9), 210.0);
    }

    #[test]
    fn stands_without_values() {
        for highest in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(labels(highest), ["0", "1"]);
        }
    }

    proptest! {
        #[test]
        fn always_has_a_few_ticks(highest in any::<f64>()) {
            let count = labels(highest).len();
            prop_assert!((2..=6).contains(&count), "{count} ticks up to {highest}");
        }
    }
}

//! A horizontal axis: from any number to another, with a few round ticks.

use serde::Serialize;

use super::coordinate;

/// About so many ticks: their labels must fit on a phone.
const TICKS: f64 = 5.0;

/// At most so many, whatever rounding does.
const MOST_TICKS: usize = 12;

/// A linear axis over a part of its drawing, in percent of the width.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    low: f64,
    high: f64,
    left: f64,
    width: f64,
    /// Between two ticks.
    step: f64,
}

/// A line across the drawing with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Mark {
    /// Percent of the width.
    pub(crate) x: String,
    /// Value, ready for reading.
    pub(crate) label: String,
}

impl Axis {
    /// Makes the axis that holds `values`, over the whole width. Without any, or with a single one, it is one unit long.
    pub(crate) fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = match (low.is_finite(), high > low) {
            (false, _) => (0.0, 1.0),
            (true, false) => (low, low + low.abs().max(1.0)),
            (true, true) => (low, high),
        };
        Self { low, high, left: 0.0, width: 100.0, step: round_step(high - low) }
    }

    /// Lays the axis on a part of the width, in percent.
    pub(crate) fn across(self, left: f64, width: f64) -> Self {
        Self { left, width, ..self }
    }

    /// Widens the axis to round numbers.
    pub(crate) fn rounded(self) -> Self {
        let step = self.step;
        Self { low: (self.low / step).floor() * step, high: (self.high / step).ceil() * step, ..self }
    }

    /// Returns where a value stands, in percent; what is outside stops at the edge.
    pub(crate) fn x(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.left + if share.is_finite() { share.clamp(0.0, 1.0) * self.width } else { 0.0 }
    }

    /// Returns the round values of the axis.
    pub(crate) fn ticks(&self, show: impl Fn(f64) -> String) -> Vec<Mark> {
        let step = self.step;
        let first = (self.low / step).ceil() * step;
        let values = (0..MOST_TICKS).map(|index| first + index as f64 * step);
        let inside = values.take_while(|value| *value <= self.high + step * 1e-9);
        inside.map(|value| Mark { x: coordinate(self.x(value)), label: show(value) }).collect()
    }
}

/// Returns the round step that makes a few ticks over a length.
fn round_step(length: f64) -> f64 {
    let rough = length / TICKS;
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 2.5, 5.0].into_iter().find(|digit| digit * power >= rough).unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use proptest::prelude::{any, prop_assert, proptest};

    fn labels(axis: &Axis) -> Vec<String> {
        axis.ticks(|value| value.to_string()).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn has_round_ticks_inside() {
        let axis = Axis::over([18.0, 101.0].into_iter());
        assert_eq!(labels(&axis), ["20", "40", "60", "80", "100"]);
        assert_eq!(axis.x(18.0), 0.0);
        assert_eq!(axis.x(200.0), 100.0);
        assert_eq!(labels(&axis.rounded()), ["0", "20", "40", "60", "80", "100", "120"]);
    }

    #[test]
    fn stands_without_values() {
        assert_eq!(Axis::over(std::iter::empty()).x(0.5), 50.0);
        assert_eq!(Axis::over([7.0, f64::NAN].into_iter()).x(7.0), 0.0);
    }

    proptest! {
        #[test]
        fn always_has_a_few_ticks(low in any::<f64>(), high in any::<f64>()) {
            let axis = Axis::over([low, high].into_iter());
            prop_assert!(axis.ticks(|_| String::new()).len() <= 12);
            prop_assert!((0.0..=100.0).contains(&axis.x(low)) && (0.0..=100.0).contains(&axis.x(high)));
        }
    }
}

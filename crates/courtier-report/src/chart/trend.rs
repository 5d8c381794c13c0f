//! A quantity from period to period: a line with a point a period, broken where a value is missing.

use serde::Serialize;

use super::plot::{HEIGHT, LEFT, WIDTH};
use super::{Scale, Tick, coordinate, shows_label};

/// Size of the inner drawing, in its own units: it is stretched to the plot.
const INNER: f64 = 1000.0;

/// A period.
#[derive(Debug, Clone)]
pub(crate) struct Period {
    /// Short name, under the point.
    pub(crate) label: String,
    /// Exact value, ready for reading.
    pub(crate) tooltip: String,
    /// The value; none where hidden.
    pub(crate) value: Option<f64>,
}

/// A drawing of one line.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Trend {
    ticks: Vec<Tick>,
    /// Points of each unbroken part of the line, in the inner drawing.
    lines: Vec<String>,
    points: Vec<DrawnPoint>,
}

#[derive(Debug, Clone, Serialize)]
struct DrawnPoint {
    x: String,
    y: Option<String>,
    slot_x: String,
    slot_width: String,
    label: Option<String>,
    tooltip: String,
}

impl Trend {
    /// Lays the periods out. `show` formats the labels of the axis.
    pub(crate) fn new(periods: &[Period], show: impl Fn(f64) -> String) -> Self {
        let count = periods.len();
        let scale = Scale::up_to(periods.iter().filter_map(|period| period.value).fold(0.0, f64::max));
        let slot = WIDTH / count.max(1) as f64;
        let longest = periods.iter().map(|period| period.label.chars().count()).max().unwrap_or(0);
        let middle = |index: usize| (index as f64 + 0.5) / count.max(1) as f64;
        let point = |(index, period): (usize, &Period)| DrawnPoint {
            x: coordinate(LEFT + middle(index) * WIDTH),
            y: period.value.map(|value| coordinate(scale.y(value))),
            slot_x: coordinate(LEFT + index as f64 * slot),
            slot_width: coordinate(slot),
            label: shows_label(index, count, longest).then(|| period.label.clone()),
            tooltip: period.tooltip.clone(),
        };
        let inner = |(index, period): &(usize, &Period)| {
            let height = scale.height(period.value.unwrap_or_default()) / HEIGHT;
            format!("{},{}", coordinate(middle(*index) * INNER), coordinate((1.0 - height) * INNER))
        };
        let indexed: Vec<_> = periods.iter().enumerate().collect();
        let parts = indexed.split(|(_, period)| period.value.is_none()).filter(|part| part.len() > 1);
        Self {
            ticks: scale.ticks(show),
            lines: parts.map(|part| part.iter().map(inner).collect::<Vec<_>>().join(" ")).collect(),
            points: periods.iter().enumerate().map(point).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Period, Trend};

    fn trend(values: &[Option<f64>]) -> Trend {
        let period = |value: &Option<f64>| Period { label: "a".to_owned(), tooltip: String::new(), value: *value };
        Trend::new(&values.iter().map(period).collect::<Vec<_>>(), |value| value.to_string())
    }

    #[test]
    fn breaks_where_a_value_is_missing() {
        let chart = trend(&[Some(100.0), Some(50.0), None, Some(0.0)]);
        assert_eq!(chart.lines, ["125,0 375,500"]);
        assert_eq!(chart.points[2].y, None);
        assert_eq!(chart.points[3].y.as_deref(), Some("220"));
    }

    #[test]
    fn draws_what_has_no_value() {
        assert!(trend(&[]).lines.is_empty());
        assert!(trend(&[None, None]).lines.is_empty());
    }
}

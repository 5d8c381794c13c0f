//! A quantity that goes on over time: a filled line, one point a period, the first one at the left edge.

use serde::Serialize;

use super::plot::{HEIGHT, LEFT, WIDTH};
use super::{Scale, Tick, coordinate, shows_label};

/// Size of the inner drawing, in its own units: it is stretched to the plot.
const INNER: f64 = 1000.0;

/// A point of the line.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    /// Short name, under the point.
    pub(crate) label: String,
    /// Exact value, ready for reading.
    pub(crate) tooltip: String,
    /// The value.
    pub(crate) value: f64,
}

/// A drawing of one filled line.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Area {
    ticks: Vec<Tick>,
    /// Points of the line, in the inner drawing.
    line: String,
    /// The same, closed along the axis.
    outline: String,
    points: Vec<DrawnPoint>,
}

#[derive(Debug, Clone, Serialize)]
struct DrawnPoint {
    x: String,
    y: String,
    slot_x: String,
    slot_width: String,
    label: Option<String>,
    tooltip: String,
}

impl Area {
    /// Lays the line out from `start`, the value before the first point. `show` formats the labels of the axis.
    pub(crate) fn new(start: f64, points: &[Point], show: impl Fn(f64) -> String) -> Self {
        let scale = Scale::up_to(points.iter().map(|point| point.value).fold(start, f64::max));
        let count = points.len();
        let inner_y = |value| coordinate(INNER - scale.height(value) / HEIGHT * INNER);
        let mut line = format!("0,{}", inner_y(start));
        let mut drawn = Vec::with_capacity(count);
        let slot = WIDTH / count.max(1) as f64;
        let longest = points.iter().map(|point| point.label.chars().count()).max().unwrap_or(0);
        for (index, point) in points.iter().enumerate() {
            let share = (index + 1) as f64 / count as f64;
            line.push_str(&format!(" {},{}", coordinate(share * INNER), inner_y(point.value)));
            let x = LEFT + share * WIDTH;
            drawn.push(DrawnPoint {
                x: coordinate(x),
                y: coordinate(scale.y(point.value)),
                slot_x: coordinate(x - slot),
                slot_width: coordinate(slot),
                label: shows_label(index, count, longest).then(|| point.label.clone()),
                tooltip: point.tooltip.clone(),
            });
        }
        let outline = format!("0,{INNER} {line} {INNER},{INNER}");
        Self { ticks: scale.ticks(show), line, outline, points: drawn }
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Point};

    fn area(start: f64, values: &[f64]) -> Area {
        let point = |value: &f64| Point { label: "a".to_owned(), tooltip: String::new(), value: *value };
        Area::new(start, &values.iter().map(point).collect::<Vec<_>>(), |value| value.to_string())
    }

    #[test]
    fn goes_from_the_left_edge_to_the_right_one() {
        let chart = area(100.0, &[60.0, 0.0]);
        assert_eq!(chart.line, "0,0 500,400 1000,1000");
        assert_eq!(chart.outline, "0,1000 0,0 500,400 1000,1000 1000,1000");
        assert_eq!((chart.points[0].x.as_str(), chart.points[0].y.as_str()), ("55", "94"));
        assert_eq!((chart.points[1].x.as_str(), chart.points[1].y.as_str()), ("98", "220"));
    }

    #[test]
    fn draws_what_has_no_value() {
        assert_eq!(area(f64::NAN, &[]).line, "0,1000");
        assert_eq!(area(0.0, &[f64::NAN]).line, "0,1000 1000,1000");
    }
}

//! Classes of a number as columns whose area is their count, and where its quartiles stand.

use serde::Serialize;

use super::plot::{HEIGHT, LEFT, TOP, WIDTH};
use super::{Axis, Mark, Scale, Tick, coordinate};

/// One class of values.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    /// Lower end.
    pub(crate) from: f64,
    /// Upper end; none for an open class, drawn as wide as the narrowest one.
    pub(crate) to: Option<f64>,
    /// How many.
    pub(crate) count: f64,
    /// Exact values, ready for reading.
    pub(crate) tooltip: String,
}

/// A drawing of classes, with the first quartile, the median and the third quartile.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Histogram {
    ticks: Vec<Tick>,
    labels: Vec<Mark>,
    bars: Vec<DrawnClass>,
    quartiles: Vec<Mark>,
}

#[derive(Debug, Clone, Serialize)]
struct DrawnClass {
    x: String,
    width: String,
    y: String,
    height: String,
    open: bool,
    tooltip: String,
}

/// Returns the width of the narrowest class: heights are counts a class of this width.
pub(crate) fn narrowest(classes: &[Class]) -> f64 {
    let widths = classes.iter().filter_map(|class| Some(class.to? - class.from)).filter(|width| *width > 0.0);
    let least = widths.fold(f64::INFINITY, f64::min);
    if least.is_finite() { least } else { 1.0 }
}

impl Histogram {
    /// Lays classes and quartiles out. `show` formats the values, `quartiles` come with their labels.
    pub(crate) fn new(classes: &[Class], quartiles: &[(f64, String)], show: impl Fn(f64) -> String) -> Self {
        let base = narrowest(classes);
        let end = |class: &Class| class.to.unwrap_or(class.from + base);
        let axis = Axis::over(classes.iter().flat_map(|class| [class.from, end(class)])).across(LEFT, WIDTH);
        let density = |class: &Class| class.count * base / (end(class) - class.from);
        let scale = Scale::up_to(classes.iter().map(density).fold(0.0, f64::max));
        let bar = |class: &Class| {
            let height = scale.height(density(class));
            DrawnClass {
                x: coordinate(axis.x(class.from)),
                width: coordinate(axis.x(end(class)) - axis.x(class.from)),
                y: coordinate(TOP + HEIGHT - height),
                height: coordinate(height),
                open: class.to.is_none(),
                tooltip: class.tooltip.clone(),
            }
        };
        let mark = |(value, label): &(f64, String)| Mark { x: coordinate(axis.x(*value)), label: label.clone() };
        Self {
            ticks: scale.ticks(|value| courtier_core::french::decimal(value, 0)),
            labels: axis.ticks(show),
            bars: classes.iter().map(bar).collect(),
            quartiles: quartiles.iter().map(mark).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Histogram, narrowest};

    fn class(from: f64, to: Option<f64>, count: f64) -> Class {
        Class { from, to, count, tooltip: String::new() }
    }

    #[test]
    fn draws_areas_in_proportion_to_counts() {
        let classes = [class(20.0, Some(21.0), 100.0), class(21.0, Some(25.0), 100.0), class(25.0, None, 50.0)];
        assert_eq!(narrowest(&classes), 1.0);
        let chart = Histogram::new(&classes, &[(21.0, "médiane".to_owned())], |value| value.to_string());
        let size =
            |i: usize| chart.bars[i].width.parse::<f64>().unwrap() * chart.bars[i].height.parse::<f64>().unwrap();
        assert!((size(0) - size(1)).abs() < 2.0, "{} and {}", size(0), size(1));
        assert!((size(2) * 2.0 - size(0)).abs() < 2.0);
        assert!(chart.bars[2].open && !chart.bars[1].open);
        assert_eq!(chart.quartiles[0].x, chart.bars[1].x);
    }

    #[test]
    fn draws_what_has_no_width() {
        let chart = Histogram::new(&[class(7.0, Some(7.0), f64::NAN)], &[], |value| value.to_string());
        assert_eq!(chart.bars[0].height, "0");
        assert!(Histogram::new(&[], &[], |value| value.to_string()).bars.is_empty());
    }
}

//! Strengths from 0 to 1 with their intervals: one row a link, limits of words as lines across.

use serde::Serialize;

use super::{Mark, coordinate};

/// Limits of the words for a strength, by Cohen.
const LIMITS: [(f64, &str); 4] = [(0.0, "0"), (0.1, "0,1 faible"), (0.3, "0,3 modéré"), (0.5, "0,5 fort")];

/// The scale ends here at least.
const LEAST_TOP: f64 = 0.6;

/// One link.
#[derive(Debug, Clone)]
pub(crate) struct Strength {
    /// Strength and both ends of its interval, 0 to 1.
    pub(crate) value: f64,
    pub(crate) interval: Option<[f64; 2]>,
}

/// Where links stand on one scale.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Forest {
    pub(crate) limits: Vec<Mark>,
    pub(crate) rows: Vec<Option<Stroke>>,
}

/// A point with its interval, in percent of the width.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Stroke {
    x: String,
    low: String,
    high: String,
}

impl Forest {
    /// Lays the links out; what has no strength has no point.
    pub(crate) fn new(links: &[Option<Strength>]) -> Self {
        let ends = links.iter().flatten().map(|link| link.interval.map_or(link.value, |[_, high]| high));
        let top = ends.fold(LEAST_TOP, |top, end| top.max((end * 10.0).ceil() / 10.0)).min(1.0);
        let place = |value: f64| coordinate((value / top).clamp(0.0, 1.0) * 100.0);
        let stroke = |link: &Strength| {
            let [low, high] = link.interval.unwrap_or([link.value; 2]);
            Stroke { x: place(link.value), low: place(low), high: place(high) }
        };
        Self {
            limits: LIMITS.iter().map(|(value, label)| Mark { x: place(*value), label: (*label).to_owned() }).collect(),
            rows: links.iter().map(|link| link.as_ref().map(stroke)).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Forest, Strength};

    #[test]
    fn puts_intervals_on_one_scale() {
        let chart = Forest::new(&[Some(Strength { value: 0.4, interval: Some([0.2, 0.75]) }), None]);
        let first = chart.rows[0].as_ref().unwrap();
        assert_eq!([&first.low, &first.x, &first.high], ["25", "50", "93.75"]);
        assert!(chart.rows[1].is_none());
        assert_eq!(chart.limits[3].x, "62.5");
    }

    #[test]
    fn stays_inside_its_scale() {
        let chart = Forest::new(&[Some(Strength { value: f64::NAN, interval: Some([-3.0, 7.0]) })]);
        let first = chart.rows[0].as_ref().unwrap();
        assert_eq!([&first.low, &first.x, &first.high], ["0", "0", "100"]);
    }
}

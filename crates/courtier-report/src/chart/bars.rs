//! Horizontal stacked bars: one bar an item, with its name and its values written beside it.

use serde::Serialize;

use super::coordinate;

/// An item and its values.
#[derive(Debug, Clone)]
pub(crate) struct Bar<const SERIES: usize> {
    /// Name, as long as it may be: it wraps.
    pub(crate) name: String,
    /// Total, ready for reading.
    pub(crate) total: String,
    /// Exact values of the series, ready for reading.
    pub(crate) detail: String,
    /// Stands out from the others.
    pub(crate) highlighted: bool,
    /// One value a series; negative ones are not drawn.
    pub(crate) values: [f64; SERIES],
}

/// A drawing of bars on one scale, from zero to the longest.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Bars {
    bars: Vec<DrawnBar>,
}

#[derive(Debug, Clone, Serialize)]
struct DrawnBar {
    name: String,
    total: String,
    detail: String,
    highlighted: bool,
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, Serialize)]
struct Segment {
    x: String,
    width: String,
    /// Index of the series, from 0.
    series: usize,
}

impl Bars {
    /// Lays the bars out, in the order given.
    pub(crate) fn new<const SERIES: usize>(bars: &[Bar<SERIES>]) -> Self {
        let longest = bars.iter().map(|bar| bar.values.iter().map(|v| v.max(0.0)).sum()).fold(0.0, f64::max);
        Self { bars: bars.iter().map(|bar| draw(bar, longest)).collect() }
    }

    /// Cuts after `count` bars; both parts keep their scale.
    pub(crate) fn split_at(mut self, count: usize) -> (Self, Self) {
        let rest = self.bars.split_off(count.min(self.bars.len()));
        (self, Self { bars: rest })
    }

    /// Tells whether there is no bar.
    pub(crate) const fn is_empty(&self) -> bool {
        self.bars.is_empty()
    }
}

fn draw<const SERIES: usize>(bar: &Bar<SERIES>, longest: f64) -> DrawnBar {
    let mut x = 0.0;
    let mut segments = Vec::with_capacity(SERIES);
    for (series, value) in bar.values.iter().enumerate() {
        let width = value.max(0.0) / longest * 100.0;
        if width > 0.0 {
            segments.push(Segment { x: coordinate(x), width: coordinate(width), series });
            x += width;
        }
    }
    DrawnBar {
        name: bar.name.clone(),
        total: bar.total.clone(),
        detail: bar.detail.clone(),
        highlighted: bar.highlighted,
        segments,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, Bars};

    fn bars(values: &[[f64; 2]]) -> Vec<Vec<(String, String)>> {
        let text = String::new;
        let bar = |values: &[f64; 2]| Bar {
            name: text(),
            total: text(),
            detail: text(),
            highlighted: false,
            values: *values,
        };
        let drawn = Bars::new(&values.iter().map(bar).collect::<Vec<_>>());
        drawn.bars.into_iter().map(|bar| bar.segments.into_iter().map(|s| (s.x, s.width)).collect()).collect()
    }

    fn pair(x: &str, width: &str) -> (String, String) {
        (x.to_owned(), width.to_owned())
    }

    #[test]
    fn fills_the_width_with_the_longest() {
        let drawn = bars(&[[60.0, 20.0], [70.0, 30.0]]);
        assert_eq!(drawn[0], [pair("0", "60"), pair("60", "20")]);
        assert_eq!(drawn[1], [pair("0", "70"), pair("70", "30")]);
    }

    #[test]
    fn draws_nothing_for_nothing() {
        assert_eq!(bars(&[[0.0, 0.0], [-5.0, f64::NAN]]), [vec![], vec![]]);
        assert!(bars(&[]).is_empty());
    }
}

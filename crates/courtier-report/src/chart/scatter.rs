//! Points on a plane with their names: the names that would cover others are left to tooltips.

use serde::Serialize;

use super::coordinate;

/// Size of the drawing, in its own units: it keeps its proportions.
const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 560.0;

/// Around the points: names need room.
const MARGIN: f64 = 60.0;

/// Size of a letter of 13 units, on average, and of a line.
const LETTER: f64 = 7.0;
const LINE: f64 = 16.0;

/// From a point to its name.
const GAP: f64 = 9.0;

/// Letters shown of a name.
const LONGEST: usize = 30;

/// A point.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// Written beside it.
    pub(crate) name: String,
    /// Exact values, ready for reading.
    pub(crate) tooltip: String,
    /// Shape, from 0.
    pub(crate) series: usize,
}

/// A drawing of points; those given first have their names first.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Scatter {
    width: String,
    height: String,
    origin_x: String,
    origin_y: String,
    spots: Vec<DrawnSpot>,
}

#[derive(Debug, Clone, Serialize)]
struct DrawnSpot {
    x: String,
    y: String,
    series: usize,
    tooltip: String,
    name: Option<Name>,
}

#[derive(Debug, Clone, Serialize)]
struct Name {
    x: String,
    y: String,
    anchor: &'static str,
    text: String,
}

/// A rectangle: left, top, right, bottom.
type Area = [f64; 4];

fn overlap(a: &Area, b: &Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Maps the plane to the drawing: one scale for both axes, so that distances keep their meaning.
#[derive(Debug, Clone, Copy)]
struct Frame {
    centre: [f64; 2],
    scale: f64,
}

impl Frame {
    fn of(spots: &[Spot]) -> Self {
        let span = |values: &mut dyn Iterator<Item = f64>| {
            // The origin is always seen.
            values.filter(|v| v.is_finite()).fold((0.0, 0.0), |(l, h): (f64, f64), v| (l.min(v), h.max(v)))
        };
        let (left, right) = span(&mut spots.iter().map(|spot| spot.x));
        let (low, high) = span(&mut spots.iter().map(|spot| spot.y));
        let fit = |room: f64, size: f64| if size > 0.0 { (room - 2.0 * MARGIN) / size } else { f64::INFINITY };
        let scale = fit(WIDTH, right - left).min(fit(HEIGHT, high - low));
        Self {
            centre: [left / 2.0 + right / 2.0, low / 2.0 + high / 2.0],
            scale: if scale.is_finite() { scale } else { 1.0 },
        }
    }

    fn x(&self, x: f64) -> f64 {
        WIDTH / 2.0 + (x - self.centre[0]) * self.scale
    }

    /// Up is positive.
    fn y(&self, y: f64) -> f64 {
        HEIGHT / 2.0 - (y - self.centre[1]) * self.scale
    }
}

impl Scatter {
    /// Lays the points out.
    pub(crate) fn new(spots: &[Spot]) -> Self {
        let frame = Frame::of(spots);
        let marks: Vec<Area> = spots.iter().map(|spot| around(frame.x(spot.x), frame.y(spot.y))).collect();
        let mut taken = marks.clone();
        let drawn = spots.iter().map(|spot| {
            let (x, y) = (frame.x(spot.x), frame.y(spot.y));
            let name = place(&spot.name, x, y, &taken);
            taken.extend(name.as_ref().map(|(_, area)| *area));
            DrawnSpot {
                x: coordinate(x),
                y: coordinate(y),
                series: spot.series,
                tooltip: spot.tooltip.clone(),
                name: name.map(|(name, _)| name),
            }
        });
        Self {
            spots: drawn.collect(),
            width: coordinate(WIDTH),
            height: coordinate(HEIGHT),
            origin_x: coordinate(frame.x(0.0)),
            origin_y: coordinate(frame.y(0.0)),
        }
    }

    /// Counts the points without a name.
    pub(crate) fn unnamed(&self) -> usize {
        self.spots.iter().filter(|spot| spot.name.is_none()).count()
    }
}

fn around(x: f64, y: f64) -> Area {
    let half = GAP - 3.0;
    [x - half, y - half, x + half, y + half]
}

/// Finds a free place beside the point: right, left, above, below.
fn place(name: &str, x: f64, y: f64, taken: &[Area]) -> Option<(Name, Area)> {
    let text = shortened(name);
    let width = text.chars().count() as f64 * LETTER;
    let middle = y + LINE * 0.3;
    let choices = [
        (x + GAP, middle, "start", x + GAP),
        (x - GAP, middle, "end", x - GAP - width),
        (x, y - GAP, "middle", x - width / 2.0),
        (x, y + GAP + LINE * 0.6, "middle", x - width / 2.0),
    ];
    choices.into_iter().find_map(|(at, baseline, anchor, left)| {
        let area = [left, baseline - LINE * 0.75, left + width, baseline + LINE * 0.25];
        let inside = area[0] >= 0.0 && area[2] <= WIDTH && area[1] >= 0.0 && area[3] <= HEIGHT;
        let own = around(x, y);
        let free = inside && taken.iter().all(|other| *other == own || !overlap(&area, other));
        free.then(|| (Name { x: coordinate(at), y: coordinate(baseline), anchor, text: text.clone() }, area))
    })
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Scatter, Spot};

    fn spot(x: f64, y: f64) -> Spot {
        Spot { x, y, name: "Un nom".to_owned(), tooltip: String::new(), series: 0 }
    }

    #[test]
    fn covers_no_name_with_another() {
        let spots: Vec<_> = (0..12).map(|_| spot(1.0, 1.0)).collect();
        let chart = Scatter::new(&spots);
        assert_eq!(chart.unnamed(), 8, "four places around one point");
        assert_eq!(Scatter::new(&[spot(-1.0, 0.0), spot(1.0, 0.0)]).unnamed(), 0);
    }

    #[test]
    fn keeps_points_inside() {
        for size in [0.0, 1e-12, 1.0, 1e300, f64::NAN] {
            let chart = Scatter::new(&[spot(size, -size), spot(-size, size)]);
            for drawn in &chart.spots {
                let (x, y) = (drawn.x.parse::<f64>().unwrap(), drawn.y.parse::<f64>().unwrap());
                assert!((0.0..=900.0).contains(&x) && (0.0..=560.0).contains(&y), "{size}: {x}, {y}");
            }
        }
    }
}

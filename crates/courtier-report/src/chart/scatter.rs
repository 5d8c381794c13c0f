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
const GAP: f64 = 3.0;

/// From a point to a name that has no room beside it, in turn, and in how many directions.
const DISTANCES: [f64; 3] = [26.0, 42.0, 60.0];
const DIRECTIONS: u8 = 16;

/// Letters shown of a name.
const LONGEST: usize = 40;

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
    /// Half of its size, in the units of the drawing.
    pub(crate) radius: f64,
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
    /// Its middle, where a line from the point ends.
    middle: String,
    anchor: &'static str,
    /// Whether a line leads to it.
    far: bool,
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
        let marks: Vec<Area> = spots.iter().map(|spot| around(frame.x(spot.x), frame.y(spot.y), spot.radius)).collect();
        let mut taken = marks.clone();
        let drawn = spots.iter().map(|spot| {
            let (x, y) = (frame.x(spot.x), frame.y(spot.y));
            let name = place(spot, x, y, &taken);
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

fn around(x: f64, y: f64, half: f64) -> Area {
    [x - half, y - half, x + half, y + half]
}

/// Finds a free place beside the point, else around it, at the end of a line.
fn place(spot: &Spot, x: f64, y: f64, taken: &[Area]) -> Option<(Name, Area)> {
    let text = shortened(&spot.name);
    let gap = spot.radius + GAP;
    let width = text.chars().count() as f64 * LETTER;
    let own = around(x, y, spot.radius);
    let beside = [
        (x + gap, y, "start"),
        (x - gap, y, "end"),
        (x, y - gap - LINE / 2.0, "middle"),
        (x, y + gap + LINE / 2.0, "middle"),
    ];
    let beside = beside.into_iter().map(|(at, middle, anchor)| (at, middle, anchor, false));
    let apart = DISTANCES.into_iter().flat_map(|distance| (0..DIRECTIONS).map(move |turn| (distance, turn)));
    let apart = apart.map(|(distance, turn)| {
        let (sine, cosine) = (f64::from(turn) / f64::from(DIRECTIONS) * std::f64::consts::TAU).sin_cos();
        (x + distance * cosine, y - distance * sine, if cosine < 0.0 { "end" } else { "start" }, true)
    });
    beside.chain(apart).find_map(|(at, middle, anchor, far)| {
        let left = match anchor {
            "start" => at,
            "end" => at - width,
            _ => at - width / 2.0,
        };
        let area = [left, middle - LINE / 2.0, left + width, middle + LINE / 2.0];
        let inside = area[0] >= 0.0 && area[2] <= WIDTH && area[1] >= 0.0 && area[3] <= HEIGHT;
        // Beside its point, a name may touch the point's own room, not another's.
        let free = inside && taken.iter().all(|other| *other == own || !overlap(&area, other));
        free.then(|| {
            let name = Name {
                x: coordinate(at),
                y: coordinate(middle + LINE * 0.3),
                middle: coordinate(middle),
                anchor,
                far,
                text: text.clone(),
            };
            (name, area)
        })
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
        Spot { x, y, name: "Un nom".to_owned(), tooltip: String::new(), series: 0, radius: 6.0 }
    }

    #[test]
    fn covers_no_name_with_another() {
        let spots: Vec<_> = (0..300).map(|_| spot(1.0, 1.0)).collect();
        let chart = Scatter::new(&spots);
        let names: Vec<_> = chart.spots.iter().filter_map(|spot| spot.name.as_ref()).collect();
        assert!((12..300).contains(&names.len()), "{} names", names.len());
        assert_eq!(chart.unnamed(), 300 - names.len());
        assert!(names.iter().filter(|name| !name.far).count() <= 4, "four places beside one point");
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

//! Geometry of charts, for the macros of `templates/chart/macros.html.j2`.
//!
//! Drawings fill the width of the page at a fixed height: horizontal positions are percentages, vertical ones pixels,
//! so text keeps its size on a phone and on paper. Series differ by pattern as well as by colour, in this order: plain,
//! hatched, dotted. Nothing here formats a number for reading: labels and tooltips come ready.

mod area;
mod axis;
mod bars;
mod compared;
mod coordinate;
mod forest;
mod histogram;
mod plot;
mod quartile_boxes;
mod scale;
mod scatter;
mod stacked_columns;
mod trend;

pub(crate) use area::{Area, Point};
use axis::{Axis, Mark};
pub(crate) use bars::{Bar, Bars};
pub(crate) use compared::{Compared, ComparedBar, compared_bars};
use coordinate::coordinate;
pub(crate) use forest::{Forest, Strength, Stroke};
pub(crate) use histogram::{Class, Histogram, narrowest};
pub(crate) use plot::Plot;
pub(crate) use quartile_boxes::{QuartileBoxes, Quartiles};
use scale::{Scale, Tick};
pub(crate) use scatter::{Scatter, Spot};
pub(crate) use stacked_columns::{Column, StackedColumns};
pub(crate) use trend::{Period, Trend};

/// At most so many labels under a plot, of at most two characters and of more: they must fit on a phone.
const MOST_LABELS: usize = 12;
const MOST_LONG_LABELS: usize = 6;

/// Tells whether the label of a point is shown: each when they are few, else the first and every fifth, which suits
/// years counted from 1. Long ones are regular from the first on.
fn shows_label(index: usize, count: usize, longest: usize) -> bool {
    if longest > 2 {
        return index.is_multiple_of(count.div_ceil(MOST_LONG_LABELS).max(1));
    }
    count <= MOST_LABELS || index == 0 || (index + 1).is_multiple_of(5 * count.div_ceil(5 * MOST_LABELS))
}

#[cfg(test)]
mod tests {
    use super::shows_label;

    #[test]
    fn thins_labels_out() {
        let shown = |count| (0..count).filter(|index| shows_label(*index, count, 2)).map(|i| i + 1).collect::<Vec<_>>();
        assert_eq!(shown(12), (1..=12).collect::<Vec<_>>());
        assert_eq!(shown(30), [1, 5, 10, 15, 20, 25, 30]);
        assert_eq!(shown(100), [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        assert!(shown(10_000).len() <= 13);
        let long = |count| (0..count).filter(|index| shows_label(*index, count, 5)).collect::<Vec<_>>();
        assert_eq!((long(6), long(13)), (vec![0, 1, 2, 3, 4, 5], vec![0, 3, 6, 9, 12]));
        assert!(long(10_000).len() <= 6 && long(0).is_empty());
    }
}

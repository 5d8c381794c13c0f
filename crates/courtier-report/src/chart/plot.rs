//! Where a plot stands in its drawing, the same for every chart with axes.

use serde::Serialize;

use super::coordinate;

/// Where the plot begins, in percent of the width: labels of the axis stand before it.
pub(super) const LEFT: f64 = 12.0;

/// Width of the plot, in percent.
pub(super) const WIDTH: f64 = 86.0;

/// Where the plot begins, in pixels from the top.
pub(super) const TOP: f64 = 10.0;

/// Height of the plot, in pixels.
pub(super) const HEIGHT: f64 = 210.0;

/// Height of the labels under the plot, in pixels.
const LABELS: f64 = 26.0;

/// Height of the marks above the plot of a histogram, in pixels.
const MARKS: f64 = 30.0;

/// The same, for the templates.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Plot {
    left: String,
    right: String,
    width: String,
    top: String,
    height: String,
    /// Right end of the labels of the vertical axis.
    labels_x: String,
    /// Baseline of the labels of the horizontal axis.
    labels_y: String,
    /// Height of the whole drawing.
    drawing: String,
    /// Bottom of the plot.
    base: String,
    /// Height of what stands above the plot of a histogram.
    marks: String,
    /// Height of the whole drawing of a histogram.
    with_marks: String,
}

impl Plot {
    /// Returns the geometry of every plot.
    pub(crate) fn new() -> Self {
        Self {
            left: coordinate(LEFT),
            right: coordinate(LEFT + WIDTH),
            width: coordinate(WIDTH),
            top: coordinate(TOP),
            height: coordinate(HEIGHT),
            labels_x: coordinate(LEFT - 1.0),
            labels_y: coordinate(TOP + HEIGHT + 18.0),
            drawing: coordinate(TOP + HEIGHT + LABELS),
            base: coordinate(TOP + HEIGHT),
            marks: coordinate(MARKS),
            with_marks: coordinate(MARKS + TOP + HEIGHT + LABELS),
        }
    }
}

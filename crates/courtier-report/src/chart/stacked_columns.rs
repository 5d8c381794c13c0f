//! Stacked columns over time: one column a period, one segment a series.

use serde::Serialize;

use super::plot::{HEIGHT, LEFT, TOP, WIDTH};
use super::{Scale, Tick, coordinate, shows_label};

/// A column is not wider than this, in percent of the drawing: one year alone is not a wall.
const WIDEST: f64 = 8.0;

/// Share of its slot that a column takes.
const FILLED: f64 = 0.74;

/// What is known of one period.
#[derive(Debug, Clone)]
pub(crate) struct Column<const SERIES: usize> {
    /// Short name, under the column.
    pub(crate) label: String,
    /// Exact values, ready for reading.
    pub(crate) tooltip: String,
    /// One value a series, from the bottom up; negative ones are not drawn.
    pub(crate) values: [f64; SERIES],
}

/// A drawing of stacked columns.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StackedColumns {
    ticks: Vec<Tick>,
    columns: Vec<DrawnColumn>,
}

#[derive(Debug, Clone, Serialize)]
struct DrawnColumn {
    /// The whole slot, which shows the tooltip.
    slot: Span,
    body: Span,
    centre: String,
    label: Option<String>,
    tooltip: String,
    segments: Vec<Segment>,
}

/// A horizontal extent, in percent.
#[derive(Debug, Clone, Serialize)]
struct Span {
    x: String,
    width: String,
}

#[derive(Debug, Clone, Serialize)]
struct Segment {
    y: String,
    height: String,
    /// Index of the series, from 0.
    series: usize,
}

impl StackedColumns {
    /// Lays the columns out. `show` formats the labels of the axis.
    pub(crate) fn new<const SERIES: usize>(columns: &[Column<SERIES>], show: impl Fn(f64) -> String) -> Self {
        let highest = columns.iter().map(|column| column.values.iter().map(|v| v.max(0.0)).sum()).fold(0.0, f64::max);
        let scale = Scale::up_to(highest);
        let longest = columns.iter().map(|column| column.label.chars().count()).max().unwrap_or(0);
        let drawn = columns.iter().enumerate().map(|(index, column)| {
            let shows_label = shows_label(index, columns.len(), longest);
            draw(column, index, columns.len(), &scale, shows_label)
        });
        Self { ticks: scale.ticks(show), columns: drawn.collect() }
    }
}

fn draw<const SERIES: usize>(
    column: &Column<SERIES>,
    index: usize,
    count: usize,
    scale: &Scale,
    shows_label: bool,
) -> DrawnColumn {
    let slot = WIDTH / count as f64;
    let left = LEFT + slot * index as f64;
    let width = (slot * FILLED).min(WIDEST);
    let mut base = 0.0;
    let mut segments = Vec::with_capacity(SERIES);
    for (series, value) in column.values.iter().enumerate() {
        let height = scale.height(*value);
        base += height;
        if height > 0.0 {
            let y = coordinate(TOP + HEIGHT - base);
            segments.push(Segment { y, height: coordinate(height), series });
        }
    }
    DrawnColumn {
        slot: Span { x: coordinate(left), width: coordinate(slot) },
        body: Span { x: coordinate(left + (slot - width) / 2.0), width: coordinate(width) },
        centre: coordinate(left + slot / 2.0),
        label: shows_label.then(|| column.label.clone()),
        tooltip: column.tooltip.clone(),
        segments,
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, StackedColumns};

    fn columns(values: &[[f64; 2]]) -> StackedColumns {
        let column = |values: &[f64; 2]| Column { label: "a".to_owned(), tooltip: String::new(), values: *values };
        StackedColumns::new(&values.iter().map(column).collect::<Vec<_>>(), |value| value.to_string())
    }

    #[test]
    fn stacks_from_the_bottom() {
        let chart = columns(&[[3.0, 1.0], [2.0, 0.0]]);
        let first = &chart.columns[0];
        let place = |index: usize| (first.segments[index].y.as_str(), first.segments[index].height.as_str());
        assert_eq!([place(0), place(1)], [("62.5", "157.5"), ("10", "52.5")]);
        // Nothing is drawn for zero.
        assert_eq!(chart.columns[1].segments.len(), 1);
    }

    #[test]
    fn keeps_a_single_column_narrow_and_centred() {
        let chart = columns(&[[1.0, 1.0]]);
        assert_eq!(chart.columns[0].body.width, "8");
        assert_eq!(chart.columns[0].centre, "55");
    }

    #[test]
    fn draws_what_no_column_holds() {
        assert!(columns(&[]).columns.is_empty());
        assert!(columns(&[[f64::NAN, -1.0]]).columns[0].segments.is_empty());
    }
}

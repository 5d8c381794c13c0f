//! A number in several groups: a box between the quartiles, a line at the median, one row a group.

use serde::Serialize;

use super::{Axis, Mark, coordinate};

/// One group.
#[derive(Debug, Clone)]
pub(crate) struct Quartiles {
    /// Name of the group.
    pub(crate) name: String,
    /// First quartile, median, third quartile; none where hidden.
    pub(crate) values: Option<[f64; 3]>,
    /// The same, ready for reading.
    pub(crate) total: String,
    /// How many, ready for reading.
    pub(crate) detail: String,
}

/// A drawing of boxes on one axis.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QuartileBoxes {
    ticks: Vec<Mark>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    name: String,
    total: String,
    detail: String,
    drawn: Option<Drawn>,
}

#[derive(Debug, Clone, Serialize)]
struct Drawn {
    x: String,
    width: String,
    median: String,
}

impl QuartileBoxes {
    /// Lays the groups out, in the order given. `show` formats the labels of the axis.
    pub(crate) fn new(groups: &[Quartiles], show: impl Fn(f64) -> String) -> Self {
        let axis = Axis::over(groups.iter().filter_map(|group| group.values).flatten()).rounded();
        let row = |group: &Quartiles| Row {
            name: group.name.clone(),
            total: group.total.clone(),
            detail: group.detail.clone(),
            drawn: group.values.map(|[low, median, high]| Drawn {
                x: coordinate(axis.x(low)),
                width: coordinate(axis.x(high) - axis.x(low)),
                median: coordinate(axis.x(median)),
            }),
        };
        Self { ticks: axis.ticks(show), rows: groups.iter().map(row).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::{QuartileBoxes, Quartiles};

    #[test]
    fn puts_groups_on_one_axis() {
        let group = |values| Quartiles { name: String::new(), values, total: String::new(), detail: String::new() };
        let groups = [group(Some([20.0, 30.0, 40.0])), group(None), group(Some([30.0, 35.0, 70.0]))];
        let chart = QuartileBoxes::new(&groups, |value| value.to_string());
        let first = chart.rows[0].drawn.as_ref().unwrap();
        assert_eq!((first.x.as_str(), first.width.as_str(), first.median.as_str()), ("0", "40", "20"));
        assert!(chart.rows[1].drawn.is_none());
        assert_eq!(chart.ticks.first().unwrap().label, "20");
    }
}

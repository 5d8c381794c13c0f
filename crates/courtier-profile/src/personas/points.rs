//! Points in the space of the axes, and what clustering needs to know of a set of them.

/// Points of the same dimension, a coordinate after the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Points<'a> {
    pub(crate) coordinates: &'a [f64],
    pub(crate) axes: usize,
}

impl<'a> Points<'a> {
    pub(crate) fn len(&self) -> usize {
        self.coordinates.len().checked_div(self.axes).unwrap_or(0)
    }

    pub(crate) fn get(&self, point: usize) -> &'a [f64] {
        &self.coordinates[point * self.axes..(point + 1) * self.axes]
    }
}

/// Returns the squared distance of two points.
pub(crate) fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum()
}

/// A set of points in short.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cluster {
    pub(crate) count: u64,
    pub(crate) centre: Vec<f64>,
    /// Sum of squared distances to the centre.
    pub(crate) inertia: f64,
}

//! Points cut into a thousand small cells, so that an exact Ward tree of the cells stands for one of all points.
//!
//! Again and again the cell of the largest inertia is cut in two, at the mean of its widest axis: no random start, and
//! the result does not depend on the order of points (their coordinates are sums in sorted order).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::personas::points::{Cluster, Points, distance};

/// A cell that may be cut.
struct Cell {
    points: Vec<u32>,
    cluster: Cluster,
    widest: usize,
    /// Cells are told apart by when they were made.
    number: usize,
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cluster.inertia.total_cmp(&other.cluster.inertia).then(other.number.cmp(&self.number))
    }
}

/// Cuts the points into `most` cells at most: fewer when there are fewer different points. Returns the cells and the
/// cell of each point.
pub(crate) fn cells(points: Points<'_>, most: usize) -> (Vec<Cluster>, Vec<u32>) {
    let count = points.len();
    if count == 0 {
        return (Vec::new(), Vec::new());
    }
    let mut heap = BinaryHeap::from([cell(points, (0..count as u32).collect(), 0)]);
    let mut made = 1;
    let mut whole = Vec::new();
    while heap.len() + whole.len() < most {
        let Some(largest) = heap.pop() else { break };
        let at = largest.cluster.centre[largest.widest];
        let (low, high): (Vec<u32>, Vec<u32>) =
            largest.points.iter().partition(|&&point| points.get(point as usize)[largest.widest] <= at);
        // Equal points, whose inertia is rounding.
        if low.is_empty() || high.is_empty() || largest.cluster.inertia <= 1e-18 * largest.cluster.count as f64 {
            whole.push(largest);
            continue;
        }
        heap.push(cell(points, low, made));
        heap.push(cell(points, high, made + 1));
        made += 2;
    }
    whole.extend(heap);
    whole.sort_by_key(|cell| cell.number);
    let mut cell_of = vec![0; count];
    for (number, cell) in whole.iter().enumerate() {
        cell.points.iter().for_each(|&point| cell_of[point as usize] = number as u32);
    }
    (whole.into_iter().map(|cell| cell.cluster).collect(), cell_of)
}

fn cell(points: Points<'_>, members: Vec<u32>, number: usize) -> Cell {
    let count = members.len() as f64;
    let mut centre = vec![0.0; points.axes];
    for &point in &members {
        centre.iter_mut().zip(points.get(point as usize)).for_each(|(sum, at)| *sum += at);
    }
    centre.iter_mut().for_each(|sum| *sum /= count);
    let mut spread = vec![0.0; points.axes];
    for &point in &members {
        let at = points.get(point as usize);
        spread.iter_mut().zip(at.iter().zip(&centre)).for_each(|(sum, (x, mean))| *sum += (x - mean) * (x - mean));
    }
    let widest = (0..points.axes).fold(0, |widest, axis| if spread[axis] > spread[widest] { axis } else { widest });
    let cluster = Cluster { count: members.len() as u64, centre, inertia: spread.iter().sum() };
    debug_assert!(cluster.centre.len() == points.axes && distance(&cluster.centre, &cluster.centre) == 0.0);
    Cell { points: members, cluster, widest, number }
}

#[cfg(test)]
mod tests {
    use super::cells;
    use crate::personas::points::Points;

    #[test]
    fn separates_what_is_apart_and_keeps_equal_points_together() {
        let coordinates = [0.0, 0.0, 5.0, 5.0, 0.0, 0.0, 5.0, 5.1, 9.0, 0.0];
        let (found, cell_of) = cells(Points { coordinates: &coordinates, axes: 2 }, 10);
        assert_eq!(found.iter().map(|cell| cell.count).sum::<u64>(), 5);
        assert_eq!((found.len(), cell_of[0] == cell_of[2], cell_of[1] == cell_of[3]), (4, true, false));
        assert_eq!(cells(Points { coordinates: &coordinates, axes: 2 }, 3).0.len(), 3);
        assert!(cells(Points { coordinates: &[], axes: 2 }, 3).0.is_empty());
    }
}

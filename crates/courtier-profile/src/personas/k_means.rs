//! Consolidation: each point moves to the nearest centre until none moves.

use crate::personas::points::{Points, distance};

/// Rounds after which a few wavering points no longer matter.
const MOST_ROUNDS: usize = 100;

/// Points by group.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Partition {
    /// One a point.
    pub(crate) groups: Vec<u8>,
    pub(crate) centres: Vec<Vec<f64>>,
    pub(crate) sizes: Vec<u64>,
    /// Sum of squared distances to the centres.
    pub(crate) within: f64,
}

/// Moves points from these groups, below `count`, to the nearest centre, in rounds.
///
/// **Source:** Lloyd (1982). The first centres are those of the groups given, so nothing is random.
pub(crate) fn consolidate(points: Points<'_>, mut groups: Vec<u8>, count: usize) -> Partition {
    let mut centres = vec![vec![0.0; points.axes]; count];
    let mut sizes = update(points, &groups, &mut centres);
    for _ in 0..MOST_ROUNDS {
        if !assign(points, &centres, &mut groups) {
            break;
        }
        sizes = update(points, &groups, &mut centres);
    }
    let within = groups.iter().enumerate().map(|(i, &group)| distance(points.get(i), &centres[group as usize])).sum();
    Partition { groups, centres, sizes, within }
}

/// Moves the centres to the means; one of an empty group stays where it was.
fn update(points: Points<'_>, groups: &[u8], centres: &mut [Vec<f64>]) -> Vec<u64> {
    let mut sizes = vec![0_u64; centres.len()];
    let mut sums = vec![0.0; centres.len() * points.axes];
    for (point, &group) in points.coordinates.chunks(points.axes).zip(groups) {
        sizes[group as usize] += 1;
        let sum = &mut sums[group as usize * points.axes..][..points.axes];
        sum.iter_mut().zip(point).for_each(|(sum, at)| *sum += at);
    }
    for (group, centre) in centres.iter_mut().enumerate().filter(|(group, _)| sizes[*group] > 0) {
        let sum = &sums[group * points.axes..][..points.axes];
        centre.iter_mut().zip(sum).for_each(|(at, sum)| *at = sum / sizes[group] as f64);
    }
    sizes
}

/// Moves the points to the nearest centres, the first of equal ones; says whether any moved.
fn assign(points: Points<'_>, centres: &[Vec<f64>], groups: &mut [u8]) -> bool {
    let mut moved = false;
    for (point, group) in points.coordinates.chunks(points.axes).zip(groups) {
        let mut nearest = (f64::INFINITY, 0);
        for (i, centre) in centres.iter().enumerate() {
            let distance = distance(point, centre);
            if distance < nearest.0 {
                nearest = (distance, i as u8);
            }
        }
        moved |= *group != nearest.1;
        *group = nearest.1;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::consolidate;
    use crate::personas::points::Points;

    #[test]
    fn moves_points_to_the_nearest_centre() {
        let coordinates = [0.0, 0.1, 0.2, 9.0, 9.1, 9.2];
        let found = consolidate(Points { coordinates: &coordinates, axes: 1 }, vec![0, 0, 1, 1, 1, 1], 2);
        assert_eq!((found.groups, found.sizes), (vec![0, 0, 0, 1, 1, 1], vec![3, 3]));
        assert!((found.within - 0.04).abs() < 1e-12);
    }
}

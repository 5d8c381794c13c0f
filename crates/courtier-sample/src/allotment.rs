//! Exact counts: so many rows of a file get such a treatment (missing, impossible, an extreme), no more and no fewer,
//! although chunks are made independently.
//!
//! Each class's count is cut between the chunks by cumulative rounding; inside a chunk rows are drawn without
//! replacement (Knuth, TAOCP vol. 2, algorithm 3.4.2 S), so that the treated rows are unpredictable.

use std::ops::Range;

use crate::draws::Draws;
use crate::spec::scale;

/// From this number of rows on, a file holds the classes that occur [`Count::Once`] (29 proposals go with 100
/// opportunities).
const ROWS_FOR_ONCE: u64 = 25;

/// How many rows of a file a class has.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Count {
    /// This many at the reference size, in proportion (rounded down) at others.
    Scaled(u64),
    /// One row whatever the size: an extreme value.
    Once,
}

/// The classes of a file's rows, with their exact counts.
#[derive(Debug)]
pub(crate) struct Allotment<T> {
    total: u64,
    rest: T,
    classes: Vec<Class<T>>,
}

#[derive(Debug)]
struct Class<T> {
    value: T,
    count: u64,
    /// In `0..total`: shifts the rounding, so that the single rows of two classes fall in different places.
    phase: u64,
}

impl<T: Copy> Allotment<T> {
    /// Shares out `total` rows; counts are given for `reference` rows, and the rows left over get `rest`.
    pub(crate) fn new(total: u64, reference: u64, rest: T, counts: &[(T, Count)], phases: &mut Draws) -> Self {
        let classes = counts
            .iter()
            .map(|&(value, count)| {
                let count = match count {
                    Count::Scaled(at_reference) => scale(total, at_reference, reference),
                    Count::Once => u64::from(total >= ROWS_FOR_ONCE),
                };
                Class { value, count, phase: phases.below(total) }
            })
            .collect();
        Self { total, rest, classes }
    }

    /// Returns the urn of these rows, to be drawn from once a row.
    pub(crate) fn urn(&self, rows: Range<u64>) -> Urn<T> {
        let total = u128::from(self.total.max(1));
        let before = |class: &Class<T>, row: u64| {
            ((u128::from(row) * u128::from(class.count) + u128::from(class.phase)) / total) as u64
        };
        let left: Vec<_> = self
            .classes
            .iter()
            .map(|class| (class.value, before(class, rows.end) - before(class, rows.start)))
            .collect();
        let special_left = left.iter().map(|(_, count)| count).sum();
        Urn { rows_left: rows.end - rows.start, special_left, left, rest: self.rest }
    }
}

/// The classes still to be given to the rows of one chunk.
#[derive(Debug)]
pub(crate) struct Urn<T> {
    rows_left: u64,
    special_left: u64,
    left: Vec<(T, u64)>,
    rest: T,
}

impl<T: Copy> Urn<T> {
    /// Draws the class of the next row.
    pub(crate) fn draw(&mut self, draws: &mut Draws) -> T {
        let mut ball = draws.below(self.rows_left);
        self.rows_left = self.rows_left.saturating_sub(1);
        if ball >= self.special_left {
            return self.rest;
        }
        for (value, count) in &mut self.left {
            if ball < *count {
                *count -= 1;
                self.special_left -= 1;
                return *value;
            }
            ball -= *count;
        }
        self.rest
    }
}

#[cfg(test)]
mod tests {
    use super::{Allotment, Count};
    use crate::chunk::Chunk;
    use crate::draws::{Draws, Subject};

    fn drawn(total: u64) -> [u64; 4] {
        let mut draws = Draws::new(5, Subject::Phases, 0);
        let counts = [(1, Count::Scaled(1_000)), (2, Count::Scaled(37)), (3, Count::Once)];
        let allotment = Allotment::new(total, 10_000, 0, &counts, &mut draws);
        let mut seen = [0; 4];
        for number in 0..Chunk::count(total) {
            let chunk = Chunk::of(total, number);
            let mut urn = allotment.urn(chunk.rows.clone());
            chunk.rows.for_each(|_| seen[urn.draw(&mut draws)] += 1);
        }
        seen
    }

    #[test]
    fn gives_exact_counts_over_chunks() {
        assert_eq!(drawn(10_000), [8_962, 1_000, 37, 1]);
        assert_eq!(drawn(50_000), [44_814, 5_000, 185, 1]);
    }

    #[test]
    fn keeps_proportions_and_extremes_of_small_files() {
        assert_eq!(drawn(100), [89, 10, 0, 1]);
        assert_eq!(drawn(10), [9, 1, 0, 0]);
        assert_eq!(drawn(0), [0, 0, 0, 0]);
    }
}

//! Cutting a file in chunks of rows: the unit of parallel work and of memory.

use std::ops::Range;

use crate::spec::scale;

/// Most rows in one chunk: about 3 MB of text.
const MOST_ROWS: u64 = 8_192;

/// A run of consecutive rows of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// Position of the chunk in its file, from 0.
    pub(crate) number: u64,
    /// The rows, from 0.
    pub(crate) rows: Range<u64>,
}

impl Chunk {
    /// Returns how many chunks `total` rows make.
    pub(crate) const fn count(total: u64) -> u64 {
        total.div_ceil(MOST_ROWS)
    }

    /// Returns chunk `number` of `total` rows. All chunks have the same size, give or take one row: a short last chunk
    /// would have no room for the counts that are spread over the file.
    pub(crate) fn of(total: u64, number: u64) -> Self {
        let count = Self::count(total).max(1);
        Self { number, rows: scale(total, number, count)..scale(total, number + 1, count) }
    }

    /// Returns the chunk's number of rows.
    pub(crate) const fn len(&self) -> u64 {
        self.rows.end - self.rows.start
    }

    /// Returns the rows of a second file of `total` rows that belong to this chunk of a file of `of_total` rows.
    pub(crate) fn project(&self, of_total: u64, total: u64) -> Range<u64> {
        scale(total, self.rows.start, of_total)..scale(total, self.rows.end, of_total)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunk, MOST_ROWS};

    #[test]
    fn covers_every_row_once_in_even_chunks() {
        for total in [0, 1, MOST_ROWS, MOST_ROWS + 1, 183_496] {
            let chunks: Vec<_> = (0..Chunk::count(total)).map(|n| Chunk::of(total, n)).collect();
            assert_eq!(chunks.iter().map(Chunk::len).sum::<u64>(), total);
            assert!(chunks.windows(2).all(|w| w[0].rows.end == w[1].rows.start));
            let sizes = || chunks.iter().map(Chunk::len);
            assert!(sizes().max().unwrap_or(0) - sizes().min().unwrap_or(0) <= 1);
        }
    }
}

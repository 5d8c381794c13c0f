//! Whether the groups come again in other samples of the same people.

use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::measure::Contingency;
use crate::personas::adjusted_rand::{adjusted_rand, jaccard};
use crate::personas::grouping::{Decided, group};
use crate::personas::table::Table;

/// Samples that are drawn.
pub(crate) const SAMPLES: u64 = 20;

/// Most people in one of them.
const MOST_ROWS: usize = 20_000;

/// Cells of a sample's tree.
const CELLS: usize = 300;

/// Where the random numbers start: fixed, so that a profile is always the same.
const SEED: u64 = 0x000c_0047_1e12;

/// How often the groups came again.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stability {
    /// People in each sample.
    pub(crate) rows: usize,
    /// Adjusted Rand index of each sample.
    pub(crate) indices: Vec<f64>,
    /// Mean Jaccard index of each group.
    pub(crate) jaccard: Vec<f64>,
}

/// Draws half of the people (20,000 at most) without replacement, twenty times, groups them from the fields up (on
/// as many axes, into as many groups), and compares with the groups of all.
pub(crate) fn stability(table: &Table, groups: &[u8], decided: Decided) -> Stability {
    let count = decided.groups;
    let rows = (table.len() / 2).min(MOST_ROWS);
    let one = |sample: u64| {
        let chosen = draw(table.len(), rows, SEED + sample);
        let again = group(&table.subset(&chosen), Some(decided), CELLS)?;
        let before: Vec<u8> = chosen.iter().map(|&row| groups[row as usize]).collect();
        let both = Contingency::of_codes(&before, count, &again.partition.groups, count);
        Some((adjusted_rand(&both)?, jaccard(&both)))
    };
    // Two threads; the order of samples stays.
    let (mut found, rest): (Vec<_>, Vec<_>) = std::thread::scope(|scope| {
        let second = scope.spawn(|| (SAMPLES / 2..SAMPLES).filter_map(one).collect());
        let first = (0..SAMPLES / 2).filter_map(one).collect();
        (first, second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    found.extend(rest);
    let mean = |group: usize| {
        found.iter().map(|(_, jaccard): &(f64, Vec<f64>)| jaccard[group]).sum::<f64>() / found.len().max(1) as f64
    };
    Stability {
        rows,
        indices: found.iter().map(|(index, _)| *index).collect(),
        jaccard: (0..count).map(mean).collect(),
    }
}

/// Draws `wanted` of `count` numbers without replacement, in order.
///
/// **Source:** Knuth, *The Art of Computer Programming* 2, algorithm S.
fn draw(count: usize, wanted: usize, seed: u64) -> Vec<u32> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut drawn = Vec::with_capacity(wanted);
    for candidate in 0..count {
        let left = (count - candidate) as u64;
        // A number below `left`: the high half of a product.
        let at = (u128::from(random.next_u64()) * u128::from(left)) >> 64;
        if at < (wanted - drawn.len()) as u128 {
            drawn.push(candidate as u32);
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn draws_without_replacement() {
        let drawn = draw(100, 40, 7);
        assert_eq!(drawn.len(), 40);
        assert!(drawn.is_sorted_by(|a, b| a < b) && drawn.iter().all(|&row| row < 100));
        assert_ne!(drawn, draw(100, 40, 8));
        assert_eq!(draw(3, 3, 1), [0, 1, 2]);
    }
}

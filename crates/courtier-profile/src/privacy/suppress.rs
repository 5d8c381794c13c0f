//! Small cells of a table of counts are hidden, and with them enough others that none is found by difference.

use crate::privacy::regroup::SMALL_CELL;

/// Which cells of a table are shown: `shown[row * columns + column]`.
///
/// Cells of 1 to 9 people are hidden. Then, while the hidden cells of a row or a column are alone or hold fewer than 10
/// people together, its smallest other cell that is not zero is hidden too: totals are shown elsewhere, and a hidden
/// cell must not be the total minus the rest. Zeros are shown. The usual complementary suppression, in its simplest
/// form: it does not solve systems of equations over several lines.
pub(crate) fn shown(counts: &[u64], columns: usize) -> Vec<bool> {
    let mut shown: Vec<bool> = counts.iter().map(|&count| count == 0 || count >= SMALL_CELL).collect();
    if columns == 0 {
        return shown;
    }
    let rows = counts.len() / columns;
    let mut changed = true;
    while changed {
        changed = false;
        for row in 0..rows {
            changed |= protect_line(counts, &mut shown, |i| row * columns + i, columns);
        }
        for column in 0..columns {
            changed |= protect_line(counts, &mut shown, |i| i * columns + column, rows);
        }
    }
    shown
}

/// Hides more cells of one line until what is hidden there cannot be told; says whether it did.
fn protect_line(counts: &[u64], shown: &mut [bool], cell: impl Fn(usize) -> usize, length: usize) -> bool {
    let mut changed = false;
    loop {
        let hidden = (0..length).map(&cell).filter(|&cell| !shown[cell]);
        let (cells, people) = hidden.fold((0, 0), |(cells, people), cell| (cells + 1, people + counts[cell]));
        if cells == 0 || (cells >= 2 && people >= SMALL_CELL) {
            return changed;
        }
        let others = (0..length).map(&cell).filter(|&cell| shown[cell] && counts[cell] > 0);
        let Some(smallest) = others.min_by_key(|&cell| counts[cell]) else { return changed };
        shown[smallest] = false;
        changed = true;
    }
}

#[cfg(test)]
mod tests {
    use super::shown;
    use proptest::prelude::*;

    #[test]
    fn hides_a_second_cell_of_each_line() {
        // 3 is small; alone in its row and in its column it would be a difference.
        let counts = [50, 3, 40, 30, 20, 60];
        assert_eq!(shown(&counts, 3), [true, false, false, true, false, false]);
        assert_eq!(shown(&[50, 0, 40], 3), [true; 3]);
        assert_eq!(shown(&[], 0), Vec::<bool>::new());
    }

    proptest! {
        #[test]
        fn leaves_no_difference(counts in prop::collection::vec(0_u64..60, 12..=12)) {
            let shown = shown(&counts, 4);
            let lines = (0..3).map(|row| (0..4).map(|c| row * 4 + c).collect::<Vec<_>>());
            let lines = lines.chain((0..4).map(|column| (0..3).map(|r| r * 4 + column).collect()));
            for line in lines {
                let hidden: Vec<u64> = line.iter().filter(|&&i| !shown[i]).map(|&i| counts[i]).collect();
                let all_hidden = line.iter().all(|&i| !shown[i] || counts[i] == 0);
                prop_assert!(hidden.len() != 1 || all_hidden);
                prop_assert!(hidden.is_empty() || all_hidden || hidden.iter().sum::<u64>() >= 10);
            }
        }
    }
}

//! Classes of a number, wide enough to hold ten people each.

use serde::Serialize;

use crate::field::Unit;
use crate::measure::quantile;
use crate::privacy::SMALL_CELL;
use crate::rows::Numbers;

/// Most classes of a histogram of amounts.
const MOST_BINS: f64 = 40.0;

/// One class: values from `de` on, below `a`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Lower end, included; in the field's unit.
    pub de: f64,
    /// Upper end, excluded; absent when the class is open.
    pub a: Option<f64>,
    /// People in the class: 10 or more, or none.
    pub nombre: u64,
    /// Their share of the known values, 0 to 1.
    pub part: f64,
}

/// Returns the histogram of a column, empty with fewer than ten values.
///
/// Years: a class a year inside `age_bounds`. Euros: classes of equal round width up to the 99th percentile, the last one
/// open when there are values beyond, so that the largest amounts do not stretch it. Classes of 1 to 9 people are merged with
/// their neighbour.
pub(crate) fn histogram(numbers: &Numbers, age_bounds: (u32, u32)) -> Vec<Bin> {
    let known = numbers.known();
    if known < SMALL_CELL {
        return Vec::new();
    }
    let (start, width, bins, open) = grid(numbers, age_bounds);
    let mut counts = vec![0_u64; bins];
    for &value in &numbers.sorted {
        let bin = ((value - start) / width).floor().clamp(0.0, bins as f64 - 1.0);
        counts[bin as usize] += 1;
    }
    let merged = merge_small(&counts);
    let end = |last: usize| (last < bins || !open).then_some(start + width * last as f64);
    let bin = |(first, last, nombre): (usize, usize, u64)| Bin {
        de: start + width * first as f64,
        a: end(last),
        nombre,
        part: nombre as f64 / known as f64,
    };
    merged.into_iter().map(bin).collect()
}

/// Returns start, width and number of classes, and whether the last one is open.
fn grid(numbers: &Numbers, age_bounds: (u32, u32)) -> (f64, f64, usize, bool) {
    if numbers.field.unit == Unit::Years {
        let (min, max) = age_bounds;
        return (f64::from(min), 1.0, (max - min) as usize + 1, false);
    }
    let low = numbers.sorted.first().copied().unwrap_or_default().min(0.0);
    let high = quantile(&numbers.sorted, 0.99).unwrap_or_default();
    let width = round_width((high - low) / MOST_BINS);
    let start = (low / width).floor() * width;
    let bins = ((high - start) / width).floor().max(0.0) as usize + 1;
    let end = start + width * bins as f64;
    (start, width, bins, numbers.sorted.last().is_some_and(|&most| most >= end))
}

/// Returns the next width among 1, 2, 2.5, 5 and 10 times a power of ten; 1 at least.
fn round_width(least: f64) -> f64 {
    let least = least.max(1.0);
    let power = 10_f64.powf(least.log10().floor());
    let round = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().find(|factor| factor * power >= least);
    round.unwrap_or(10.0) * power
}

/// Merges classes of 1 to 9 people with the next ones, the last ones with the class before: `(first, past the last,
/// count)`. Empty classes at both ends are left out.
fn merge_small(counts: &[u64]) -> Vec<(usize, usize, u64)> {
    let mut merged: Vec<(usize, usize, u64)> = Vec::new();
    let mut open: Option<(usize, u64)> = None;
    for (bin, &count) in counts.iter().enumerate() {
        let (first, sum) = open.map_or((bin, count), |(first, sum)| (first, sum + count));
        if sum == 0 || sum >= SMALL_CELL {
            merged.push((first, bin + 1, sum));
            open = None;
        } else {
            open = Some((first, sum));
        }
    }
    if let Some((_, sum)) = open {
        while merged.last().is_some_and(|&(_, _, count)| count == 0) {
            merged.pop();
        }
        if let Some(last) = merged.last_mut() {
            *last = (last.0, counts.len(), last.2 + sum);
        }
    }
    let used = |(_, _, count): &(usize, usize, u64)| *count > 0;
    let first = merged.iter().position(used).unwrap_or(merged.len());
    let last = merged.iter().rposition(used).map_or(first, |last| last + 1);
    merged[first..last].to_vec()
}

#[cfg(test)]
mod tests {
    use super::{histogram, merge_small, round_width};
    use crate::field::NUMERIC;
    use crate::input::NumericColumn;
    use crate::rows::Numbers;
    use proptest::prelude::*;

    #[test]
    fn merges_small_classes_with_a_neighbour() {
        assert_eq!(merge_small(&[0, 12, 3, 4, 5, 0, 20, 2, 0]), [(1, 2, 12), (2, 5, 12), (5, 6, 0), (6, 9, 22)]);
        assert_eq!(merge_small(&[3, 0]), []);
        assert_eq!(merge_small(&[]), []);
    }

    #[test]
    fn rounds_widths_up() {
        assert_eq!([0.1, 1.5, 210.0, 300.0, 9_000.0].map(round_width), [1.0, 2.0, 250.0, 500.0, 10_000.0]);
    }

    #[test]
    fn opens_the_last_class_only_for_what_lies_beyond() {
        let ends = |incomes: &[f64]| -> Vec<(f64, Option<f64>)> {
            let column = NumericColumn::from_options(incomes.iter().copied().map(Some), 0);
            let order: Vec<u32> = (0..incomes.len() as u32).collect();
            let bins = histogram(&Numbers::new(&NUMERIC[1], &column, &order), (18, 100));
            bins.iter().map(|bin| (bin.de, bin.a)).collect()
        };
        assert_eq!(ends(&[3_000.4; 20]), [(3_000.0, Some(3_100.0))]);
        let mut incomes = vec![3_000.4; 2_000];
        incomes.extend([90_000.0; 10]);
        assert_eq!(ends(&incomes), [(3_000.0, None)]);
    }

    proptest! {
        #[test]
        fn keeps_everybody_and_shows_no_small_class(counts in prop::collection::vec(0_u64..25, 0..40)) {
            let merged = merge_small(&counts);
            let total: u64 = counts.iter().sum();
            prop_assert!(merged.iter().all(|bin| bin.2 == 0 || bin.2 >= 10));
            prop_assert!(merged.iter().map(|bin| bin.2).sum::<u64>() == total || total < 10);
            prop_assert!(merged.windows(2).all(|pair| pair[0].1 == pair[1].0));
        }
    }
}

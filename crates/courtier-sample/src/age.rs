//! Age of the borrower, in years: the published shape, and the impossible ages.
//!
//! The published band shares add up to 99.86 %: the bands are open on the left (`]18, 25]`), so the 0.14 % that are
//! missing are the applicants of 18, who have a band of their own here.

use crate::allotment::{Allotment, Count};
use crate::choice::{Choice, WeightedTable};
use crate::defect::Defect;
use crate::draws::Draws;
use crate::spec::REFERENCE_OPPORTUNITIES;

/// The bands in which age is correlated with other columns: first and last age, and share in % of the possible ages.
pub const AGE_BANDS: [(u8, u8, f64); 7] = [
    (18, 18, 0.14),
    (19, 25, 12.65),
    (26, 35, 37.14),
    (36, 45, 28.37),
    (46, 55, 15.34),
    (56, 65, 5.14),
    (66, 100, 1.22),
];

/// Relative frequency of each age inside its band, by hand from the published quartiles (29, 35, 44) and mode (33).
const SHAPES: [&[f64]; 7] = [
    &[1.0],
    &[130.0, 150.0, 165.0, 180.0, 195.0, 210.0, 235.0],
    &[275.0, 305.0, 335.0, 362.0, 383.0, 398.0, 408.0, 428.0, 413.0, 393.0],
    &[345.0, 330.0, 318.0, 304.0, 290.0, 276.0, 264.0, 252.0, 238.0, 220.0],
    &[190.0, 182.0, 174.0, 166.0, 158.0, 150.0, 142.0, 134.0, 124.0, 114.0],
    &[82.0, 74.0, 66.0, 59.0, 53.0, 47.0, 42.0, 37.0, 32.0, 28.0],
    &[
        200.0, 184.0, 169.0, 156.0, 143.0, 132.0, 121.0, 112.0, 103.0, 94.0, 87.0, 80.0, 74.0, 68.0, 62.0, 57.0, 53.0,
        48.0, 45.0, 41.0, 38.0, 35.0, 32.0, 29.0, 27.0, 25.0, 23.0, 21.0, 19.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0,
    ],
];

/// A birth date typed as a date of this year or so: mostly around 0.
const TOO_YOUNG: &[(i64, f64)] = &[
    (-3, 12.0),
    (-2, 14.0),
    (-1, 18.0),
    (0, 28.0),
    (1, 26.0),
    (2, 18.0),
    (3, 10.0),
    (4, 6.0),
    (5, 5.0),
    (8, 4.0),
    (10, 4.0),
    (12, 4.0),
    (14, 4.0),
    (15, 5.0),
    (16, 6.0),
    (17, 6.0),
];
/// Default birth dates (1900-01-01 and the like).
const TOO_OLD: &[(i64, f64)] = &[(101, 20.0), (104, 20.0), (110, 15.0), (120, 30.0), (123, 28.0), (124, 20.0)];
const LOWEST: i64 = -940;
const HIGHEST: i64 = 144;

/// What is written in the cell.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AgeFate {
    Missing,
    TooYoung,
    TooOld,
    Lowest,
    Highest,
    True,
}

/// 1,922 missing and 1,834 impossible, as published; the split between young and old is what mean and median call for.
const FATES: [(AgeFate, Count); 5] = [
    (AgeFate::Missing, Count::Scaled(1_922)),
    (AgeFate::TooYoung, Count::Scaled(1_699)),
    (AgeFate::TooOld, Count::Scaled(133)),
    (AgeFate::Lowest, Count::Once),
    (AgeFate::Highest, Count::Once),
];

/// The distribution of ages.
#[derive(Debug)]
pub(crate) struct AgeModel {
    /// What becomes of the cell.
    pub(crate) fates: Allotment<AgeFate>,
    in_band: Vec<Choice>,
    too_young: WeightedTable<i64>,
    too_old: WeightedTable<i64>,
}

impl AgeModel {
    /// Prepares the ages of this many opportunities.
    pub(crate) fn new(rows: u64, phases: &mut Draws) -> Self {
        Self {
            fates: Allotment::new(rows, REFERENCE_OPPORTUNITIES, AgeFate::True, &FATES, phases),
            in_band: SHAPES.iter().map(|shape| Choice::new(shape.iter().copied())).collect(),
            too_young: WeightedTable::new(TOO_YOUNG),
            too_old: WeightedTable::new(TOO_OLD),
        }
    }

    /// Returns the age to write for somebody of this band, and its defect.
    pub(crate) fn cell(&self, fate: AgeFate, band: usize, draws: &mut Draws) -> (Option<i64>, Option<Defect>) {
        match fate {
            AgeFate::Missing => (None, Some(Defect::AgeMissing)),
            AgeFate::TooYoung => (Some(self.too_young.draw(draws)), Some(Defect::AgeImpossible)),
            AgeFate::TooOld => (Some(self.too_old.draw(draws)), Some(Defect::AgeImpossible)),
            AgeFate::Lowest => (Some(LOWEST), Some(Defect::AgeImpossible)),
            AgeFate::Highest => (Some(HIGHEST), Some(Defect::AgeImpossible)),
            AgeFate::True => {
                let offset = self.in_band[band].draw(draws) as i64;
                (Some(i64::from(AGE_BANDS[band].0) + offset), None)
            }
        }
    }
}

/// Returns the share of each band.
pub(crate) fn band_shares() -> [f64; 7] {
    AGE_BANDS.map(|(_, _, share)| share)
}

#[cfg(test)]
mod tests {
    use super::{AGE_BANDS, SHAPES};

    #[test]
    fn every_age_of_a_band_has_a_frequency() {
        for ((first, last, _), shape) in AGE_BANDS.iter().zip(SHAPES) {
            assert_eq!(usize::from(last - first) + 1, shape.len(), "{first}-{last}");
        }
    }
}

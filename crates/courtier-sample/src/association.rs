//! Planted correlations: tables of two classified variables with chosen margins and chosen odds ratios.
//!
//! A table starts from its odds ratios alone and is raked (iterative proportional fitting) to its margins. Raking
//! multiplies whole rows and whole columns, so it never changes an odds ratio: a profile of the generated file must find
//! the constants again. **Source:** Deming and Stephan (1940); the two patterns are the row-effects and the
//! uniform-association log-linear models (Goodman, 1979).

use crate::choice::Choice;
use crate::draws::Draws;

/// Enough passes for every table of this crate to meet its margins to 1e-9.
const PASSES: usize = 400;

/// The chances of each column, given the row.
#[derive(Debug)]
pub(crate) struct Association {
    rows: Vec<Choice>,
}

impl Association {
    /// Rakes `odds` (one line a row, any scale) to these margins, given in any unit.
    pub(crate) fn new(odds: Vec<Vec<f64>>, row_margin: &[f64], column_margin: &[f64]) -> Self {
        let table = rake(odds, row_margin, column_margin);
        Self { rows: table.into_iter().map(Choice::new).collect() }
    }

    /// Draws the column of something that is in this row.
    pub(crate) fn draw(&self, row: usize, draws: &mut Draws) -> usize {
        self.rows[row].draw(draws)
    }
}

/// Returns odds in which row `i`'s odds of the next column rather than this one are multiplied by `ratios[i]`.
pub(crate) fn row_effects(ratios: impl IntoIterator<Item = f64>, columns: usize) -> Vec<Vec<f64>> {
    ratios.into_iter().map(|ratio| powers(ratio, columns)).collect()
}

/// Returns odds in which any two neighbouring rows and columns have the odds ratio `ratio`.
pub(crate) fn uniform_association(ratio: f64, rows: usize, columns: usize) -> Vec<Vec<f64>> {
    row_effects(powers(ratio, rows), columns)
}

/// Returns `1, base, base^2, ...`, by multiplication: `powi` may round differently between machines.
fn powers(base: f64, count: usize) -> Vec<f64> {
    std::iter::successors(Some(1.0), |power| Some(power * base)).take(count).collect()
}

fn rake(mut table: Vec<Vec<f64>>, row_margin: &[f64], column_margin: &[f64]) -> Vec<Vec<f64>> {
    let unit = row_margin.iter().sum::<f64>() / column_margin.iter().sum::<f64>();
    for _ in 0..PASSES {
        for (column, &target) in column_margin.iter().enumerate() {
            let factor = target * unit / table.iter().map(|row| row[column]).sum::<f64>();
            table.iter_mut().for_each(|row| row[column] *= factor);
        }
        for (row, &target) in table.iter_mut().zip(row_margin) {
            let factor = target / row.iter().sum::<f64>();
            row.iter_mut().for_each(|cell| *cell *= factor);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{rake, row_effects, uniform_association};

    #[test]
    fn meets_the_margins_and_keeps_the_odds_ratios() {
        let (rows, columns) = ([700.0, 200.0, 100.0], [0.1, 0.3, 0.4, 0.2]);
        let table = rake(row_effects([1.0, 3.0, 0.5], 4), &rows, &columns);
        for (row, target) in table.iter().zip(rows) {
            assert!((row.iter().sum::<f64>() - target).abs() < 1e-6);
        }
        for (column, target) in columns.iter().enumerate() {
            assert!((table.iter().map(|row| row[column]).sum::<f64>() - target * 1_000.0).abs() < 1e-6);
        }
        for column in 0..3 {
            let odds = |row: usize| table[row][column + 1] / table[row][column];
            assert!((odds(1) / odds(0) - 3.0).abs() < 1e-9 && (odds(2) / odds(0) - 0.5).abs() < 1e-9);
        }
    }

    #[test]
    fn gives_every_neighbouring_pair_the_same_odds_ratio() {
        let table = rake(uniform_association(1.5, 3, 3), &[1.0; 3], &[1.0; 3]);
        for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let ratio = table[i][j] * table[i + 1][j + 1] / (table[i][j + 1] * table[i + 1][j]);
            assert!((ratio - 1.5).abs() < 1e-9, "{ratio}");
        }
    }
}

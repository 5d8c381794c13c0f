//! Drawing one of a few outcomes by weight.

use crate::draws::Draws;

/// Outcomes `0..n` with fixed probabilities.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// Probability of this outcome or an earlier one.
    cumulative: Vec<f64>,
}

impl Choice {
    /// Takes the weights of the outcomes; only their proportions count.
    pub(crate) fn new(weights: impl IntoIterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        let mut cumulative: Vec<f64> = weights
            .into_iter()
            .map(|weight| {
                sum += weight;
                sum
            })
            .collect();
        cumulative.iter_mut().for_each(|c| *c /= sum);
        Self { cumulative }
    }

    /// Draws the number of an outcome.
    pub(crate) fn draw(&self, draws: &mut Draws) -> usize {
        let u = draws.unit();
        // The last sum may be a rounding error under 1.
        self.cumulative.iter().position(|&c| u < c).unwrap_or(self.cumulative.len().saturating_sub(1))
    }
}

/// A table of values with their weights.
#[derive(Debug)]
pub(crate) struct WeightedTable<T: 'static> {
    table: &'static [(T, f64)],
    choice: Choice,
}

impl<T: Copy> WeightedTable<T> {
    /// Takes the values with their weights; only the proportions of the weights count.
    pub(crate) fn new(table: &'static [(T, f64)]) -> Self {
        Self { table, choice: Choice::new(table.iter().map(|&(_, weight)| weight)) }
    }

    /// Draws a value.
    pub(crate) fn draw(&self, draws: &mut Draws) -> T {
        self.table[self.choice.draw(draws)].0
    }
}

#[cfg(test)]
mod tests {
    use super::WeightedTable;
    use crate::draws::{Draws, Subject};

    #[test]
    fn follows_the_weights() {
        let table = WeightedTable::new(&[("a", 1.0), ("b", 3.0), ("never", 0.0)]);
        let mut draws = Draws::new(1, Subject::Banks, 0);
        let drawn: Vec<_> = (0..10_000).map(|_| table.draw(&mut draws)).collect();
        let b = drawn.iter().filter(|&&v| v == "b").count();
        assert!((7_300..7_700).contains(&b), "{b}");
        assert!(!drawn.contains(&"never"));
    }
}

//! How many axes are kept.

use crate::personas::famd::Famd;

/// Fewest axes, when there are as many.
const FEWEST: usize = 2;

/// Most axes.
const MOST: usize = 10;

/// Axes beyond chance, and axes kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Components {
    /// Inertia that the first axis of independent fields would have.
    pub(crate) chance: f64,
    /// Axes above it.
    pub(crate) beyond_chance: usize,
    /// Axes kept: those, but 2 to 10.
    pub(crate) kept: usize,
}

/// Keeps the axes whose inertia exceeds what independent fields would give.
///
/// With `d` axes of independent fields in `n` rows, the largest eigenvalue is near `(1 + sqrt(d / n))²`: parallel
/// analysis (Horn 1965) without simulating. Axes of chance would only blur the groups.
///
/// **Source:** Marchenko and Pastur (1967), *Distribution of eigenvalues for some sets of random matrices*.
pub(crate) fn components(famd: &Famd, rows: usize) -> Components {
    let axes = famd.eigenvalues.len();
    let chance = (1.0 + (axes as f64 / rows.max(1) as f64).sqrt()).powi(2);
    let beyond_chance = famd.eigenvalues.iter().filter(|&&value| value > chance).count();
    Components { chance, beyond_chance, kept: beyond_chance.clamp(FEWEST, MOST).min(axes) }
}

//! From fields to groups: axes, cells, tree, number of groups, consolidation.

use crate::personas::cells::cells;
use crate::personas::components::{Components, components};
use crate::personas::famd::Famd;
use crate::personas::k_means::{Partition, consolidate};
use crate::personas::points::Points;
use crate::personas::table::Table;
use crate::personas::ward::WardTree;
use crate::privacy::SMALL_CELL;

/// Numbers of groups that are tried.
pub(crate) const GROUPS: std::ops::RangeInclusive<usize> = 4..=6;

/// Cells that the tree is built on.
pub(crate) const MOST_CELLS: usize = 1_000;

/// Groups of people, and what led to them.
#[derive(Debug)]
pub(crate) struct Grouping {
    pub(crate) famd: Famd,
    pub(crate) components: Components,
    /// Of the rows on the axes kept, a row after the other.
    pub(crate) coordinates: Vec<f64>,
    /// Inertia within 3, 4, 5 and 6 groups of the tree.
    pub(crate) within: Vec<(usize, f64)>,
    pub(crate) partition: Partition,
}

/// Numbers of axes and groups that are decided already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decided {
    pub(crate) axes: usize,
    pub(crate) groups: usize,
}

/// Groups the rows of a table: on as many axes and into as many groups as decided, else as axes and tree suggest. `None`
/// when there are too few different people, or no number of groups gives each of them ten.
///
/// The number is the one whose last split took the largest share of the inertia that was left: the rule of FactoMineR's
/// `HCPC`.
pub(crate) fn group(table: &Table, decided: Option<Decided>, most_cells: usize) -> Option<Grouping> {
    let famd = Famd::new(table);
    let mut components = components(&famd, table.len());
    if let Some(decided) = decided {
        components.kept = decided.axes.min(famd.eigenvalues.len());
    }
    if components.kept == 0 {
        return None;
    }
    let coordinates = famd.project(table, components.kept);
    let points = Points { coordinates: &coordinates, axes: components.kept };
    let (cells, cell_of) = cells(points, most_cells);
    let tree = WardTree::new(&cells);
    let within: Vec<(usize, f64)> =
        (GROUPS.start() - 1..=*GROUPS.end()).map(|groups| (groups, tree.within(groups))).collect();
    let mut candidates: Vec<(usize, f64)> = within.windows(2).map(|pair| (pair[1].0, pair[1].1 / pair[0].1)).collect();
    candidates
        .retain(|&(candidate, ratio)| ratio.is_finite() && decided.is_none_or(|decided| decided.groups == candidate));
    candidates.sort_by(|a, b| a.1.total_cmp(&b.1));
    let partition = candidates.into_iter().filter(|&(count, _)| count <= cells.len()).find_map(|(count, _)| {
        let of_cell = tree.cut(count);
        let start = cell_of.iter().map(|&cell| of_cell[cell as usize] as u8).collect();
        let found = consolidate(points, start, count);
        (decided.is_some() || found.sizes.iter().all(|&size| size >= SMALL_CELL)).then_some(found)
    })?;
    Some(Grouping { famd, components, within, partition, coordinates })
}

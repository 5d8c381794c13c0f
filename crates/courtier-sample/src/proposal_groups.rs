//! Which opportunities have proposals, and how many: about half of those that have one have several.

use std::collections::BTreeMap;

use crate::choice::WeightedTable;
use crate::chunk::Chunk;
use crate::draws::{Draws, Subject};
use crate::spec::SampleSpec;

/// Number of proposals of an opportunity that has at least one. Mean 2.4: with 53,458 proposals, one opportunity in
/// eight has one.
const SIZES: &[(u64, f64)] =
    &[(1, 50.0), (2, 20.0), (3, 11.0), (4, 7.0), (5, 4.5), (6, 3.0), (8, 2.0), (10, 1.3), (14, 0.8), (20, 0.4)];

/// The opportunities of one chunk that have proposals.
#[derive(Debug)]
pub(crate) struct ProposalGroups {
    by_row: BTreeMap<u64, u64>,
}

impl ProposalGroups {
    /// Draws the groups of a chunk of opportunities; they add up to its share of the proposals.
    pub(crate) fn of(spec: SampleSpec, chunk: &Chunk) -> Self {
        let mut draws = Draws::new(spec.seed, Subject::ProposalGroups, chunk.number);
        let sizes = WeightedTable::new(SIZES);
        let proposals = chunk.project(spec.opportunities, spec.proposals());
        let mut left = proposals.end - proposals.start;
        let mut by_row = BTreeMap::new();
        while left > 0 {
            let size = sizes.draw(&mut draws).min(left);
            // Rows with proposals are a minority (fewer proposals than opportunities), so another row is soon found.
            let row = chunk.rows.start + draws.below(chunk.len());
            if let std::collections::btree_map::Entry::Vacant(free) = by_row.entry(row) {
                free.insert(size);
                left -= size;
            }
        }
        Self { by_row }
    }

    /// Returns the number of proposals for the opportunity of this row.
    pub(crate) fn count(&self, row: u64) -> u64 {
        self.by_row.get(&row).copied().unwrap_or_default()
    }

    /// Returns the row of the opportunity of each proposal.
    pub(crate) fn rows(&self) -> impl Iterator<Item = u64> {
        self.by_row.iter().flat_map(|(&row, &count)| (0..count).map(move |_| row))
    }
}

#[cfg(test)]
mod tests {
    use super::ProposalGroups;
    use crate::chunk::Chunk;
    use crate::spec::SampleSpec;

    #[test]
    fn gives_every_proposal_an_opportunity_of_its_chunk() {
        for opportunities in [0, 1, 2, 10, 20_000] {
            let spec = SampleSpec { opportunities, seed: 4 };
            let mut proposals = 0;
            for number in 0..Chunk::count(opportunities) {
                let chunk = Chunk::of(opportunities, number);
                let groups = ProposalGroups::of(spec, &chunk);
                assert!(groups.rows().all(|row| chunk.rows.contains(&row) && groups.count(row) > 0));
                proposals += groups.rows().count() as u64;
            }
            assert_eq!(proposals, spec.proposals());
        }
    }
}

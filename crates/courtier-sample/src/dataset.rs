//! The three files as chunks of text that can be made in any order.

use crate::bank;
use crate::chunk::Chunk;
use crate::defect::DefectCounts;
use crate::draws::{Draws, Subject};
use crate::opportunity::OpportunityModel;
use crate::proposal::ProposalModel;
use crate::sample_file::SampleFile;
use crate::spec::SampleSpec;

/// Everything needed to make any chunk of any file.
#[derive(Debug)]
pub(crate) struct Dataset {
    /// What to make.
    pub(crate) spec: SampleSpec,
    opportunities: OpportunityModel,
    proposals: ProposalModel,
}

/// The text of some rows.
#[derive(Debug)]
pub(crate) struct ChunkText {
    /// CSV rows, line ends included.
    pub(crate) bytes: Vec<u8>,
    /// Number of rows.
    pub(crate) rows: u64,
    /// Their defects.
    pub(crate) defects: DefectCounts,
}

impl Dataset {
    /// Prepares the distributions of this sample.
    pub(crate) fn new(spec: SampleSpec) -> Self {
        let mut phases = Draws::new(spec.seed, Subject::Phases, 0);
        let opportunities = OpportunityModel::new(spec, &mut phases);
        Self { spec, opportunities, proposals: ProposalModel::new(spec, &mut phases) }
    }

    /// Returns the number of chunks of a file.
    pub(crate) const fn chunks(&self, file: SampleFile) -> u64 {
        match file {
            SampleFile::Banks => 1,
            // Proposals are made with the chunk of opportunities they belong to.
            SampleFile::Opportunities | SampleFile::Proposals => Chunk::count(self.spec.opportunities),
        }
    }

    /// Makes a chunk of a file.
    pub(crate) fn chunk(&self, file: SampleFile, number: u64) -> ChunkText {
        let chunk = Chunk::of(self.spec.opportunities, number);
        let (rows, (bytes, defects)) = match file {
            SampleFile::Banks => (self.spec.banks(), bank::write_all(self.spec)),
            SampleFile::Opportunities => (chunk.len(), self.opportunities.chunk(&chunk)),
            SampleFile::Proposals => {
                let rows = chunk.project(self.spec.opportunities, self.spec.proposals());
                (rows.end - rows.start, self.proposals.chunk(&chunk))
            }
        };
        ChunkText { bytes, rows, defects }
    }
}

//! What was generated, exactly.

use serde::Serialize;

use crate::defect::DefectCounts;

/// Sizes and planted defects of a sample.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SampleFacts {
    /// `banques_test.csv`.
    pub banks: FileFacts,
    /// `opportunity_test.csv`.
    pub opportunities: FileFacts,
    /// `propositions_test.csv`.
    pub proposals: FileFacts,
    /// Exact number of each planted defect, over the three files.
    pub defects: DefectCounts,
}

/// Size of one file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FileFacts {
    /// Rows, without the header.
    pub rows: u64,
    /// Bytes of the CSV, header included, before any compression.
    pub bytes: u64,
}

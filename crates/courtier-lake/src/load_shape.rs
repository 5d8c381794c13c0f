//! What is the same for every row of one file being loaded.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use courtier_contract::Contract;
use datafusion::arrow::datatypes::{Schema, SchemaRef};

use crate::table_columns::{audit, bronze_schema, silver_schema};

/// One file being loaded into `bronze.<table>` and `silver.<table>`.
#[derive(Debug, Clone)]
pub struct LoadShape {
    /// Contract of the table.
    pub contract: Contract,
    /// Run that loads it.
    pub run_id: String,
    /// When the run started.
    pub loaded_at: DateTime<Utc>,
    /// Name of the file.
    pub source_file: String,
    /// Columns of the Parquet files of bronze.
    pub bronze: SchemaRef,
    /// Columns of silver.
    pub silver: SchemaRef,
    /// Fingerprint of the contract: part of the hash of a row, so that a changed contract changes every row it reads.
    pub fingerprint: u64,
}

impl LoadShape {
    /// Describes the load of `source_file`, whose unknown columns are `extras`.
    #[must_use]
    pub fn new(
        contract: Contract,
        extras: &[String],
        run_id: String,
        loaded_at: DateTime<Utc>,
        source_file: String,
    ) -> Self {
        let silver = silver_schema(&contract);
        let bronze = bronze_schema(&contract, extras);
        let without_hash: Vec<_> =
            bronze.fields().iter().filter(|field| field.name() != audit::SOURCE_SHA256).cloned().collect();
        let bronze = Arc::new(Schema::new(without_hash));
        let fingerprint = contract.fingerprint();
        Self { contract, run_id, loaded_at, source_file, bronze, silver, fingerprint }
    }

    /// Returns how many text columns a row of the file fills: the contract's and the unknown ones.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        // run id, load time, file, row
        self.bronze.fields().len() - 4
    }
}

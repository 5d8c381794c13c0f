//! The files that were loaded before, so that loading one again does nothing.

use std::collections::BTreeSet;

use courtier_lake::{LakeError, LakeSession};
use datafusion::arrow::array::cast::AsArray as _;
use datafusion::arrow::datatypes::Int64Type;

/// Size and hash of every file loaded into each table.
#[derive(Debug, Default)]
pub(crate) struct KnownFiles {
    sizes: BTreeSet<(String, u64)>,
    hashes: BTreeSet<(String, String)>,
    of_this_run: BTreeSet<(String, String)>,
}

impl KnownFiles {
    /// Reads `ops.fichiers`; a lake without it has loaded nothing.
    pub(crate) async fn read(session: &LakeSession) -> Result<Self, LakeError> {
        let mut known = Self::default();
        if !session.has_table("ops", "fichiers") {
            return Ok(known);
        }
        let (_, batches) = session.collect("SELECT table_cible, taille_octets, sha256 FROM ops.fichiers").await?;
        for batch in batches {
            let tables = batch.column(0).as_string::<i32>();
            let sizes = batch.column(1).as_primitive::<Int64Type>();
            let hashes = batch.column(2).as_string::<i32>();
            for ((table, size), hash) in tables.iter().zip(sizes).zip(hashes) {
                if let (Some(table), Some(size), Some(hash)) = (table, size, hash) {
                    known.add(table, u64::try_from(size).unwrap_or_default(), hash.to_owned());
                }
            }
        }
        Ok(known)
    }

    fn add(&mut self, table: &str, size_bytes: u64, sha256: String) {
        self.sizes.insert((table.to_owned(), size_bytes));
        self.hashes.insert((table.to_owned(), sha256));
    }

    /// Adds a file that this run loaded.
    pub(crate) fn add_of_this_run(&mut self, table: &str, size_bytes: u64, sha256: String) {
        self.of_this_run.insert((table.to_owned(), sha256.clone()));
        self.add(table, size_bytes, sha256);
    }

    pub(crate) fn is_of_this_run(&self, table: &str, sha256: &str) -> bool {
        self.of_this_run.contains(&(table.to_owned(), sha256.to_owned()))
    }

    pub(crate) fn has_size(&self, table: &str, size_bytes: u64) -> bool {
        self.sizes.contains(&(table.to_owned(), size_bytes))
    }

    pub(crate) fn has_hash(&self, table: &str, sha256: &str) -> bool {
        self.hashes.contains(&(table.to_owned(), sha256.to_owned()))
    }
}

//! What tells a snapshot from another.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use courtier_lake::{Lake, Published};

use crate::ranking::TABLES;

/// Fingerprint of what answers depend on: the versions of the published tables, the rules, courtier's own version.
///
/// Other publications, such as that of the reads of the API, leave it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotVersion(String);

impl SnapshotVersion {
    /// Returns the version of the snapshot that `published` would give.
    #[must_use]
    pub fn of(lake: &Lake, published: &Published) -> Self {
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        // Rules and thresholds come from the configuration: two servers of one lake may follow different ones.
        format!("{:?}", lake.references()).hash(&mut hasher);
        for (table, version) in published.tables() {
            if TABLES.contains(&(table.schema().as_str(), table.table())) {
                (table.to_string(), version).hash(&mut hasher);
            }
        }
        Self(format!("{:016x}", hasher.finish()))
    }
}

impl fmt::Display for SnapshotVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

//! What tells a snapshot from another.

use std::fmt;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use courtier_contract::Contracts;
use courtier_lake::{Lake, Models, Published};

use crate::ranking::TABLES;

/// Fingerprint of what answers depend on beside the data: rules, thresholds, models, contracts, courtier's own version. Two
/// servers of one lake may follow different ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RulesFingerprint(u64);

impl RulesFingerprint {
    /// Returns that of a configuration; [`Lake::references`] has its rules and thresholds.
    #[must_use]
    pub fn of(lake: &Lake, models: &Models, contracts: &Contracts) -> Self {
        let mut hasher = DefaultHasher::new();
        format!("{} {:?} {models:?} {contracts:?}", env!("CARGO_PKG_VERSION"), lake.references()).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// Fingerprint of what answers depend on: the lake, the versions of its published tables, the rules.
///
/// Other publications, such as that of the reads of the API, leave it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotVersion(String);

impl SnapshotVersion {
    /// Returns the version of the snapshot that `published` would give.
    #[must_use]
    pub fn of(rules: RulesFingerprint, published: &Published) -> Self {
        let mut hasher = DefaultHasher::new();
        (rules, &published.origin).hash(&mut hasher);
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

//! Full exports: which keys of a table the last one no longer has.

use std::collections::BTreeMap;

use courtier_lake::KeyHash;
use hashbrown::HashSet;

/// A full export of a table, against what the table held before it.
#[derive(Debug)]
pub(crate) struct FullExport {
    /// Keys of the export.
    pub(crate) keys: HashSet<KeyHash>,
    /// How many keys of the table it does not have.
    pub(crate) gone: usize,
}

/// The full export of each table of a run that got one.
pub(crate) type FullExports = BTreeMap<String, FullExport>;

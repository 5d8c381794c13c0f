//! What a set of paths holds: the exports, and what was left aside.

use std::path::PathBuf;

use crate::explorer::Explorer;
use crate::{Export, ExtractError, Ignored, Limits, TableShape};

/// What a set of paths holds.
#[derive(Debug, Clone, Default)]
pub struct Discovery {
    /// The recognised exports, in the order of the paths given, then by name.
    pub exports: Vec<Export>,
    /// Everything else that was met, with the reason.
    pub ignored: Vec<Ignored>,
}

/// Finds the exports in the given files, folders (searched recursively) and zip archives, and recognises the table of
/// each by its header.
///
/// The table is the one with which the header shares most columns, among those it fits: it has the column `Id` and at
/// least half the table's columns, or all the required ones. A file that fits none, or several equally, is ignored with
/// the reason. Only the start of each file is read.
///
/// # Errors
/// A path that does not exist; a file, folder or archive that cannot be read or trusted; a folder or archive without
/// any CSV file; a recognised file with repeated columns or without a required one; nothing recognised at all.
pub fn discover(paths: &[PathBuf], shapes: &[TableShape], limits: &Limits) -> Result<Discovery, ExtractError> {
    let mut explorer = Explorer::new(shapes, limits);
    for path in paths {
        explorer.visit(path)?;
    }
    let found = explorer.finish();
    if found.exports.is_empty() {
        return Err(ExtractError::NothingRecognised { ignored: found.ignored });
    }
    Ok(found)
}

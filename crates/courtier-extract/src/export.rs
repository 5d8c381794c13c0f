//! One recognised export: what it is, and how to open it.

use std::fs::File;
use std::path::PathBuf;

use crate::inflate::Inflate;
use crate::source::Source;
use crate::{BlockReader, ExtractError, Layout};

/// One recognised export.
#[derive(Debug, Clone)]
pub struct Export {
    /// The path as given, or inside a folder or archive given: `data_test.zip/sub/opportunity_test.csv`.
    pub name: String,
    /// The table it is an export of, as the shapes name it.
    pub table: String,
    /// How it lays out the table's columns.
    pub layout: Layout,
    /// Uncompressed size; for an archive entry as the archive declares it, which reading then verifies.
    pub size_bytes: u64,
    pub(crate) origin: Origin,
}

/// Where the bytes are.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    File { path: PathBuf },
    Entry { archive: PathBuf, index: usize },
}

impl Export {
    /// Opens the export after its header. May be called again: each call reads from the start.
    ///
    /// # Errors
    /// The file cannot be read, or no longer starts as when it was discovered.
    pub fn open(&self) -> Result<BlockReader, ExtractError> {
        let source = match &self.origin {
            Origin::File { path } => {
                let reader =
                    File::open(path).map_err(|source| ExtractError::Read { name: self.name.clone(), source })?;
                Source::Plain { name: self.name.clone(), reader: Box::new(reader) }
            }
            Origin::Entry { archive, index } => {
                Source::Entry(Inflate::start(archive, *index, &self.name, self.layout.limits)?)
            }
        };
        BlockReader::new(source, &self.name, &self.layout)
    }
}

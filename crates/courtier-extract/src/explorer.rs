//! Walks paths, folders and archives, and recognises every CSV file on the way.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::export::Origin;
use crate::file_kind::FileKind;
use crate::header::HEAD_BYTES;
use crate::recognition::{Head, Recognition, recognise};
use crate::{Discovery, Export, ExtractError, IgnoreReason, Ignored, Limits, TableShape, archive};

/// First bytes of every zip archive that has an entry.
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// Walker over the paths given by the user.
#[derive(Debug)]
pub(crate) struct Explorer<'a> {
    shapes: &'a [TableShape],
    limits: &'a Limits,
    /// Canonical paths of the files met, so that none is read twice.
    seen: BTreeSet<PathBuf>,
    /// CSV files met, recognised or not.
    csv_files: usize,
    found: Discovery,
}

impl<'a> Explorer<'a> {
    pub(crate) fn new(shapes: &'a [TableShape], limits: &'a Limits) -> Self {
        Self { shapes, limits, seen: BTreeSet::new(), csv_files: 0, found: Discovery::default() }
    }

    pub(crate) fn finish(self) -> Discovery {
        self.found
    }

    /// Visits a path given by the user.
    pub(crate) fn visit(&mut self, path: &Path) -> Result<(), ExtractError> {
        let metadata = fs::metadata(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => ExtractError::PathNotFound { path: path.to_owned() },
            _ => unreadable(path, source),
        })?;
        if metadata.is_dir() {
            return self.expect_csv(path, |explorer| explorer.visit_folder(path));
        }
        if metadata.is_file() {
            return self.visit_file(path, true);
        }
        self.ignore(path.display().to_string(), IgnoreReason::NotAFile);
        Ok(())
    }

    /// Runs a visit, and refuses the place when it holds no CSV file at all.
    fn expect_csv(
        &mut self,
        path: &Path,
        visit: impl FnOnce(&mut Self) -> Result<(), ExtractError>,
    ) -> Result<(), ExtractError> {
        let (csv_files, ignored) = (self.csv_files, self.found.ignored.len());
        visit(self)?;
        if self.csv_files == csv_files {
            let ignored = self.found.ignored.split_off(ignored);
            return Err(ExtractError::NoCsv { name: path.display().to_string(), ignored });
        }
        Ok(())
    }

    fn visit_folder(&mut self, folder: &Path) -> Result<(), ExtractError> {
        let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = entries.map_err(|source| unreadable(folder, source))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let kind = entry.file_type().map_err(|source| unreadable(&path, source))?;
            let name = path.display().to_string();
            if kind.is_symlink() {
                self.ignore(name, IgnoreReason::SymbolicLink);
            } else if kind.is_file() {
                self.visit_file(&path, false)?;
            } else if !kind.is_dir() {
                self.ignore(name, IgnoreReason::NotAFile);
            } else if let FileKind::Ignored(reason @ IgnoreReason::SystemFile) = kind_of(&path) {
                self.ignore(name, reason);
            } else {
                self.visit_folder(&path)?;
            }
        }
        Ok(())
    }

    /// Visits a file; one that the user `named` is looked into whatever its extension.
    fn visit_file(&mut self, path: &Path, named: bool) -> Result<(), ExtractError> {
        let name = path.display().to_string();
        let canonical = path.canonicalize().map_err(|source| unreadable(path, source))?;
        if !self.seen.insert(canonical) {
            // Counts as a CSV file: the place that holds it is not empty.
            self.csv_files += 1;
            self.ignore(name, IgnoreReason::AlreadyFound);
            return Ok(());
        }
        match kind_of(path) {
            FileKind::Ignored(reason) => self.ignore(name, reason),
            FileKind::Unknown if !named => self.ignore(name, IgnoreReason::NotCsv),
            FileKind::Zip => return self.visit_archive(path, named),
            FileKind::Csv | FileKind::Unknown => {
                let (bytes, size_bytes) = plain_head(path).map_err(|source| unreadable(path, source))?;
                if bytes.starts_with(ZIP_MAGIC) {
                    return self.visit_archive(path, named);
                }
                let whole = bytes.len() < HEAD_BYTES;
                let origin = Origin::File { path: path.to_owned() };
                return self.add(Head { name: &name, bytes: &bytes, whole }, size_bytes, origin);
            }
        }
        Ok(())
    }

    fn visit_archive(&mut self, path: &Path, named: bool) -> Result<(), ExtractError> {
        if named {
            return self.expect_csv(path, |explorer| explorer.visit_archive(path, false));
        }
        let mut archive = archive::open(path)?;
        let (entries, ignored) = archive::entries(&archive, path, self.limits)?;
        self.found.ignored.extend(ignored);
        for entry in entries {
            let (bytes, whole) = archive::head(&mut archive, &entry)?;
            let origin = Origin::Entry { archive: path.to_owned(), index: entry.index };
            self.add(Head { name: &entry.name, bytes: &bytes, whole }, entry.size_bytes, origin)?;
        }
        Ok(())
    }

    fn add(&mut self, head: Head<'_>, size_bytes: u64, origin: Origin) -> Result<(), ExtractError> {
        self.csv_files += 1;
        let name = head.name.to_owned();
        match recognise(head, self.shapes, self.limits)? {
            Recognition::Table { table, layout } => {
                self.found.exports.push(Export { name, table, layout, size_bytes, origin });
            }
            Recognition::Ignored(reason) => self.ignore(name, reason),
        }
        Ok(())
    }

    fn ignore(&mut self, name: String, reason: IgnoreReason) {
        self.found.ignored.push(Ignored { name, reason });
    }
}

fn kind_of(path: &Path) -> FileKind {
    FileKind::of(&path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default())
}

/// Returns the first bytes of a file and its size.
fn plain_head(path: &Path) -> io::Result<(Vec<u8>, u64)> {
    let file = File::open(path)?;
    let size_bytes = file.metadata()?.len();
    let mut head = Vec::new();
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok((head, size_bytes))
}

fn unreadable(path: &Path, source: io::Error) -> ExtractError {
    ExtractError::Read { name: path.display().to_string(), source }
}

//! Writes small files and reads them back as plain values.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use courtier_extract::{Discovery, Export, ExtractError, FileFacts, Limits, Record, ShapeColumn, TableShape, discover};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// One record, owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Got {
    Row { line: u64, cells: Vec<String>, reencoded: bool },
    Rejected { line: u64, code: &'static str, raw: String },
}

pub(crate) fn row(line: u64, cells: &[&str]) -> Got {
    Got::Row { line, cells: cells.iter().map(|&cell| cell.to_owned()).collect(), reencoded: false }
}

pub(crate) fn rejected(line: u64, code: &'static str, raw: &str) -> Got {
    Got::Rejected { line, code, raw: raw.to_owned() }
}

/// Two tables: `banques`, and `opportunites` with two required columns and two optional ones.
pub(crate) fn shapes() -> Vec<TableShape> {
    vec![
        shape("banques", &["Id*", "CreatedDate", "Name"]),
        shape("opportunites", &["Id*", "TotRev__c*", "StageName", "Origine__c"]),
    ]
}

/// Makes a shape; a star marks a required column.
pub(crate) fn shape(table: &str, columns: &[&str]) -> TableShape {
    let column = |name: &&str| ShapeColumn { source_name: name.replace('*', ""), required: name.ends_with('*') };
    TableShape { table: table.to_owned(), columns: columns.iter().map(column).collect() }
}

/// A folder that disappears with the test.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn zip(&self, name: &str, entries: &[(&str, &[u8])]) -> PathBuf {
        self.file(name, zipped(entries, zip::CompressionMethod::Deflated))
    }

    /// Discovers, and returns the message with this folder's path shown as `DIR`.
    pub(crate) fn message(&self, path: &Path, limits: &Limits) -> String {
        let error = discover(&[path.to_owned()], &shapes(), limits).unwrap_err();
        self.shown(&error)
    }

    pub(crate) fn shown(&self, error: &ExtractError) -> String {
        error.to_string().replace(&self.0.path().display().to_string(), "DIR")
    }

    /// Lists what was ignored, with this folder's path shown as `DIR`.
    pub(crate) fn ignored(&self, discovery: &Discovery) -> Vec<String> {
        let shown = discovery.ignored.iter().map(|i| format!("{}: {}", i.name, i.reason));
        shown.map(|text| text.replace(&self.0.path().display().to_string(), "DIR")).collect()
    }
}

pub(crate) fn zipped(entries: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn find(path: &Path) -> Discovery {
    discover(&[path.to_owned()], &shapes(), &Limits::default()).unwrap()
}

pub(crate) fn read_export(export: &Export) -> Result<(Vec<Got>, FileFacts), ExtractError> {
    let mut reader = export.open()?;
    let mut got = Vec::new();
    for block in &mut reader {
        let block = block?;
        let mut records = block.records(&export.layout);
        while let Some(record) = records.next_record() {
            got.push(match record {
                Record::Row { line, cells, reencoded } => {
                    Got::Row { line, cells: cells.iter().map(str::to_owned).collect(), reencoded }
                }
                Record::Rejected { line, reason, raw } => {
                    Got::Rejected { line, code: reason.code(), raw: raw.into_owned() }
                }
            });
        }
    }
    Ok((got, reader.finish()?))
}

/// Reads a file of any columns, the first being `Id`.
pub(crate) fn read_with(content: &[u8], limits: &Limits) -> (Vec<Got>, FileFacts) {
    let folder = Folder::new();
    let path = folder.file("a.csv", content);
    let found = discover(&[path], &[shape("any", &["Id*"])], limits).unwrap();
    read_export(&found.exports[0]).unwrap()
}

pub(crate) fn read(content: impl AsRef<[u8]>) -> Vec<Got> {
    read_with(content.as_ref(), &Limits::default()).0
}

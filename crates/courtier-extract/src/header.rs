//! Reads the first record of a file with each delimiter that an export may use.

use crate::block::Records;
use crate::scan::Dialect;
use crate::{Limits, Record};

/// How much of a file is looked at; a header is far shorter.
pub(crate) const HEAD_BYTES: usize = 256 << 10;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
const UTF16_MARKS: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// The first record of a file, split with one delimiter.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) delimiter: u8,
    /// Trimmed names; an unnamed column is called `colonne_N`.
    pub(crate) names: Vec<String>,
    /// Bytes before the first data line: byte order mark, blank lines, header.
    pub(crate) bytes: usize,
}

/// Returns whether the file starts with a UTF-16 byte order mark.
pub(crate) fn is_utf16(head: &[u8]) -> bool {
    UTF16_MARKS.iter().any(|mark| head.starts_with(mark))
}

/// Returns whether the start of a file has nothing but blank lines.
pub(crate) fn is_blank(head: &[u8]) -> bool {
    without_mark(head).iter().all(|byte| matches!(byte, b'\r' | b'\n'))
}

/// Returns the header for each delimiter that splits the first record well. `whole` says that `head` is all the file.
pub(crate) fn candidates(head: &[u8], whole: bool, limits: &Limits) -> Vec<Header> {
    DELIMITERS.into_iter().filter_map(|delimiter| candidate(head, whole, delimiter, limits)).collect()
}

fn candidate(head: &[u8], whole: bool, delimiter: u8, limits: &Limits) -> Option<Header> {
    let dialect = Dialect {
        delimiter,
        expected_fields: None,
        max_record_bytes: limits.max_record_bytes,
        max_record_lines: limits.max_record_lines,
    };
    let text = without_mark(head);
    let mut records = Records::new(text, dialect, 1);
    let Some(Record::Row { cells, .. }) = records.next_record() else { return None };
    let names = cells.iter().enumerate().map(|(i, cell)| named(cell, i + 1)).collect();
    if records.position() == text.len() && !whole {
        return None;
    }
    Some(Header { delimiter, names, bytes: head.len() - text.len() + records.position() })
}

fn named(cell: &str, position: usize) -> String {
    match cell.trim() {
        "" => format!("colonne_{position}"),
        name => name.to_owned(),
    }
}

fn without_mark(head: &[u8]) -> &[u8] {
    head.strip_prefix(UTF8_MARK).unwrap_or(head)
}

//! A piece of a file made of whole records, and the cells inside: the part of reading that workers share.

use std::borrow::Cow;
use std::fmt;

use crate::encoding::{decode, decode_start};
use crate::scan::{Dialect, Field, Scan};
use crate::{Cells, Layout, Record, RejectReason};

/// How much is kept of a line that is too long.
const LONG_LINE_KEPT_BYTES: usize = 1024;

/// Whole records of one export, as raw bytes.
pub struct Block {
    pub(crate) data: Vec<u8>,
    /// Physical line of the file where the block starts.
    pub(crate) first_line: u64,
}

impl Block {
    /// Returns the size in bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.data.len()
    }

    /// Reads the records, given the layout of the export that the block comes from.
    #[must_use]
    pub fn records<'a>(&'a self, layout: &Layout) -> Records<'a> {
        Records::new(&self.data, layout.dialect(), self.first_line)
    }
}

/// Shows sizes only: blocks hold personal data.
impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block").field("bytes", &self.bytes()).field("first_line", &self.first_line).finish()
    }
}

/// Reader of the records of one block. Each record borrows it: take what is needed before asking for the next.
pub struct Records<'a> {
    bytes: &'a [u8],
    /// The bytes as text when the whole block is UTF-8, checked once.
    text: Option<&'a str>,
    dialect: Dialect,
    position: usize,
    line: u64,
    fields: Vec<Field>,
    decoded: String,
    unescaped: String,
}

impl<'a> Records<'a> {
    pub(crate) fn new(bytes: &'a [u8], dialect: Dialect, first_line: u64) -> Self {
        Self {
            bytes,
            text: simdutf8::basic::from_utf8(bytes).ok(),
            dialect,
            position: 0,
            line: first_line,
            fields: Vec::new(),
            decoded: String::new(),
            unescaped: String::new(),
        }
    }

    /// Returns the next record, or `None` after the last. Blank lines are not records.
    pub fn next_record(&mut self) -> Option<Record<'_>> {
        loop {
            let start = self.position;
            let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
            let line = self.line;
            match self.dialect.scan(rest, true, &mut self.fields) {
                Scan::Blank { next } => self.advance(next, 1),
                Scan::Row { next, lines } => {
                    self.advance(next, lines);
                    return Some(self.row(start, line));
                }
                Scan::Rejected { next, reason } => {
                    self.advance(next, 1);
                    let raw = self.dialect.rejected_text(rest.get(..next).unwrap_or_default(), reason);
                    return Some(Record::Rejected { line, reason, raw });
                }
                // Never met: nothing follows a block.
                Scan::Incomplete => return None,
            }
        }
    }

    /// Returns the offset of the first byte not read yet.
    pub(crate) const fn position(&self) -> usize {
        self.position
    }

    fn advance(&mut self, bytes: usize, lines: u64) {
        self.position += bytes;
        self.line += lines;
    }

    /// Makes the row whose bytes run from `start` to the current position.
    fn row(&mut self, start: usize, line: u64) -> Record<'_> {
        let (text, reencoded) = match self.text {
            Some(text) => (text.get(start..self.position).unwrap_or_default(), false),
            None => match decode(self.bytes.get(start..self.position).unwrap_or_default()) {
                (Cow::Borrowed(text), reencoded) => (text, reencoded),
                (Cow::Owned(text), reencoded) => {
                    // Decoding moves the cells. Its extent is already accepted, so the limits no longer apply.
                    self.decoded = text;
                    let dialect = Dialect { max_record_bytes: usize::MAX, ..self.dialect };
                    dialect.scan(self.decoded.as_bytes(), true, &mut self.fields);
                    (self.decoded.as_str(), reencoded)
                }
            },
        };
        self.unescaped.clear();
        for field in self.fields.iter_mut().filter(|field| field.doubled_quotes) {
            let start = self.unescaped.len();
            for (i, part) in text.get(field.start..field.end).unwrap_or_default().split("\"\"").enumerate() {
                if i > 0 {
                    self.unescaped.push('"');
                }
                self.unescaped.push_str(part);
            }
            (field.start, field.end) = (start, self.unescaped.len());
        }
        Record::Row { line, cells: Cells { text, unescaped: &self.unescaped, fields: &self.fields }, reencoded }
    }
}

/// Shows the place only: records hold personal data.
impl fmt::Debug for Records<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("line", &self.line).finish_non_exhaustive()
    }
}

impl Dialect {
    /// Returns what is kept of a rejected line. Of a line that is too long, framing may already have dropped all but
    /// the bytes within the limit.
    fn rejected_text<'a>(&self, line: &'a [u8], reason: RejectReason) -> Cow<'a, str> {
        if reason == RejectReason::LineTooLong {
            return decode_start(line, LONG_LINE_KEPT_BYTES.min(self.max_record_bytes));
        }
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        decode(line.strip_suffix(b"\r").unwrap_or(line)).0
    }
}

//! The grammar of one record: where it ends, where its cells are, or why its first line is not a row.
//!
//! **Source:** RFC 4180, read strictly where quotes are concerned, plus a rule that keeps one stray quote from
//! swallowing the rest of a file: when a record that runs over several lines turns out to be implausible, only its
//! *first* physical line is rejected and reading starts again at the next one.
//!
//! Everything here looks at bytes: delimiters, quotes and line ends are ASCII, so UTF-8 and Windows-1252 scan alike.

use memchr::{memchr, memchr_iter, memchr2};

use crate::RejectReason;

const QUOTE: u8 = b'"';

/// What the grammar needs to know of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    /// Cells of a row; `None` while the header itself is being read.
    pub(crate) expected_fields: Option<usize>,
    pub(crate) max_record_bytes: usize,
    pub(crate) max_record_lines: usize,
}

/// Place of one cell in its record, quotes excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The cell holds doubled quotes, each standing for one.
    pub(crate) doubled_quotes: bool,
}

/// What was found at the start of some bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scan {
    /// An empty line, `next` bytes long with its end of line.
    Blank { next: usize },
    /// A row, `next` bytes and `lines` physical lines long.
    Row { next: usize, lines: u64 },
    /// A first physical line, `next` bytes long, that is not a row.
    Rejected { next: usize, reason: RejectReason },
    /// More bytes are needed to judge.
    Incomplete,
}

/// The end of the record just split.
enum Split {
    At { next: usize },
    Rejected(RejectReason),
    Incomplete,
}

impl Dialect {
    /// Judges the record at the start of `bytes` and puts its cells in `fields`.
    ///
    /// `last` says that nothing follows `bytes`. Bytes cut after a whole record scan like the bytes that follow them
    /// were there: a record which is rejected only because of what follows its first line is rejected for the same
    /// reason when the rest is missing.
    pub(crate) fn scan(&self, bytes: &[u8], last: bool, fields: &mut Vec<Field>) -> Scan {
        fields.clear();
        let newline = memchr(b'\n', bytes);
        if newline.is_none() && !last {
            return Scan::Incomplete;
        }
        let line_end = newline.unwrap_or(bytes.len());
        let line_next = newline.map_or(bytes.len(), |newline| newline + 1);
        let rejected = |reason| Scan::Rejected { next: line_next, reason };
        if line_end > self.max_record_bytes {
            return rejected(RejectReason::LineTooLong);
        }
        let Some(line) = bytes.get(..line_end) else { return Scan::Incomplete };
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return Scan::Blank { next: line_next };
        }
        let next = if memchr(QUOTE, line).is_none() {
            self.split_plain(line, fields);
            line_next
        } else {
            match self.split_quoted(bytes, last, line_end, fields) {
                Split::At { next } => next,
                Split::Rejected(reason) => return rejected(reason),
                Split::Incomplete => return Scan::Incomplete,
            }
        };
        let record = bytes.get(..next).unwrap_or_default();
        let lines = if next == line_next { 1 } else { count_lines(record) };
        match self.refusal(record, lines, fields.len()) {
            Some(reason) => rejected(reason),
            None => Scan::Row { next, lines },
        }
    }

    /// Returns why a record that splits well is still not a row.
    fn refusal(&self, record: &[u8], lines: u64, fields: usize) -> Option<RejectReason> {
        let expected = self.expected_fields.unwrap_or(fields);
        if lines > 1 {
            let plausible = fields == expected
                && record.len() <= self.max_record_bytes
                && lines <= u64::try_from(self.max_record_lines).unwrap_or(u64::MAX);
            return (!plausible).then_some(RejectReason::UnclosedQuote);
        }
        match fields.cmp(&expected) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(RejectReason::TooManyColumns),
            std::cmp::Ordering::Less if record.ends_with(b"\n") => Some(RejectReason::TooFewColumns),
            std::cmp::Ordering::Less => Some(RejectReason::TruncatedLine),
        }
    }

    /// Whether one more cell would already be too many; stops the scan of lines made of delimiters.
    fn overflows(&self, fields: usize) -> bool {
        self.expected_fields.is_some_and(|expected| fields > expected)
    }

    fn split_plain(&self, line: &[u8], fields: &mut Vec<Field>) {
        let mut start = 0;
        for end in memchr_iter(self.delimiter, line) {
            fields.push(Field { start, end, doubled_quotes: false });
            start = end + 1;
            if self.overflows(fields.len()) {
                return;
            }
        }
        fields.push(Field { start, end: line.len(), doubled_quotes: false });
    }

    /// Splits a record whose first line, up to `line_end`, holds a quote.
    fn split_quoted(&self, bytes: &[u8], last: bool, line_end: usize, fields: &mut Vec<Field>) -> Split {
        let mut start = 0;
        loop {
            let (field, after) = if bytes.get(start) == Some(&QUOTE) {
                match quoted_field(bytes, start) {
                    Some(found) => found,
                    None => return self.unclosed(bytes, last),
                }
            } else {
                plain_field(bytes, start, self.delimiter)
            };
            fields.push(field);
            // Too many cells: what follows cannot make it a row.
            if self.overflows(fields.len()) {
                let spread = after > line_end;
                return Split::Rejected(if spread {
                    RejectReason::UnclosedQuote
                } else {
                    RejectReason::TooManyColumns
                });
            }
            match bytes.get(after..).unwrap_or_default() {
                [byte, ..] if *byte == self.delimiter => start = after + 1,
                [b'\n', ..] => return Split::At { next: after + 1 },
                [b'\r', b'\n', ..] => return Split::At { next: after + 2 },
                [] | [b'\r'] if last => return Split::At { next: bytes.len() },
                [] | [b'\r'] => return self.unclosed(bytes, last),
                _ if after > line_end => return Split::Rejected(RejectReason::UnclosedQuote),
                _ => return Split::Rejected(RejectReason::MisplacedQuote),
            }
        }
    }

    /// The bytes end inside a record: waits for more, unless the record already is too large or nothing follows.
    fn unclosed(&self, bytes: &[u8], last: bool) -> Split {
        let too_large =
            bytes.len() > self.max_record_bytes || memchr_iter(b'\n', bytes).count() > self.max_record_lines;
        if last || too_large { Split::Rejected(RejectReason::UnclosedQuote) } else { Split::Incomplete }
    }
}

/// Counts the physical lines of a record; the last may have no end of line.
fn count_lines(record: &[u8]) -> u64 {
    let ends = memchr_iter(b'\n', record).count() + usize::from(!record.ends_with(b"\n"));
    u64::try_from(ends).unwrap_or(u64::MAX)
}

/// Returns the cell whose opening quote is at `start` and the offset after its closing quote, or `None` when the bytes
/// end before it.
fn quoted_field(bytes: &[u8], start: usize) -> Option<(Field, usize)> {
    let mut doubled_quotes = false;
    let mut from = start + 1;
    loop {
        let end = from + memchr(QUOTE, bytes.get(from..)?)?;
        if bytes.get(end + 1) != Some(&QUOTE) {
            return Some((Field { start: start + 1, end, doubled_quotes }, end + 1));
        }
        doubled_quotes = true;
        from = end + 2;
    }
}

/// Returns the unquoted cell at `start` and the offset of what ends it; a quote inside is an ordinary character.
fn plain_field(bytes: &[u8], start: usize, delimiter: u8) -> (Field, usize) {
    let rest = bytes.get(start..).unwrap_or_default();
    let length = memchr2(delimiter, b'\n', rest).unwrap_or(rest.len());
    let cell = rest.get(..length).unwrap_or_default();
    let at_line_end = rest.get(length).is_none_or(|byte| *byte == b'\n');
    let end = start + if at_line_end { cell.strip_suffix(b"\r").unwrap_or(cell).len() } else { length };
    (Field { start, end, doubled_quotes: false }, end)
}

//! Tells which table a file is, by its header whatever its name.

use std::collections::BTreeSet;

use memchr::memchr_iter;

use crate::header::{self, Header};
use crate::{ExtractError, IgnoreReason, Layout, Limits, TableShape};

/// The column that every table has: the Salesforce record id.
const KEY: &str = "id";

/// The start of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head<'a> {
    pub(crate) name: &'a str,
    pub(crate) bytes: &'a [u8],
    /// Whether `bytes` is all the file.
    pub(crate) whole: bool,
}

/// What a file turned out to be.
#[derive(Debug)]
pub(crate) enum Recognition {
    Table { table: String, layout: Layout },
    Ignored(IgnoreReason),
}

/// Tells which table a file is and how it lays out its columns.
pub(crate) fn recognise(head: Head<'_>, shapes: &[TableShape], limits: &Limits) -> Result<Recognition, ExtractError> {
    if header::is_utf16(head.bytes) {
        return Err(ExtractError::Utf16 { name: head.name.to_owned() });
    }
    if head.whole && header::is_blank(head.bytes) {
        return Ok(Recognition::Ignored(IgnoreReason::Empty));
    }
    let candidates = header::candidates(head.bytes, head.whole, limits);
    // `rev`: of equals `max_by_key` returns the last, and the first delimiter must win.
    let best = candidates.iter().rev().max_by_key(|header| matches(header, shapes).map(|m| m.shared).max());
    let Some(header) = best else { return Ok(Recognition::Ignored(IgnoreReason::UnreadableHeader)) };
    let fitting: Vec<_> = matches(header, shapes).filter(Match::fits).collect();
    let most = fitting.iter().map(|m| m.shared).max();
    let fitting: Vec<_> = fitting.into_iter().filter(|m| Some(m.shared) == most).collect();
    match fitting.as_slice() {
        [] => Ok(Recognition::Ignored(closest(header, shapes))),
        [only] => {
            let layout = layout(head, header, only, limits)?;
            Ok(Recognition::Table { table: only.shape.table.clone(), layout })
        }
        several => {
            let tables = several.iter().map(|m| m.shape.table.clone()).collect();
            Ok(Recognition::Ignored(IgnoreReason::Ambiguous { tables }))
        }
    }
}

/// How a header compares with one table.
struct Match<'a> {
    shape: &'a TableShape,
    /// For each column of the shape, its position in the file.
    positions: Vec<Option<usize>>,
    shared: usize,
    has_key: bool,
}

impl<'a> Match<'a> {
    fn new(folded: &[String], shape: &'a TableShape) -> Self {
        let position = |name: &str| folded.iter().position(|f| *f == fold(name));
        let positions: Vec<_> = shape.columns.iter().map(|column| position(&column.source_name)).collect();
        let shared = positions.iter().flatten().count();
        Self { shape, positions, shared, has_key: position(KEY).is_some() }
    }

    /// Whether the header has the key and half the columns, or everything required.
    fn fits(&self) -> bool {
        let mut required = self.shape.columns.iter().filter(|column| column.required).peekable();
        let all_required = required.peek().is_some() && self.missing().is_empty();
        (self.has_key && self.shared > 0 && self.shared * 2 >= self.shape.columns.len()) || all_required
    }

    /// Returns the required columns that the header lacks.
    fn missing(&self) -> Vec<String> {
        let columns = self.shape.columns.iter().zip(&self.positions);
        columns.filter(|(c, position)| c.required && position.is_none()).map(|(c, _)| c.source_name.clone()).collect()
    }
}

fn matches<'a>(header: &Header, shapes: &'a [TableShape]) -> impl Iterator<Item = Match<'a>> {
    let folded: Vec<_> = header.names.iter().map(|name| fold(name)).collect();
    shapes.iter().map(move |shape| Match::new(&folded, shape))
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

fn closest(header: &Header, shapes: &[TableShape]) -> IgnoreReason {
    // `rev`: the first shape wins among equals.
    let closest = matches(header, shapes).collect::<Vec<_>>().into_iter().rev().max_by_key(|m| m.shared);
    match closest {
        Some(Match { shape, shared, .. }) if shared > 0 => {
            IgnoreReason::TooFewKnownColumns { table: shape.table.clone(), shared, columns: shape.columns.len() }
        }
        _ => IgnoreReason::NoKnownColumn,
    }
}

fn layout(head: Head<'_>, header: &Header, found: &Match<'_>, limits: &Limits) -> Result<Layout, ExtractError> {
    let (name, table) = (head.name.to_owned(), found.shape.table.clone());
    let mut seen = BTreeSet::new();
    let columns: Vec<_> = header.names.iter().filter(|name| !seen.insert(fold(name))).cloned().collect();
    if !columns.is_empty() {
        return Err(ExtractError::DuplicateColumns { name, table, columns });
    }
    let columns = found.missing();
    if !columns.is_empty() {
        return Err(ExtractError::MissingColumns { name, table, columns });
    }
    let known: BTreeSet<_> = found.positions.iter().flatten().copied().collect();
    let extras = header.names.iter().cloned().enumerate().filter(|(i, _)| !known.contains(i)).collect();
    let start = head.bytes.get(..header.bytes).unwrap_or(head.bytes);
    let newlines = memchr_iter(b'\n', start).count();
    Ok(Layout {
        delimiter: header.delimiter,
        header: header.names.clone(),
        columns: found.positions.clone(),
        extras,
        head: start.to_vec(),
        first_line: 1 + u64::try_from(newlines).unwrap_or(u64::MAX - 1),
        limits: *limits,
    })
}

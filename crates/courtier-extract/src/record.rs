//! One record as read: a row of cells, or a line rejected with its reason.

use std::borrow::Cow;
use std::fmt;

use crate::RejectReason;
use crate::scan::Field;

/// One record of an export.
#[derive(Debug)]
pub enum Record<'r> {
    /// A row, with exactly as many cells as the header.
    Row {
        /// Physical line of the file where the record starts; the first line of the file is 1.
        line: u64,
        /// The cells, by position in the file.
        cells: Cells<'r>,
        /// Whether the bytes were not UTF-8 and were read as Windows-1252.
        reencoded: bool,
    },
    /// One physical line that is not a row.
    Rejected {
        /// Physical line of the file; the first line of the file is 1.
        line: u64,
        /// Why.
        reason: RejectReason,
        /// The line without its end of line; its start only when the line is too long.
        raw: Cow<'r, str>,
    },
}

/// The cells of one row, unquoted, in the order of the file.
#[derive(Clone, Copy)]
pub struct Cells<'r> {
    /// The record as text.
    pub(crate) text: &'r str,
    /// The cells with doubled quotes, without the doubling.
    pub(crate) unescaped: &'r str,
    pub(crate) fields: &'r [Field],
}

impl<'r> Cells<'r> {
    /// Returns the cell at this position of the file; empty beyond the last one.
    #[must_use]
    pub fn get(&self, position: usize) -> &'r str {
        self.fields.get(position).map_or("", |field| self.cell(field))
    }

    /// Returns the number of cells.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.fields.len()
    }

    /// Returns whether there is no cell; never true of a row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Returns the cells in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &'r str> + use<'r> {
        let cells = *self;
        cells.fields.iter().map(move |field| cells.cell(field))
    }

    fn cell(&self, field: &Field) -> &'r str {
        let text = if field.doubled_quotes { self.unescaped } else { self.text };
        // Fields end next to ASCII bytes, so they always are character boundaries.
        text.get(field.start..field.end).unwrap_or_default()
    }
}

/// Shows the number of cells only: cells hold personal data.
impl fmt::Debug for Cells<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cells").field("len", &self.len()).finish_non_exhaustive()
    }
}

//! How one file lays out the columns of its table.

use crate::Limits;
use crate::scan::Dialect;

/// How one file lays out the columns of its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Byte between two cells: `,`, `;`, tab or `|`.
    pub delimiter: u8,
    /// Column names as the file spells them, without quotes and outer spaces. A column without a name is called
    /// `colonne_N`, N its position from 1.
    pub header: Vec<String>,
    /// For each column of the table's shape, in the shape's order, its position in the file; `None` when it is absent.
    pub columns: Vec<Option<usize>>,
    /// Columns of the file that the table does not know: position and name.
    pub extras: Vec<(usize, String)>,
    /// The raw bytes before the first data line. They are compared when the file is opened, so that a layout is never
    /// applied to a file that changed.
    pub(crate) head: Vec<u8>,
    /// Physical line of the first byte after `head`.
    pub(crate) first_line: u64,
    pub(crate) limits: Limits,
}

impl Layout {
    pub(crate) const fn dialect(&self) -> Dialect {
        Dialect {
            delimiter: self.delimiter,
            expected_fields: Some(self.header.len()),
            max_record_bytes: self.limits.max_record_bytes,
            max_record_lines: self.limits.max_record_lines,
        }
    }
}

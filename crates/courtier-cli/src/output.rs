//! Data on stdout, everything else on stderr. The only module that prints.

mod rows;
mod text_table;
mod workbook;

pub(crate) use rows::{write_file, write_rows};
pub(crate) use text_table::TextTable;
pub(crate) use workbook::{Sheet, workbook};

pub(crate) use courtier_core::french::{count, decimal};

use std::io::Write as _;

/// Prints data. A reader that went away (`| head`) ends the output, not the command.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _closed = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Prints a message for people.
pub(crate) fn note(text: &str) {
    let _closed = writeln!(std::io::stderr().lock(), "{text}");
}

//! Reads the lines of a table of networks.
//!
//! Plain CSV with a header: a comma separates cells, and no cell holds a comma, a quote or a line break. Empty lines are
//! skipped.

use courtier_core::Confirmation;

use crate::bank_table_error::{BankTableError, BankTableFault};
use crate::normal_name::NormalName;
use crate::period::Period;

/// A table: its name and columns.
#[derive(Debug)]
pub(crate) struct Table<const N: usize> {
    pub(crate) file: &'static str,
    pub(crate) columns: [&'static str; N],
}

/// A line of a table.
#[derive(Debug)]
pub(crate) struct Line<'a, const N: usize> {
    table: &'static Table<N>,
    /// Line, from 1.
    pub(crate) number: usize,
    pub(crate) cells: [&'a str; N],
}

impl<const N: usize> Table<N> {
    /// Splits a text into lines, without its header.
    ///
    /// # Errors
    /// [`BankTableError`] when the header or a number of cells is wrong, or a cell has a quote.
    pub(crate) fn lines<'a>(&'static self, text: &'a str) -> Result<Vec<Line<'a, N>>, BankTableError> {
        let mut numbered = text.trim_start_matches('\u{feff}').lines().zip(1..);
        let header: Vec<_> = numbered.next().map_or("", |(header, _)| header).split(',').collect();
        if header != self.columns {
            let differs = |(i, column): (usize, &&str)| header.get(i) != Some(column);
            let column = self.columns.iter().enumerate().position(differs).unwrap_or(N - 1);
            let expected = self.columns.join(",");
            return Err(self.error(1, column, BankTableFault::Header { expected }));
        }
        numbered.filter(|(line, _)| !line.trim().is_empty()).map(|(line, number)| self.line(line, number)).collect()
    }

    fn line<'a>(&'static self, line: &'a str, number: usize) -> Result<Line<'a, N>, BankTableError> {
        let cells: Vec<_> = line.split(',').map(str::trim).collect();
        let cells = cells.try_into().map_err(|cells: Vec<_>| {
            let fault = BankTableFault::Cells { found: cells.len(), expected: N };
            self.error(number, cells.len().min(N - 1), fault)
        })?;
        let line = Line { table: self, number, cells };
        match line.cells.iter().position(|cell| cell.contains('"')) {
            Some(quoted) => Err(line.unusable(quoted)),
            None => Ok(line),
        }
    }

    fn error(&self, line: usize, column: usize, fault: BankTableFault) -> BankTableError {
        let column = self.columns.get(column).copied().unwrap_or_default();
        BankTableError { file: self.file, line, column, fault }
    }
}

impl<'a, const N: usize> Line<'a, N> {
    /// Returns the error for a cell of this line.
    pub(crate) fn error(&self, column: usize, fault: BankTableFault) -> BankTableError {
        self.table.error(self.number, column, fault)
    }

    /// Returns the error for a cell that cannot be read.
    pub(crate) fn unusable(&self, column: usize) -> BankTableError {
        let value = self.cells.get(column).copied().unwrap_or_default().to_owned();
        self.error(column, BankTableFault::Value { value })
    }

    /// Returns a cell that must hold a word or more.
    pub(crate) fn name(&self, column: usize) -> Result<&'a str, BankTableError> {
        let cell = self.cells.get(column).copied().unwrap_or_default();
        if NormalName::new(cell).len() == 0 { Err(self.unusable(column)) } else { Ok(cell) }
    }

    /// Returns a cell that may be empty.
    pub(crate) fn optional(&self, column: usize) -> Option<&'a str> {
        self.cells.get(column).copied().filter(|cell| !cell.is_empty())
    }

    /// Returns the period of the line: a first day and, in the next cell, a last one; an empty cell is no bound.
    pub(crate) fn period(&self, column: usize) -> Result<Period, BankTableError> {
        let day = |column| self.optional(column).map(|cell| cell.parse().ok().ok_or_else(|| self.unusable(column)));
        let period = Period { from: day(column).transpose()?, to: day(column + 1).transpose()? };
        if period.is_backwards() { Err(self.error(column + 1, BankTableFault::Backwards)) } else { Ok(period) }
    }

    /// Returns how well the line is known.
    pub(crate) fn confirmation(&self, column: usize) -> Result<Confirmation, BankTableError> {
        let level = self.optional(column).and_then(Confirmation::from_code);
        level.filter(|&level| level != Confirmation::NotFound).ok_or_else(|| self.unusable(column))
    }
}

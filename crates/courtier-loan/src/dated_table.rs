//! Reads the tables of dated figures (usury thresholds, regulatory parameters).
//!
//! Plain CSV with a header, in UTF-8: a comma separates cells, and no cell holds a comma, a quote or a line break.
//! Users bring their own tables, so a byte order mark, Windows line ends and blank lines are accepted.

use chrono::NaiveDate;

/// Why a table of dated figures cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DatedTableError {
    /// The first line is not the expected header.
    #[error("en-tête attendu : `{expected}`")]
    Header {
        /// The header that was expected.
        expected: &'static str,
    },
    /// A line has too few or too many cells.
    #[error("ligne {line} : {found} colonnes au lieu de {expected}")]
    Columns {
        /// Line, from 1.
        line: usize,
        /// Cells found.
        found: usize,
        /// Cells expected.
        expected: usize,
    },
    /// A cell cannot be read.
    #[error("ligne {line}, colonne `{column}` : valeur inutilisable `{value}`")]
    Value {
        /// Line, from 1.
        line: usize,
        /// Column.
        column: &'static str,
        /// What the cell holds.
        value: String,
    },
    /// Two lines give a figure for the same thing on the same day.
    #[error("`{what}` : la période qui commence le {from} en chevauche une autre")]
    Overlap {
        /// Code of the category or parameter.
        what: String,
        /// Start of the second period.
        from: NaiveDate,
    },
    /// A usury threshold is not four thirds of its average rate.
    #[error("ligne {line} : le seuil n'est pas le taux effectif moyen augmenté d'un tiers")]
    NotFourThirds {
        /// Line, from 1.
        line: usize,
    },
}

/// A line of a table: its number, from 1, and its cells.
pub(crate) struct Line<'a, const N: usize> {
    pub(crate) number: usize,
    pub(crate) cells: [&'a str; N],
}

/// Splits a table of `N` columns into lines, without its header.
///
/// # Errors
/// [`DatedTableError`] when the header or a number of columns is wrong.
pub(crate) fn lines<'a, const N: usize>(
    text: &'a str,
    header: &'static str,
) -> Result<Vec<Line<'a, N>>, DatedTableError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut numbered = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    if numbered.next().is_none_or(|(first, _)| first != header) {
        return Err(DatedTableError::Header { expected: header });
    }
    numbered
        .map(|(line, number)| {
            let cells: Vec<&str> = line.split(',').collect();
            let columns = |found| DatedTableError::Columns { line: number, found, expected: N };
            let cells = cells.try_into().map_err(|cells: Vec<&str>| columns(cells.len()))?;
            Ok(Line { number, cells })
        })
        .collect()
}

impl<const N: usize> Line<'_, N> {
    /// Returns the error for a cell of this line.
    pub(crate) fn unusable(&self, column: &'static str, value: &str) -> DatedTableError {
        DatedTableError::Value { line: self.number, column, value: value.to_owned() }
    }

    /// Reads a cell, `None` when it is empty.
    pub(crate) fn optional<T: std::str::FromStr>(
        &self,
        column: &'static str,
        cell: &str,
    ) -> Result<Option<T>, DatedTableError> {
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse().map(Some).ok().ok_or_else(|| self.unusable(column, cell))
    }

    /// Reads a percentage or a number of months, `None` when it is empty.
    pub(crate) fn figure(&self, column: &'static str, cell: &str) -> Result<Option<f64>, DatedTableError> {
        match self.optional(column, cell)? {
            Some(value) if !(0.0..=1000.0).contains(&value) => Err(self.unusable(column, cell)),
            value => Ok(value),
        }
    }
}

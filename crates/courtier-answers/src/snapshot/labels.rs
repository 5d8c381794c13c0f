//! A column of few different texts: each text once, a number a row.

use std::collections::HashMap;

use courtier_core::folded;
use datafusion::arrow::array::{ArrayRef, AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::error::ArrowError;

use super::opportunities::reordered;

/// Number of a missing text.
const MISSING: u32 = u32::MAX;

/// Texts of a column.
#[derive(Debug, Default)]
pub(super) struct Labels {
    codes: Vec<u32>,
    labels: Vec<String>,
    known: HashMap<String, u32>,
}

impl Labels {
    /// Adds the texts of more rows.
    pub(super) fn extend(&mut self, texts: &ArrayRef) -> Result<(), ArrowError> {
        let texts = cast(texts, &DataType::Utf8)?;
        for text in texts.as_string::<i32>() {
            let code = text.map_or(MISSING, |text| self.code(text));
            self.codes.push(code);
        }
        Ok(())
    }

    fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.known.get(text) {
            return *code;
        }
        let code = u32::try_from(self.labels.len()).unwrap_or(MISSING);
        self.labels.push(text.to_owned());
        self.known.insert(text.to_owned(), code);
        code
    }

    /// Puts the rows in another order; no more are added then.
    pub(super) fn reorder(&mut self, order: &[u32]) {
        self.codes = reordered(&self.codes, order);
        self.known = HashMap::new();
    }

    /// Returns the text of a row.
    pub(super) fn get(&self, row: usize) -> Option<&str> {
        self.labels.get(*self.codes.get(row)? as usize).map(String::as_str)
    }

    /// Returns the texts that are `wanted`, case and accents apart.
    pub(super) fn like(&self, wanted: &str) -> Alike {
        let wanted = folded(wanted.trim());
        Alike(self.labels.iter().map(|label| folded(label.trim()) == wanted).collect())
    }

    /// Returns whether the text of a row is one of `alike`.
    pub(super) fn is(&self, row: usize, alike: &Alike) -> bool {
        self.codes.get(row).and_then(|code| alike.0.get(*code as usize)).copied().unwrap_or(false)
    }
}

/// For each text of a column, whether it is one that is looked for.
#[derive(Debug)]
pub(super) struct Alike(Vec<bool>);

//! A column of few different texts: each text once, a number a row.

use std::collections::HashMap;

use courtier_core::folded;
use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::arrow::error::ArrowError;

/// Number of a missing text.
const MISSING: u32 = u32::MAX;

/// Texts of a column.
#[derive(Debug, Default)]
pub(super) struct Labels {
    codes: Vec<u32>,
    labels: Vec<String>,
}

impl Labels {
    /// Reads a column given in parts.
    pub(super) fn read<'a>(parts: impl Iterator<Item = &'a ArrayRef>) -> Result<Self, ArrowError> {
        let mut read = Self::default();
        let mut known: HashMap<String, u32> = HashMap::new();
        for part in parts {
            let part = cast(part, &DataType::Utf8)?;
            let texts = part.as_string::<i32>();
            read.codes.reserve(texts.len());
            for text in texts {
                let code = match text {
                    None => MISSING,
                    Some(text) => match known.get(text) {
                        Some(code) => *code,
                        None => {
                            let code = u32::try_from(read.labels.len()).unwrap_or(MISSING);
                            read.labels.push(text.to_owned());
                            known.insert(text.to_owned(), code);
                            code
                        }
                    },
                };
                read.codes.push(code);
            }
        }
        Ok(read)
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

//! A column of labels as the caller hands it over: codes and what they stand for.

use std::collections::HashMap;

use crate::input::error::SampleError;

/// Labels with holes: one code a row.
#[derive(Debug, Clone, Default)]
pub struct CategoricalColumn {
    codes: Vec<u32>,
    labels: Vec<String>,
    invalid: u64,
}

impl CategoricalColumn {
    /// The code of a missing label.
    pub const MISSING: u32 = u32::MAX;

    /// Makes a column of codes, each the position of its label, or [`Self::MISSING`]. Labels are any text; the same text
    /// under two codes is one label, and a blank one is missing. `invalid` counts the missing labels that held an invalid value in the source.
    ///
    /// # Errors
    /// [`SampleError::Code`] when a code has no label.
    pub fn new(codes: Vec<u32>, labels: Vec<String>, invalid: u64) -> Result<Self, SampleError> {
        let unknown = codes.iter().find(|&&code| code != Self::MISSING && code as usize >= labels.len());
        match unknown {
            Some(&code) => Err(SampleError::Code { code, labels: labels.len() }),
            None => Ok(Self { codes, labels, invalid }),
        }
    }

    /// Makes a column of optional labels.
    pub fn from_labels<'a>(rows: impl IntoIterator<Item = Option<&'a str>>, invalid: u64) -> Self {
        let mut known: HashMap<&'a str, u32> = HashMap::new();
        let mut labels = Vec::new();
        let mut code_of = |label: &'a str| {
            *known.entry(label).or_insert_with(|| {
                labels.push(label.to_owned());
                labels.len() as u32 - 1
            })
        };
        let codes = rows.into_iter().map(|row| row.map_or(Self::MISSING, &mut code_of)).collect();
        Self { codes, labels, invalid }
    }

    /// Makes a column of two labels: the first for `false`.
    pub fn from_bools(rows: impl IntoIterator<Item = Option<bool>>, labels: [&str; 2], invalid: u64) -> Self {
        let codes = rows.into_iter().map(|row| row.map_or(Self::MISSING, u32::from)).collect();
        Self { codes, labels: labels.map(str::to_owned).to_vec(), invalid }
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Tells whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    pub(crate) fn codes(&self) -> &[u32] {
        &self.codes
    }

    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    pub(crate) fn invalid(&self) -> u64 {
        self.invalid
    }
}

#[cfg(test)]
mod tests {
    use super::CategoricalColumn;

    #[test]
    fn refuses_a_code_without_label() {
        assert!(CategoricalColumn::new(vec![0, CategoricalColumn::MISSING], vec!["a".to_owned()], 0).is_ok());
        assert!(CategoricalColumn::new(vec![1], vec!["a".to_owned()], 0).is_err());
    }

    #[test]
    fn gives_one_code_to_one_label() {
        let column = CategoricalColumn::from_labels([Some("a"), None, Some("b"), Some("a")], 0);
        assert_eq!(column.codes(), [0, CategoricalColumn::MISSING, 1, 0]);
        assert_eq!(column.labels(), ["a", "b"]);
    }
}

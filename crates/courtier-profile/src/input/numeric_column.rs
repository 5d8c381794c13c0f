//! A numeric column as the caller hands it over.

use crate::input::error::SampleError;

/// Largest magnitude of a value: beyond, sums of squares lose their meaning.
const LARGEST: f64 = 1e15;

/// Numbers with holes: one entry a row.
#[derive(Debug, Clone, Default)]
pub struct NumericColumn {
    /// NaN where the value is missing; never infinite.
    values: Vec<f64>,
    invalid: u64,
}

impl NumericColumn {
    /// Makes a column of `values`, of which only those marked in `known` are read. `invalid` counts the missing ones
    /// that held an invalid value in the source; it is cut to the number of missing values. A value that is not finite,
    /// or beyond 1e15 in magnitude, is missing and invalid.
    ///
    /// # Errors
    /// [`SampleError::Validity`] when the two have different lengths.
    pub fn new(mut values: Vec<f64>, known: &[bool], invalid: u64) -> Result<Self, SampleError> {
        if values.len() != known.len() {
            return Err(SampleError::Validity { values: values.len(), known: known.len() });
        }
        for (value, known) in values.iter_mut().zip(known) {
            if !known {
                *value = f64::NAN;
            }
        }
        let unusable = values.iter().zip(known).filter(|(value, known)| **known && !usable(**value)).count();
        Ok(Self::with_holes(values, invalid + unusable as u64))
    }

    /// Makes a column of optional values; `invalid` as in [`Self::new`].
    pub fn from_options(values: impl IntoIterator<Item = Option<f64>>, invalid: u64) -> Self {
        let mut unusable = 0;
        let keep = |value: Option<f64>| {
            let value = value?;
            unusable += u64::from(!usable(value));
            Some(value)
        };
        let values = values.into_iter().map(keep).map(|value| value.unwrap_or(f64::NAN)).collect();
        Self::with_holes(values, invalid + unusable)
    }

    fn with_holes(mut values: Vec<f64>, invalid: u64) -> Self {
        let mut missing = 0;
        for value in &mut values {
            if usable(*value) {
                // Minus zero is zero: rows are ordered by bits.
                *value += 0.0;
            } else {
                *value = f64::NAN;
                missing += 1;
            }
        }
        Self { values, invalid: invalid.min(missing) }
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Tells whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Returns the values, NaN where missing.
    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// Returns how many missing values held an invalid value in the source.
    pub(crate) fn invalid(&self) -> u64 {
        self.invalid
    }
}

fn usable(value: f64) -> bool {
    value.abs() <= LARGEST
}

#[cfg(test)]
mod tests {
    use super::NumericColumn;

    #[test]
    fn counts_what_cannot_be_used_as_invalid() {
        let column =
            NumericColumn::new(vec![1.0, f64::NAN, f64::INFINITY, 4.0], &[true, true, true, false], 0).unwrap();
        assert_eq!(column.invalid(), 2);
        assert_eq!(column.values().iter().filter(|value| value.is_nan()).count(), 3);
        let column = NumericColumn::from_options([Some(-1e16), None, Some(-0.0)], 9);
        assert_eq!((column.invalid(), column.values()[2].to_bits()), (2, 0));
    }

    #[test]
    fn refuses_a_validity_of_another_length() {
        assert!(NumericColumn::new(vec![1.0], &[], 0).is_err());
    }
}

//! Rows of any kind become columns.

use crate::tables::{ProfileColumn, ProfileTable};

/// A table in the making.
#[derive(Debug)]
pub(crate) struct Builder<R> {
    name: &'static str,
    rows: Vec<R>,
    columns: Vec<(&'static str, ProfileColumn)>,
}

impl<R> Builder<R> {
    pub(crate) fn new(name: &'static str, rows: impl IntoIterator<Item = R>) -> Self {
        Self { name, rows: rows.into_iter().collect(), columns: Vec::new() }
    }

    pub(crate) fn text<T: Into<String>>(mut self, name: &'static str, value: impl Fn(&R) -> Option<T>) -> Self {
        let values = self.rows.iter().map(|row| value(row).map(Into::into)).collect();
        self.columns.push((name, ProfileColumn::Text(values)));
        self
    }

    pub(crate) fn number(mut self, name: &'static str, value: impl Fn(&R) -> Option<f64>) -> Self {
        let values = self.rows.iter().map(|row| value(row).filter(|value| value.is_finite())).collect();
        self.columns.push((name, ProfileColumn::Number(values)));
        self
    }

    /// A share of 0 to 1, as a percentage.
    pub(crate) fn percent(self, name: &'static str, share: impl Fn(&R) -> Option<f64>) -> Self {
        self.number(name, |row| share(row).map(|share| share * 100.0))
    }

    /// A count, rank or size.
    pub(crate) fn integer(mut self, name: &'static str, value: impl Fn(&R) -> Option<u64>) -> Self {
        let values = self.rows.iter().map(|row| value(row).map(u64::cast_signed)).collect();
        self.columns.push((name, ProfileColumn::Integer(values)));
        self
    }

    pub(crate) fn boolean(mut self, name: &'static str, value: impl Fn(&R) -> bool) -> Self {
        let values = self.rows.iter().map(|row| Some(value(row))).collect();
        self.columns.push((name, ProfileColumn::Boolean(values)));
        self
    }

    pub(crate) fn build(self) -> ProfileTable {
        ProfileTable { name: self.name, columns: self.columns }
    }
}

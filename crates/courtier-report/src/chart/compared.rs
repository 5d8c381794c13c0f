//! Shares of a group beside those of all: a bar a row, and a mark where all stand.

use serde::Serialize;

use super::coordinate;

/// A share, 0 to 1, in a group and among all.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    /// What is counted.
    pub(crate) name: String,
    pub(crate) share: f64,
    pub(crate) overall: f64,
    /// Both, ready for reading.
    pub(crate) total: String,
    pub(crate) detail: String,
}

/// A row of the drawing.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ComparedBar {
    name: String,
    total: String,
    detail: String,
    width: String,
    mark: String,
}

/// Lays the rows out, from 0 to 1.
pub(crate) fn compared_bars(rows: &[Compared]) -> Vec<ComparedBar> {
    let place = |share: f64| coordinate(share.clamp(0.0, 1.0) * 100.0);
    let bar = |row: &Compared| ComparedBar {
        name: row.name.clone(),
        total: row.total.clone(),
        detail: row.detail.clone(),
        width: place(row.share),
        mark: place(row.overall),
    };
    rows.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::{Compared, compared_bars};

    #[test]
    fn draws_shares_of_the_whole() {
        let row = |share, overall| Compared {
            name: String::new(),
            share,
            overall,
            total: String::new(),
            detail: String::new(),
        };
        let bars = compared_bars(&[row(0.75, 0.5), row(f64::NAN, 3.0)]);
        assert_eq!((bars[0].width.as_str(), bars[0].mark.as_str()), ("75", "50"));
        assert_eq!((bars[1].width.as_str(), bars[1].mark.as_str()), ("0", "100"));
    }
}

//! Generated files read back into memory.
#![expect(clippy::unwrap_used, clippy::panic, reason = "test code outside a test function: a bad file fails the test")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use courtier_sample::{SampleFacts, SampleFile, SampleSpec, write_files};

/// One file: cells by column name.
pub(crate) struct Table(BTreeMap<String, Vec<String>>);

/// A whole sample.
pub(crate) struct Sample {
    pub(crate) facts: SampleFacts,
    pub(crate) banks: Table,
    pub(crate) opportunities: Table,
    pub(crate) proposals: Table,
}

impl Table {
    fn read(dir: &Path, file: SampleFile) -> Self {
        let text = std::fs::read_to_string(dir.join(file.name())).unwrap();
        assert!(text.ends_with('\n') && !text.contains('\r') && !text.starts_with('\u{feff}'));
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some(file.header()));
        let names: Vec<_> = file.header().split(',').collect();
        let mut columns = vec![Vec::new(); names.len()];
        for line in lines {
            let cells = split(line);
            assert_eq!(cells.len(), names.len(), "{line}");
            columns.iter_mut().zip(cells).for_each(|(column, cell)| column.push(cell));
        }
        Self(names.into_iter().map(str::to_owned).zip(columns).collect())
    }

    pub(crate) fn column(&self, name: &str) -> &[String] {
        self.0.get(name).unwrap_or_else(|| panic!("no column {name}"))
    }

    /// Returns the filled cells of a column as numbers.
    pub(crate) fn numbers(&self, name: &str) -> Vec<f64> {
        self.column(name).iter().filter(|cell| !cell.is_empty()).map(|cell| cell.parse().unwrap()).collect()
    }

    pub(crate) fn filled(&self, name: &str) -> usize {
        self.column(name).iter().filter(|cell| !cell.is_empty()).count()
    }

    pub(crate) fn rows(&self) -> usize {
        self.column("Id").len()
    }
}

/// Splits a line at the commas that are outside quotes.
fn split(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

pub(crate) fn sample(opportunities: u64) -> Sample {
    let dir = tempfile::tempdir().unwrap();
    let facts = write_files(dir.path(), &SampleSpec { opportunities, ..SampleSpec::default() }, &|_| {}).unwrap();
    let [banks, opportunities, proposals] = SampleFile::ALL.map(|file| Table::read(dir.path(), file));
    Sample { facts, banks, opportunities, proposals }
}

/// Returns the sample of the default size, generated once.
pub(crate) fn full_size() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(|| sample(SampleSpec::default().opportunities))
}

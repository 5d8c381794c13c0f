//! One CSV file, as clean or as dirty as a test wants it.

use courtier_sample::SampleFile;

use crate::Row;

/// A CSV file under construction.
#[derive(Debug, Clone)]
pub struct CsvFile {
    columns: Vec<String>,
    lines: Vec<Line>,
    delimiter: char,
    line_end: &'static str,
    mark: &'static str,
}

#[derive(Debug, Clone)]
enum Line {
    Cells(Row),
    Text(String),
}

impl CsvFile {
    fn of(file: SampleFile) -> Self {
        let columns = file.header().split(',').map(str::to_owned).collect();
        Self { columns, lines: Vec::new(), delimiter: ',', line_end: "\n", mark: "" }
    }

    /// A file with the header of `banques` and no row.
    #[must_use]
    pub fn banks() -> Self {
        Self::of(SampleFile::Banks)
    }

    /// A file with the header of `opportunites` and no row.
    #[must_use]
    pub fn opportunities() -> Self {
        Self::of(SampleFile::Opportunities)
    }

    /// A file with the header of `propositions` and no row.
    #[must_use]
    pub fn proposals() -> Self {
        Self::of(SampleFile::Proposals)
    }

    /// Adds a row.
    #[must_use]
    pub fn row(self, row: Row) -> Self {
        self.rows([row])
    }

    /// Adds rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.lines.extend(rows.into_iter().map(Line::Cells));
        self
    }

    /// Adds a line as it is.
    #[must_use]
    pub fn text(mut self, line: impl Into<String>) -> Self {
        self.lines.push(Line::Text(line.into()));
        self
    }

    /// Adds a column at the end of the header.
    #[must_use]
    pub fn with_column(mut self, name: &str) -> Self {
        self.columns.push(name.to_owned());
        self
    }

    /// Leaves a column out.
    #[must_use]
    pub fn without_column(mut self, name: &str) -> Self {
        self.columns.retain(|column| column != name);
        self
    }

    /// Parts cells by another character than a comma.
    #[must_use]
    pub const fn delimited_by(mut self, delimiter: char) -> Self {
        self.delimiter = delimiter;
        self
    }

    /// Ends lines as Windows does.
    #[must_use]
    pub const fn with_crlf(mut self) -> Self {
        self.line_end = "\r\n";
        self
    }

    /// Starts the file with a UTF-8 byte order mark.
    #[must_use]
    pub const fn with_byte_order_mark(mut self) -> Self {
        self.mark = "\u{feff}";
        self
    }

    /// Returns the text of the file.
    #[must_use]
    pub fn build(&self) -> String {
        let header = self.joined(self.columns.iter().map(String::as_str));
        let lines = self.lines.iter().map(|line| match line {
            Line::Cells(row) => self.joined(self.columns.iter().map(|column| row.cell(column))),
            Line::Text(text) => text.clone(),
        });
        let text: String = std::iter::once(header).chain(lines).map(|line| line + self.line_end).collect();
        format!("{}{text}", self.mark)
    }

    fn joined<'a>(&self, cells: impl Iterator<Item = &'a str>) -> String {
        cells.map(|cell| self.quoted(cell)).collect::<Vec<_>>().join(&self.delimiter.to_string())
    }

    fn quoted(&self, cell: &str) -> String {
        if cell.contains([self.delimiter, '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    }
}

//! Lines of a terminal, section by section.

use crate::text::table::Table;
use crate::text::words::{width, wrap};

/// A text that grows.
#[derive(Debug)]
pub(crate) struct Page {
    width: usize,
    lines: Vec<String>,
}

impl Page {
    pub(crate) fn new(width: usize) -> Self {
        Self { width, lines: Vec::new() }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Starts a section.
    pub(crate) fn section(&mut self, title: &str) {
        self.title(title, '─');
    }

    /// Adds an underlined title, after an empty line.
    pub(crate) fn title(&mut self, title: &str, under: char) {
        self.empty_line();
        let lines = wrap(title, self.width);
        let under: String =
            std::iter::repeat_n(under, lines.iter().map(|line| width(line)).max().unwrap_or(0)).collect();
        self.lines.extend(lines);
        self.lines.push(under);
    }

    /// Adds a sentence or several.
    pub(crate) fn paragraph(&mut self, text: &str) {
        self.hanging("", text);
    }

    /// Adds a text after a mark; its further lines start where the first one does.
    pub(crate) fn hanging(&mut self, mark: &str, text: &str) {
        let indent = width(mark);
        let blank = " ".repeat(indent);
        for (i, line) in wrap(text, self.width.saturating_sub(indent)).into_iter().enumerate() {
            self.lines.push(format!("{}{line}", if i == 0 { mark } else { &blank }));
        }
    }

    /// Adds a table.
    pub(crate) fn table(&mut self, table: &Table) {
        self.lines.extend(table.lines(self.width));
    }

    /// Adds a line as it is.
    pub(crate) fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    /// Adds an empty line, unless there is one or nothing before.
    pub(crate) fn empty_line(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    pub(crate) fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// Returns the text; every line ends with a line feed.
    pub(crate) fn into_text(self) -> String {
        self.lines.into_iter().flat_map(|line| [line, "\n".to_owned()]).collect()
    }
}

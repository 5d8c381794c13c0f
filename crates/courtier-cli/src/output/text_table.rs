//! Small tables for a terminal.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, TableComponent, presets};

/// A table with a header; numbers to the right.
#[derive(Debug)]
pub(crate) struct TextTable {
    table: Table,
    right: &'static [usize],
}

impl TextTable {
    /// A table whose columns at the positions `right` hold numbers.
    pub(crate) fn new(header: &[&str], right: &'static [usize]) -> Self {
        let mut table = Table::new();
        table
            .load_preset(presets::UTF8_HORIZONTAL_ONLY)
            .remove_style(TableComponent::HorizontalLines)
            .remove_style(TableComponent::MiddleIntersections)
            .set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(header.iter().enumerate().map(|(i, text)| cell((*text).to_owned(), right.contains(&i))));
        Self { table, right }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let right = self.right;
        self.table.add_row(cells.into_iter().enumerate().map(|(i, text)| cell(text, right.contains(&i))));
    }
}

fn cell(text: String, right: bool) -> Cell {
    Cell::new(text).set_alignment(if right { CellAlignment::Right } else { CellAlignment::Left })
}

impl std::fmt::Display for TextTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.table.trim_fmt())
    }
}

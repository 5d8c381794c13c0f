//! Tables whose columns are aligned, as wide as the terminal allows.

use crate::text::words::{clean, width, wrap, wrap_hard};

/// Between two columns.
const GAP: usize = 2;

/// A column of words is not made narrower than this.
const NARROWEST: usize = 8;

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words: broken into lines when the table is too wide.
    Left,
    /// Figures: never broken.
    Right,
}

/// Columns with their titles, and rows of as many cells.
#[derive(Debug, Default)]
pub(crate) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(columns: &[(&str, Align)]) -> Self {
        Self { columns: columns.iter().map(|&(title, align)| (clean(title), align)).collect(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.iter().map(|cell| clean(cell)).collect());
    }

    /// Returns the lines, none longer than `most` unless a word is; a row a line of text where columns do not fit.
    pub(crate) fn lines(&self, most: usize) -> Vec<String> {
        match self.widths(most) {
            Some(widths) => self.aligned(&widths),
            None => self.rows.iter().flat_map(|row| self.told(row, most)).collect(),
        }
    }

    /// Returns the widths of the columns; `None` where they do not fit.
    fn widths(&self, most: usize) -> Option<Vec<usize>> {
        let cells =
            |i: usize| self.rows.iter().filter_map(move |row| row.get(i)).map(|cell| width(cell)).max().unwrap_or(0);
        let natural = |(i, (title, _)): (usize, &(String, Align))| cells(i).max(width(title));
        let least = |(i, (title, align)): (usize, &(String, Align))| {
            let word = title.split(' ').map(width).max().unwrap_or(0);
            let broken = if *align == Align::Left { cells(i).min(NARROWEST) } else { cells(i) };
            broken.max(word)
        };
        let mut widths: Vec<usize> = self.columns.iter().enumerate().map(natural).collect();
        let least: Vec<usize> = self.columns.iter().enumerate().map(least).collect();
        let room = most.checked_sub(GAP * self.columns.len().saturating_sub(1))?;
        if least.iter().sum::<usize>() > room {
            return None;
        }
        // Titles over figures are broken first, then words, the widest column first.
        while widths.iter().sum::<usize>() > room {
            let wide = (0..widths.len()).filter(|&i| widths[i] > least[i]);
            let first = wide.max_by_key(|&i| (self.columns[i].1 == Align::Right, widths[i]))?;
            widths[first] -= 1;
        }
        Some(widths)
    }

    fn aligned(&self, widths: &[usize]) -> Vec<String> {
        let titles: Vec<String> = self.columns.iter().map(|(title, _)| title.clone()).collect();
        let has_titles = titles.iter().any(|title| !title.is_empty());
        let header = if has_titles { self.row_lines(&titles, widths) } else { Vec::new() };
        let rule: Vec<String> = widths.iter().map(|&width| "─".repeat(width)).collect();
        let rule = has_titles.then(|| rule.join(&" ".repeat(GAP)));
        let rows = self.rows.iter().flat_map(|row| self.row_lines(row, widths));
        header.into_iter().chain(rule).chain(rows).collect()
    }

    /// Returns one row, on as many lines as its highest cell.
    fn row_lines(&self, cells: &[String], widths: &[usize]) -> Vec<String> {
        let broken: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, &width)| wrap_cell(cell, width)).collect();
        let height = broken.iter().map(Vec::len).max().unwrap_or(0);
        let line = |i: usize| {
            let mut line = String::new();
            for (((_, align), &room), cell) in self.columns.iter().zip(widths).zip(&broken) {
                let text = cell.get(i).map_or("", String::as_str);
                let space = " ".repeat(room.saturating_sub(width(text)));
                match align {
                    Align::Left => line.extend([text, &space]),
                    Align::Right => line.extend([space.as_str(), text]),
                }
                line.push_str(&" ".repeat(GAP));
            }
            line.trim_end_matches(' ').to_owned()
        };
        (0..height).map(line).collect()
    }

    /// Returns one row in words: "Champ : Âge ; Absents : 12".
    fn told(&self, row: &[String], most: usize) -> Vec<String> {
        let cells = self.columns.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty());
        let told =
            cells.map(|((title, _), cell)| if title.is_empty() { cell.clone() } else { format!("{title} : {cell}") });
        let lines = wrap(&told.collect::<Vec<_>>().join(" ; "), most.saturating_sub(GAP));
        lines.into_iter().enumerate().map(|(i, line)| format!("{}{line}", if i == 0 { "- " } else { "  " })).collect()
    }
}

/// Breaks a cell that is too wide; spaces of one that fits stay, for bars.
fn wrap_cell(cell: &str, room: usize) -> Vec<String> {
    if width(cell) <= room { vec![cell.to_owned()] } else { wrap_hard(cell, room) }
}

#[cfg(test)]
mod tests {
    use super::{Align, Table};

    fn table() -> Table {
        let mut table = Table::new(&[("Champ", Align::Left), ("Valeurs connues", Align::Right)]);
        table.row(vec!["Contrat de travail".to_owned(), "158\u{202f}541".to_owned()]);
        table.row(vec!["Âge".to_owned(), "7".to_owned()]);
        table
    }

    #[test]
    fn aligns_columns() {
        assert_eq!(
            table().lines(80),
            [
                "Champ               Valeurs connues",
                "──────────────────  ───────────────",
                "Contrat de travail          158\u{202f}541",
                "Âge                               7",
            ]
        );
    }

    #[test]
    fn breaks_words_where_there_is_less_room() {
        assert_eq!(
            table().lines(20),
            [
                "Champ        Valeurs",
                "             connues",
                "───────────  ───────",
                "Contrat de   158\u{202f}541",
                "travail",
                "Âge                7",
            ]
        );
    }

    #[test]
    fn tells_rows_in_words_where_columns_do_not_fit() {
        assert_eq!(
            table().lines(12),
            [
                "- Champ\u{a0}:",
                "  Contrat de",
                "  travail\u{a0};",
                "  Valeurs",
                "  connues\u{a0}:",
                "  158\u{202f}541",
                "- Champ\u{a0}:",
                "  Âge\u{a0};",
                "  Valeurs",
                "  connues\u{a0}:",
                "  7",
            ]
        );
    }
}

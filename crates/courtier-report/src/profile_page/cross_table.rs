//! Two labels: the shares of each line as a table whose cells are shaded.

use courtier_core::french::{MISSING, share_percent};
use serde::Serialize;

use super::profile::CrossTable;
use super::words::{HIDDEN, HIDDEN_WHY, demands};

/// So many lines and columns are shown: the most frequent ones.
const MOST_LINES: usize = 12;
const MOST_COLUMNS: usize = 8;

/// Darkest shade.
const SHADES: f64 = 5.0;

/// A table of shares.
#[derive(Debug, Serialize)]
pub(super) struct CrossTableView {
    line_title: String,
    column_title: String,
    columns: Vec<String>,
    lines: Vec<Line>,
    /// Said when lines or columns are left out.
    cut: Option<String>,
    hidden: bool,
}

/// The people of a category.
#[derive(Debug, Serialize)]
struct Line {
    name: String,
    cells: Vec<Cell>,
}

/// A share of the line.
#[derive(Debug, Serialize)]
struct Cell {
    text: String,
    tooltip: String,
    shade: usize,
    hidden: bool,
}

impl CrossTableView {
    /// Shows the most frequent lines and columns; `None` when there are none.
    pub(super) fn of(table: &CrossTable, line_title: &str, column_title: &str) -> Option<Self> {
        let columns: Vec<_> = table.colonnes.iter().take(MOST_COLUMNS).cloned().collect();
        let rows = table.lignes.iter().zip(&table.nombres).zip(&table.parts_ligne);
        let lines: Vec<_> = rows
            .take(MOST_LINES)
            .map(|((name, counts), shares)| Line {
                name: name.clone(),
                cells: counts.iter().zip(shares).take(columns.len()).map(|(n, part)| cell(*n, *part)).collect(),
            })
            .collect();
        // A row of another length would shift its cells.
        if columns.is_empty() || lines.is_empty() || lines.iter().any(|line| line.cells.len() != columns.len()) {
            return None;
        }
        let is_cut = table.lignes.len() > lines.len() || table.colonnes.len() > columns.len();
        Some(Self {
            cut: is_cut.then(|| {
                format!(
                    "Les plus fréquentes seulement\u{a0}: {} lignes sur {}, {} colonnes sur {}.",
                    lines.len(),
                    table.lignes.len(),
                    columns.len(),
                    table.colonnes.len()
                )
            }),
            hidden: lines.iter().flat_map(|line| &line.cells).any(|cell| cell.hidden),
            line_title: line_title.to_owned(),
            column_title: column_title.to_owned(),
            columns,
            lines,
        })
    }
}

fn cell(number: Option<u64>, part: Option<f64>) -> Cell {
    match (number, part) {
        (Some(number), Some(part)) => {
            let shade = (part.clamp(0.0, 1.0) * SHADES).ceil() as usize;
            Cell { text: share_percent(part), tooltip: demands(number), shade, hidden: false }
        }
        (Some(0), None) => {
            Cell { text: MISSING.to_owned(), tooltip: "aucune demande".to_owned(), shade: 0, hidden: false }
        }
        _ => Cell { text: HIDDEN.to_owned(), tooltip: HIDDEN_WHY.to_owned(), shade: 0, hidden: true },
    }
}

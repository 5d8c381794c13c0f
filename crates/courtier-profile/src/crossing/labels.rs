//! Two labels: table, Cramér's V, and the category that stands out.

use crate::crossing::result::{CrossTable, Crossing, Link, Mesure, Strength};
use crate::crossing::sentence;
use crate::french::{quoted, share_percent};
use crate::measure::{Contingency, cramer};
use crate::privacy::{SMALL_CELL, shown};
use crate::rows::Categories;

/// Measures the link of two labels.
pub(crate) fn link(table: &Contingency) -> Link {
    let Some(found) = cramer(table).filter(|_| table.total() >= SMALL_CELL) else { return Link::default() };
    Link {
        value: Some(found.corrected),
        interval: found.interval,
        strength: Some(Strength { force: found.corrected, interval: found.interval }),
        raw: Some(found.raw),
        statistic: Some(found.chi_square),
        degrees: Some(found.degrees),
    }
}

/// Crosses two labels.
pub(crate) fn cross(a: &Categories, b: &Categories) -> Crossing {
    let table = Contingency::new(a, b);
    let link = link(&table);
    let visible = shown(&table.counts, table.columns);
    let example = contrast(a, b, &table, &visible);
    let phrase = sentence::symmetric(a.field.the, b.field.the, "V de Cramér", &link, table.total(), example);
    Crossing::new(a.field.name, b.field.name, table.total(), Mesure::VDeCramerCorrige, &link, phrase)
        .with_table((table.total() >= SMALL_CELL).then(|| cross_table(a, b, &table, &visible)))
}

fn cross_table(a: &Categories, b: &Categories, table: &Contingency, visible: &[bool]) -> CrossTable {
    let totals = table.row_totals();
    let line = |row: usize| (0..table.columns).map(move |column| row * table.columns + column);
    let nombres = (0..table.rows).map(|row| line(row).map(|cell| visible[cell].then(|| table.counts[cell])).collect());
    let share = |row: usize, cell: usize| {
        (visible[cell] && totals[row] > 0).then(|| table.counts[cell] as f64 / totals[row] as f64)
    };
    let parts = (0..table.rows).map(|row| line(row).map(|cell| share(row, cell)).collect());
    CrossTable {
        lignes: a.labels.clone(),
        colonnes: b.labels.clone(),
        nombres: nombres.collect(),
        parts_ligne: parts.collect(),
    }
}

/// Tells the category that is most over-represented within another: by adjusted residual, among cells that are shown
/// and categories that are not merged ones.
fn contrast(a: &Categories, b: &Categories, table: &Contingency, visible: &[bool]) -> Option<String> {
    let (rows, columns, n) = (table.row_totals(), table.column_totals(), table.total() as f64);
    let mut best: Option<(f64, usize, usize)> = None;
    for row in (0..table.rows).filter(|&row| !a.is_others(row)) {
        for column in (0..table.columns).filter(|&column| !b.is_others(column) && visible[row * table.columns + column])
        {
            let (in_row, in_column) = (rows[row] as f64 / n, columns[column] as f64 / n);
            let spread = (n * in_row * in_column * (1.0 - in_row) * (1.0 - in_column)).sqrt();
            let residual = (table.count(row, column) as f64 - n * in_row * in_column) / spread;
            if residual > 0.0 && best.is_none_or(|(most, ..)| residual > most) {
                best = Some((residual, row, column));
            }
        }
    }
    let (_, row, column) = best?;
    let within = share_percent(table.count(row, column) as f64 / rows[row] as f64);
    let overall = share_percent(columns[column] as f64 / n);
    if within == overall {
        return None;
    }
    let (part, among) = (quoted(&b.labels[column]), quoted(&a.labels[row]));
    Some(format!("la part de {part} est de {within} parmi {among}, contre {overall} pour l'ensemble"))
}

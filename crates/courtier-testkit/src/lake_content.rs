//! All that tables of a lake hold.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::Courtier;

/// Columns that name a run or its time: two runs never share them.
const OF_THE_RUN: [&str; 6] = ["_run_id", "run_id", "_loaded_at", "charge_le", "_detectee_le", "_rejetee_le"];

/// The rows of tables, as text and sorted: equal for two lakes that hold the same data, however they came by it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LakeContent(BTreeMap<String, Vec<String>>);

impl LakeContent {
    /// Reads tables of `lake` through `courtier sql`, without the columns that name a run or its time and without
    /// `left_out`. Each table must exist; at least one must have a row.
    #[must_use]
    #[track_caller]
    pub fn read(courtier: &Courtier, lake: &str, tables: &[&str], left_out: &[&str]) -> Self {
        let mut columns = columns(courtier, lake);
        let selects: Vec<String> = tables
            .iter()
            .map(|table| {
                let mut kept = columns.remove(*table).unwrap_or_else(|| panic!("`{lake}` has no table `{table}`"));
                kept.retain(|column| !OF_THE_RUN.contains(&column.as_str()) && !left_out.contains(&column.as_str()));
                select(table, &kept)
            })
            .collect();
        let mut content: BTreeMap<String, Vec<String>> =
            tables.iter().map(|table| ((*table).to_owned(), Vec::new())).collect();
        for row in rows(courtier, lake, &selects.join(" UNION ALL ")) {
            let cell = |name: &str| row[name].as_str().unwrap().to_owned();
            content.get_mut(&cell("t")).unwrap().push(cell("r"));
        }
        content.values_mut().for_each(|rows| rows.sort_unstable());
        Self(content)
    }

    /// Fails with the first row that the other content has not, or has in addition.
    #[track_caller]
    pub fn assert_same(&self, other: &Self, what: &str) {
        for (table, rows) in &self.0 {
            let others = other.0.get(table).unwrap_or_else(|| panic!("{what}: no table `{table}`"));
            let difference = rows.iter().zip(others).find(|(row, other)| row != other);
            assert_eq!(difference, None, "{what}: first difference of `{table}`");
            assert_eq!(rows.len(), others.len(), "{what}: number of rows of `{table}`");
        }
    }
}

/// Returns the columns of each table, in their order.
fn columns(courtier: &Courtier, lake: &str) -> BTreeMap<String, Vec<String>> {
    let sql = "SELECT concat(table_schema, '.', table_name) AS t, column_name AS c FROM information_schema.columns \
               ORDER BY t, ordinal_position";
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(courtier, lake, sql) {
        columns.entry(row["t"].as_str().unwrap().to_owned()).or_default().push(row["c"].as_str().unwrap().to_owned());
    }
    columns
}

/// Returns the query of one text a row: each cell after its column's name, NULL told apart from an empty text.
fn select(table: &str, columns: &[String]) -> String {
    let cells: Vec<String> =
        columns.iter().map(|c| format!("'{c}=', coalesce('<' || CAST(\"{c}\" AS VARCHAR) || '>', '-')")).collect();
    format!("SELECT '{table}' AS t, concat({}) AS r FROM {table}", cells.join(", "))
}

fn rows(courtier: &Courtier, lake: &str, sql: &str) -> Vec<Value> {
    let json = courtier.done(&["--lake", lake, "sql", "--format", "json", sql]);
    serde_json::from_str(&json).unwrap()
}

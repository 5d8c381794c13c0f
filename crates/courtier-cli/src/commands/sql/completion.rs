//! Completion of the SQL prompt: keywords, tables and columns of the lake.

use std::collections::BTreeSet;

use courtier_lake::LakeSession;
use datafusion::arrow::array::cast::AsArray as _;
use rustyline::completion::Completer;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use crate::context::Context as CommandContext;

const KEYWORDS: [&str; 32] = [
    "SELECT",
    "FROM",
    "WHERE",
    "GROUP BY",
    "ORDER BY",
    "HAVING",
    "LIMIT",
    "JOIN",
    "LEFT JOIN",
    "ON",
    "USING",
    "AND",
    "OR",
    "NOT",
    "IN",
    "IS NULL",
    "IS NOT NULL",
    "BETWEEN",
    "LIKE",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "AS",
    "DISTINCT",
    "UNION ALL",
    "WITH",
    "COUNT",
    "MEDIAN",
    "SHOW TABLES",
    "DESCRIBE",
];

/// Knows what can be typed.
#[derive(Debug)]
pub(super) struct Completion {
    words: BTreeSet<String>,
}

impl Completion {
    /// Reads the names of the tables and columns.
    pub(super) fn new(context: &CommandContext, session: &LakeSession) -> Self {
        let mut words: BTreeSet<String> = KEYWORDS.iter().map(|word| (*word).to_owned()).collect();
        let sql = "SELECT table_schema || '.' || table_name, column_name FROM information_schema.columns";
        // Without the names the prompt still works.
        if let Ok((_, batches)) = context.block_on(session.collect(sql)) {
            for batch in &batches {
                for column in batch.columns() {
                    if let Some(names) = column.as_string_opt::<i32>() {
                        words.extend(names.iter().flatten().map(str::to_owned));
                    }
                }
            }
        }
        Self { words }
    }
}

impl Completer for Completion {
    type Candidate = String;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let typed = line.get(..position).unwrap_or_default();
        let start = typed
            .rfind(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
            .map_or(0, |separator| separator + typed[separator..].chars().next().map_or(1, char::len_utf8));
        let word = typed.get(start..).unwrap_or_default().to_lowercase();
        let matching = self.words.iter().filter(|candidate| candidate.to_lowercase().starts_with(&word));
        Ok((start, if word.is_empty() { Vec::new() } else { matching.cloned().collect() }))
    }
}

impl Validator for Completion {
    /// A statement goes on until its semicolon; a command of the prompt is one line.
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let input = context.input().trim();
        let complete = input.is_empty() || input.starts_with('\\') || input.ends_with(';');
        Ok(if complete { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

impl Hinter for Completion {
    type Hint = String;
}

impl Highlighter for Completion {}
impl Helper for Completion {}

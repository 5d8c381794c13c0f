//! The interactive SQL prompt: history, completion, statements over several lines.

use std::path::PathBuf;

use courtier_core::ErrorKind;
use courtier_lake::{LakeSession, function_help};
use rustyline::config::Configurer as _;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Editor};

use super::completion::Completion;
use crate::cli::RowFormat;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{count, note, write_rows};

/// Rows shown at most: a prompt is for looking, `--output` for taking away.
const ROWS_SHOWN: usize = 200;

const HELP: &str = "Une requête se termine par `;` et tient sur plusieurs lignes. Tabulation : complète. Flèches : historique.\n\
    \\d         liste les tables\n\
    \\d TABLE   décrit une table\n\
    \\f         liste les fonctions de courtier\n\
    \\h         cette aide\n\
    \\q         quitte (Ctrl-D aussi)";

/// Reads and runs statements of a person until the end of the input.
pub(super) fn run(context: &Context, session: &LakeSession) -> Result<(), Failure> {
    let failed = |error: ReadlineError| Failure::new(ErrorKind::Internal, format!("invite interactive : {error}"));
    let mut editor: Editor<Completion, DefaultHistory> = Editor::new().map_err(failed)?;
    editor.set_completion_type(CompletionType::List);
    editor.set_helper(Some(Completion::new(context, session)));
    let history = history_file();
    if let Some(history) = &history {
        // No history yet is no problem.
        let _missing = editor.load_history(history).is_err();
    }
    note("SQL en lecture seule. \\h : aide, \\q : quitter.");
    loop {
        match editor.readline("courtier> ") {
            Ok(line) => {
                let statement = line.trim();
                if statement.is_empty() {
                    continue;
                }
                editor.add_history_entry(statement).map_err(failed)?;
                match answer(context, session, statement, None) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(failure) => note(&format!("erreur : {}", failure.message())),
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(failed(error)),
        }
    }
    if let Some(history) = &history {
        editor.save_history(history).map_err(failed)?;
    }
    Ok(())
}

/// Runs the statements of a file or a pipe: nobody to greet, rows in the format asked for, and a mistake shows in the
/// exit code. The last statement may lack its semicolon.
pub(super) fn run_script(context: &Context, session: &LakeSession, format: RowFormat) -> Result<(), Failure> {
    let text = std::io::read_to_string(std::io::stdin())?;
    let mut statement = String::new();
    let mut mistake = None;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    for line in lines.chain(std::iter::once(";")) {
        statement.push_str(line);
        statement.push('\n');
        let is_command = statement.starts_with('\\');
        if !is_command && !line.ends_with(';') {
            continue;
        }
        let complete = std::mem::take(&mut statement);
        if complete.trim().trim_end_matches(';').is_empty() {
            continue;
        }
        match answer(context, session, complete.trim(), Some(format)) {
            Ok(true) => {}
            Ok(false) => break,
            Err(failure) => {
                note(&format!("erreur : {}", failure.message()));
                mistake.get_or_insert(failure.kind());
            }
        }
    }
    match mistake {
        Some(kind) => Err(Failure::told(kind)),
        None => Ok(()),
    }
}

/// Answers one statement or command; `false` to quit. `script` is the format of a script's rows, `None` for a person.
fn answer(
    context: &Context,
    session: &LakeSession,
    statement: &str,
    script: Option<RowFormat>,
) -> Result<bool, Failure> {
    let sql = match statement.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["\\q"] => return Ok(false),
        ["\\h"] => {
            note(HELP);
            return Ok(true);
        }
        ["\\d"] => "SELECT table_schema AS schema, table_name AS table FROM information_schema.tables \
                    WHERE table_schema <> 'information_schema' ORDER BY 1, 2"
            .to_owned(),
        ["\\d", table] => format!("DESCRIBE {table}"),
        ["\\f"] => {
            for help in function_help() {
                note(&format!("{}\n    {}", help.syntax, help.description));
            }
            return Ok(true);
        }
        [command, ..] if command.starts_with('\\') => {
            note(&format!("commande inconnue : {command}\n{HELP}"));
            return Ok(true);
        }
        _ => statement.trim_end_matches(';').to_owned(),
    };
    match context.block_on(session.collect(&sql)) {
        Ok((schema, batches)) => {
            let rows: usize = batches.iter().map(|batch| batch.num_rows()).sum();
            let mut left = if script.is_some() { usize::MAX } else { ROWS_SHOWN };
            let shown: Vec<_> = batches
                .iter()
                .map(|batch| {
                    let taken = batch.num_rows().min(left);
                    left -= taken;
                    batch.slice(0, taken)
                })
                .collect();
            write_rows(&schema, &shown, script.unwrap_or_default(), None)?;
            if script.is_some() {
                return Ok(true);
            }
            let cut = if rows > ROWS_SHOWN { format!(", les {ROWS_SHOWN} premières") } else { String::new() };
            note(&format!("{} ligne(s){cut}", count(rows as u64)));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(true)
}

/// Returns the history file of the user, where the system keeps such things; `None` without a home folder.
fn history_file() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    let folder = state.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".local/state")))?;
    let folder = folder.join("courtier");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("sql_history"))
}

//! `courtier sql`

mod completion;
mod prompt;

use std::io::IsTerminal as _;

use courtier_core::ErrorKind;
use courtier_lake::LakeSession;

use crate::cli::Sql;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::write_rows;

pub(crate) fn run(context: &Context, options: &Sql) -> Result<(), Failure> {
    let lake = context.lake()?;
    let session = context.block_on(LakeSession::open(&lake))?;
    let query = match (&options.query, &options.file) {
        (Some(query), _) => query.clone(),
        (None, Some(file)) => std::fs::read_to_string(file).map_err(|error| {
            Failure::new(ErrorKind::Usage, format!("`{}` ne peut pas être lu : {error}", file.display()))
        })?,
        (None, None) if std::io::stdin().is_terminal() => return prompt::run(context, &session),
        (None, None) if options.output.is_some() => {
            return Err(Failure::new(ErrorKind::Usage, "`--output` demande une requête, en argument ou avec `--file`"));
        }
        (None, None) => return prompt::run_script(context, &session, options.format),
    };
    let (schema, batches) = context.block_on(session.collect(&query))?;
    write_rows(&schema, &batches, options.format, options.output.as_deref())
}

//! `courtier runs`

use std::sync::Arc;

use courtier_lake::LakeSession;
use datafusion::arrow::datatypes::Schema;

use crate::cli::{RowFormat, Runs};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{print, write_rows};

pub(crate) fn run(context: &Context, options: &Runs) -> Result<(), Failure> {
    let lake = context.lake()?;
    let session = context.block_on(LakeSession::open(&lake))?;
    if !session.has_table("ops", "runs") {
        return match options.format {
            RowFormat::Table => {
                print("aucune exécution : commencez par `courtier ingest CHEMIN`");
                Ok(())
            }
            format => write_rows(&Arc::new(Schema::empty()), &[], format, options.output.as_deref()),
        };
    }
    let sql = format!(
        "SELECT run_id, commande, date_trunc('second', debut) AS debut, duree_ms, statut, erreur \
         FROM ops.runs ORDER BY debut DESC, run_id DESC LIMIT {}",
        options.limit
    );
    let (schema, batches) = context.block_on(session.collect(&sql))?;
    write_rows(&schema, &batches, options.format, options.output.as_deref())
}

//! `courtier opportunity`

use courtier_answers::find_opportunity;
use courtier_core::ErrorKind;
use courtier_lake::LakeSession;

use crate::cli::Opportunity;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::print;

pub(crate) fn run(context: &Context, options: &Opportunity) -> Result<(), Failure> {
    print(&answer(context, &options.id)?);
    Ok(())
}

/// Returns the answer for one opportunity as JSON.
pub(crate) fn answer(context: &Context, id: &str) -> Result<String, Failure> {
    let lake = context.lake()?;
    let found = context.block_on(async {
        let session = LakeSession::open(&lake).await?;
        find_opportunity(&session, id).await
    })?;
    serde_json::to_string_pretty(&found).map_err(|error| Failure::new(ErrorKind::Internal, error.to_string()))
}

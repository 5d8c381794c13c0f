//! A session in which the ranking of proposals is computed from what is published, with the rules in force now.

use courtier_lake::{Lake, LakeSession, Models, Published};
use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::AnswerError;

/// The model that needs all that a ranking needs.
const LAST_MODEL: &str = "gold.meilleures_propositions";

/// The exports that a ranking reads.
pub(crate) const TABLES: [(&str, &str); 3] =
    [("silver", "opportunites"), ("silver", "propositions"), ("silver", "banques")];

/// Opens a session in which `gold.couts_propositions` and `gold.meilleures_propositions` are computed when they are
/// read, from the published exports and the rules of [`Lake::references`].
///
/// The models are those of `build`, so that an answer and the table of the last build agree; but an answer is never
/// older than the exports, and may follow other rules.
///
/// # Errors
/// [`AnswerError::NotLoaded`] when an export is missing, or the lake's.
pub fn ranking_session<'a>(lake: &'a Lake, models: &'a Models) -> BoxFuture<'a, Result<LakeSession, AnswerError>> {
    async move { ranking_session_on(lake, models, &lake.published().await?).await }.boxed()
}

/// The same on a given publication.
pub(crate) fn ranking_session_on<'a>(
    lake: &'a Lake,
    models: &'a Models,
    published: &'a Published,
) -> BoxFuture<'a, Result<LakeSession, AnswerError>> {
    async move {
        let session = LakeSession::on(lake, published)?;
        if let Some((schema, table)) = TABLES.iter().find(|(schema, table)| !session.has_table(schema, table)) {
            return Err(AnswerError::NotLoaded { table: format!("{schema}.{table}") });
        }
        for seed in lake.references().seeds()? {
            seed.show_in(&session)?;
        }
        for model in models.select(LAST_MODEL)? {
            session.show_model(model).await?;
        }
        Ok(session)
    }
    .boxed()
}

//! The proposals of one opportunity, ranked.

use axum::response::Response;
use courtier_answers::RankedProposals;

use super::{IdPath, id_of};
use crate::audit::Read;
use crate::body::json;
use crate::problem::Problem;
use crate::query::{NoParameters, StrictQuery};
use crate::request_context::Data;

/// Les propositions d'une opportunité : classées avec leurs coûts, ou écartées avec leurs motifs.
#[utoipa::path(
    get, path = "/api/v1/opportunities/{id}/propositions", tag = "Propositions", operation_id = "propositions",
    params(("id" = String, Path, description = "Identifiant Salesforce de l'opportunité, 15 ou 18 caractères", example = "0065q00000AlAK0AAN")),
    responses((status = 200, description = "Les classées par rang, puis les autres avec leurs motifs", body = RankedProposals)),
)]
pub(crate) async fn proposals(
    path: IdPath,
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
    data: Data,
) -> Result<Response, Problem> {
    let id = id_of(path)?;
    let response = json(&data.snapshot().proposals(id)?)?;
    data.show(Read::one(id));
    Ok(response)
}

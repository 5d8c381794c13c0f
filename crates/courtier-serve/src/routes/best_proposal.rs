//! The most advantageous proposal of one opportunity.

use axum::response::Response;
use courtier_answers::ExplainedProposal;
use serde::Serialize;
use utoipa::ToSchema;

use super::{IdPath, id_of};
use crate::audit::Read;
use crate::body::json;
use crate::problem::{Problem, ProblemKind};
use crate::query::{NoParameters, StrictQuery};
use crate::request_context::Data;

/// La proposition la plus avantageuse, et pourquoi.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MeilleureProposition)]
pub(crate) struct BestProposal<'a> {
    /// Identifiant de l'opportunité, 18 caractères.
    id_opportunite: &'a str,
    /// Critère du classement : `taeg`, `taux`, `cout-total` ou `mensualite`.
    critere: &'a str,
    /// Propositions de l'opportunité.
    nombre_propositions: usize,
    /// Celles qui ont un rang.
    nombre_utilisables: usize,
    /// La première.
    proposition: &'a ExplainedProposal,
    /// Ce que les chiffres disent, en français.
    explication: &'a [String],
}

/// La proposition la plus avantageuse d'une opportunité.
#[utoipa::path(
    get, path = "/api/v1/opportunities/{id}/meilleure-proposition", tag = "Propositions",
    operation_id = "meilleure_proposition",
    params(("id" = String, Path, description = "Identifiant Salesforce de l'opportunité, 15 ou 18 caractères", example = "0065q00000AlAK0AAN")),
    responses((status = 200, description = "La première du classement, et pourquoi", body = BestProposal<'_>)),
)]
pub(crate) async fn best_proposal(
    path: IdPath,
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
    data: Data,
) -> Result<Response, Problem> {
    let id = id_of(path)?;
    let ranked = data.snapshot().proposals(id)?;
    let Some(proposition) = ranked.winner() else {
        // That there is none, and why, is about this opportunity too.
        data.show(Read::one(id));
        return Err(Problem::new(
            ProblemKind::NoUsableProposal,
            ranked.explication.join(" "),
            format!("none of the {} proposals can be used; see /propositions", ranked.nombre_propositions),
        ));
    };
    let response = json(&BestProposal {
        id_opportunite: &ranked.id_opportunite,
        critere: ranked.critere,
        nombre_propositions: ranked.nombre_propositions,
        nombre_utilisables: ranked.nombre_utilisables,
        proposition,
        explication: &ranked.explication,
    })?;
    data.show(Read::one(id));
    Ok(response)
}

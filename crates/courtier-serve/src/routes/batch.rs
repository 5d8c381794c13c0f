//! Many opportunities by their ids.

use axum::response::Response;
use courtier_answers::Opportunity;
use courtier_core::SalesforceId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::parse_id;
use crate::audit::Read;
use crate::body::{StrictJson, json};
use crate::language::Language;
use crate::problem::{Problem, ProblemDocument, ProblemKind};
use crate::query::{NoParameters, StrictQuery};
use crate::request_context::Data;

/// Most ids of one request.
const MOST: usize = 1000;

/// Les opportunités demandées.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DemandeLot)]
pub(crate) struct BatchRequest {
    /// Identifiants, 15 ou 18 caractères.
    #[schema(min_items = 1, max_items = 1000, example = json!(["0065q00000AlAK0AAN"]))]
    ids: Vec<String>,
}

/// Ce qui est répondu pour un identifiant.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ResultatLot)]
pub(crate) struct BatchResult<'a> {
    /// Tel qu'il a été demandé.
    id: String,
    /// 200, 400 (mal formé) ou 404 (inconnu).
    statut: u16,
    /// L'opportunité, quand elle est connue.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    opportunite: Option<Opportunity<'a>>,
    /// Sinon, le problème.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    erreur: Option<ProblemDocument>,
}

/// Les réponses, dans l'ordre des demandes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReponseLot)]
pub(crate) struct BatchAnswer<'a> {
    /// Un résultat par identifiant.
    resultats: Vec<BatchResult<'a>>,
}

/// Plusieurs opportunités, par leurs identifiants (1000 au plus).
#[utoipa::path(
    post, path = "/api/v1/opportunities/batch", tag = "Opportunités", operation_id = "opportunites_lot",
    request_body = BatchRequest,
    responses((status = 200, description = "Un résultat par identifiant, dans l'ordre", body = BatchAnswer<'_>)),
)]
pub(crate) async fn batch(
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
    data: Data,
    headers: http::HeaderMap,
    StrictJson(request): StrictJson<BatchRequest>,
) -> Result<Response, Problem> {
    if !(1..=MOST).contains(&request.ids.len()) {
        let problem = Problem::new(
            ProblemKind::InvalidBody,
            "`ids` tient de 1 à 1000 identifiants",
            "`ids` holds from 1 to 1000 identifiers",
        );
        return Err(problem.about(["ids".to_owned()]));
    }
    let language = Language::of(headers.get(http::header::ACCEPT_LANGUAGE));
    let mut found: Vec<SalesforceId> = Vec::new();
    let mut resultats = Vec::with_capacity(request.ids.len());
    for id in request.ids {
        let answer = parse_id(&id).and_then(|parsed| Ok((parsed, data.snapshot().opportunity(parsed)?)));
        resultats.push(match answer {
            Ok((parsed, opportunity)) => {
                found.push(parsed);
                BatchResult { id, statut: 200, opportunite: Some(opportunity), erreur: None }
            }
            Err(problem) => {
                let document = problem.document(language, data.request_id());
                BatchResult { id, statut: document.status, opportunite: None, erreur: Some(document) }
            }
        });
    }
    let response = json(&BatchAnswer { resultats })?;
    data.show(Read::several(found));
    Ok(response)
}

//! The banks of the exports.

use axum::response::Response;
use courtier_answers::Bank;
use serde::Serialize;
use utoipa::ToSchema;

use crate::body::json;
use crate::problem::Problem;
use crate::query::{NoParameters, StrictQuery};
use crate::request_context::Data;

/// Les banques partenaires.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Banques)]
pub(crate) struct BankList<'a> {
    /// Dans l'ordre des identifiants.
    banques: &'a [Bank],
    /// Leur nombre.
    nombre: usize,
}

/// Les banques des exports, avec leur réseau et leur groupe.
#[utoipa::path(
    get, path = "/api/v1/banques", tag = "Banques", operation_id = "banques",
    responses((status = 200, description = "Toutes les banques", body = BankList<'_>)),
)]
pub(crate) async fn banks(
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
    data: Data,
) -> Result<Response, Problem> {
    let banques = data.snapshot().banks()?;
    json(&BankList { banques, nombre: banques.len() })
}

//! The typical applicant.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use crate::body::json_bytes;
use crate::problem::Problem;
use crate::query::{NoParameters, StrictQuery};
use crate::request_context::Data;
use crate::service::Service;

/// Le profil type des demandeurs : celui de `courtier profile --format json`.
#[utoipa::path(
    get, path = "/api/v1/profil", tag = "Profil", operation_id = "profil",
    responses((status = 200, description = "Le profil ; aucun effectif de moins de dix personnes n'y paraît", body = serde_json::Value)),
)]
pub(crate) async fn profile(
    State(service): State<Arc<Service>>,
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
    data: Data,
) -> Result<Response, Problem> {
    Ok(json_bytes(service.snapshots.profile(data.loaded()).await?))
}

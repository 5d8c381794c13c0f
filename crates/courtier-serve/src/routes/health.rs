//! What machines ask: is it alive, is it ready, which version, which figures.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::body::json;
use crate::problem::{Problem, ProblemKind};
use crate::query::{NoParameters, StrictQuery};
use crate::service::Service;

const OPENMETRICS: HeaderValue = HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// État du serveur.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Etat)]
pub(crate) struct Health {
    /// `ok`.
    statut: &'static str,
    /// Version des données servies.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    version_donnees: Option<String>,
    /// Dernier chargement d'un export, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    charge_le: Option<String>,
}

/// Version du serveur.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Version)]
pub(crate) struct Version {
    /// Nom du programme.
    nom: &'static str,
    /// Sa version.
    version: &'static str,
}

/// Le processus répond-il ?
#[utoipa::path(
    get, path = "/livez", tag = "Exploitation", operation_id = "livez", security(()),
    responses((status = 200, description = "Oui", body = Health)),
)]
pub(crate) async fn live(StrictQuery(NoParameters {}): StrictQuery<NoParameters>) -> Result<Response, Problem> {
    json(&Health { statut: "ok", version_donnees: None, charge_le: None })
}

/// Les données sont-elles chargées, et assez récentes ?
#[utoipa::path(
    get, path = "/readyz", tag = "Exploitation", operation_id = "readyz", security(()),
    responses((status = 200, description = "Oui", body = Health)),
)]
pub(crate) async fn ready(
    State(service): State<Arc<Service>>,
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
) -> Result<Response, Problem> {
    let loaded = service.snapshots.current().ok_or_else(Problem::not_loaded)?;
    if let (Some(age), Some(limit)) = (service.data_age(), service.max_age)
        && age > limit
    {
        let hours = |duration: std::time::Duration| duration.as_secs_f64() / 3600.0;
        return Err(Problem::new(
            ProblemKind::NotLoaded,
            format!(
                "les données ont {:.0} h, la limite est de {} h (option freshness.max_age_hours) : relancez `courtier ingest`",
                hours(age),
                hours(limit)
            ),
            format!("the data are {:.0} h old, the limit is {} h (freshness.max_age_hours)", hours(age), hours(limit)),
        ));
    }
    json(&Health {
        statut: "ok",
        version_donnees: Some(loaded.snapshot().version().to_string()),
        charge_le: service.snapshots.loaded_exports_at().map(|at| at.to_rfc3339()),
    })
}

/// Quelle version de courtier répond ?
#[utoipa::path(
    get, path = "/version", tag = "Exploitation", operation_id = "version", security(()),
    responses((status = 200, description = "Nom et version", body = Version)),
)]
pub(crate) async fn version(StrictQuery(NoParameters {}): StrictQuery<NoParameters>) -> Result<Response, Problem> {
    json(&Version { nom: "courtier", version: env!("CARGO_PKG_VERSION") })
}

/// Mesures, au format OpenMetrics (Prometheus).
#[utoipa::path(
    get, path = "/metrics", tag = "Exploitation", operation_id = "metrics", security(()),
    responses((status = 200, description = "Requêtes par route, données servies, mémoire", body = String,
               content_type = "application/openmetrics-text")),
)]
pub(crate) async fn metrics(
    State(service): State<Arc<Service>>,
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
) -> Result<Response, Problem> {
    let text = service.metrics.text(service.data_age()).map_err(|error| Problem::internal(&error))?;
    let mut response = text.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, OPENMETRICS);
    Ok(response)
}

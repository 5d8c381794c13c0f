//! The endpoints, and the document that describes them.

mod banks;
mod batch;
mod best_proposal;
mod console;
mod health;
mod opportunities;
mod profile;
mod proposals;
mod simulation;

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use courtier_access::Scope;
use courtier_answers::AnswerError;
use courtier_core::SalesforceId;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::{Problem, ProblemKind};
use crate::scopes::Scopes;
use crate::service::Service;

/// Returns the router of every endpoint.
pub(crate) fn router(service: &Arc<Service>) -> Router {
    let (router, _described) = every().split_for_parts();
    router.merge(console::router()).with_state(Arc::clone(service))
}

/// Returns the description of every endpoint.
pub(crate) fn described() -> OpenApi {
    every().into_openapi()
}

/// Returns what each endpoint asks of its readers.
pub(crate) fn scopes() -> Scopes {
    Scopes::of([(personal().into_openapi(), Scope::Personal), (aggregate().into_openapi(), Scope::Aggregate)])
}

fn every() -> OpenApiRouter<Arc<Service>> {
    OpenApiRouter::new().merge(personal()).merge(aggregate()).merge(open())
}

/// Endpoints that answer about persons.
fn personal() -> OpenApiRouter<Arc<Service>> {
    OpenApiRouter::new()
        .routes(routes!(opportunities::find))
        .routes(routes!(opportunities::one))
        .routes(routes!(batch::batch))
        .routes(routes!(proposals::proposals))
        .routes(routes!(best_proposal::best_proposal))
}

/// Endpoints that answer about no person.
fn aggregate() -> OpenApiRouter<Arc<Service>> {
    OpenApiRouter::new()
        .routes(routes!(profile::profile))
        .routes(routes!(simulation::simulate))
        .routes(routes!(banks::banks))
}

/// Endpoints for machines and for whoever looks at the documentation: no key is asked for.
fn open() -> OpenApiRouter<Arc<Service>> {
    OpenApiRouter::new()
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
        .routes(routes!(health::version))
        .routes(routes!(health::metrics))
}

/// The part of an address that names an opportunity.
type IdPath = Result<Path<String>, PathRejection>;

/// Reads the id of an address.
fn id_of(path: IdPath) -> Result<SalesforceId, Problem> {
    let Path(id) = path.map_err(|_not_text| {
        Problem::new(
            ProblemKind::MalformedId,
            "l'identifiant de l'adresse n'est pas un texte UTF-8",
            "the identifier in the address is not UTF-8 text",
        )
        .about(["id".to_owned()])
    })?;
    parse_id(&id)
}

fn parse_id(id: &str) -> Result<SalesforceId, Problem> {
    SalesforceId::parse(id).map_err(|source| AnswerError::MalformedId { id: id.to_owned(), source }.into())
}

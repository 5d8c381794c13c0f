//! The description of the API (OpenAPI 3.1): what the handlers declare, plus what holds for all of them.

use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, Info, License, OpenApi, Ref, RefOr, ResponseBuilder, SecurityRequirement,
};
use utoipa::{PartialSchema as _, ToSchema as _};

use crate::problem::{ProblemDocument, ProblemKind};
use crate::routes;

/// Name of the way to authenticate.
const SCHEME: &str = "cle";

/// Problems that any endpoint may answer.
const ANYWHERE: [ProblemKind; 6] = [
    ProblemKind::MalformedRequest,
    ProblemKind::MethodNotAllowed,
    ProblemKind::Timeout,
    ProblemKind::AddressTooLong,
    ProblemKind::Internal,
    ProblemKind::NotLoaded,
];
/// Problems of the endpoints that ask for a key.
const WITH_KEY: [ProblemKind; 4] = [
    ProblemKind::AuthenticationRequired,
    ProblemKind::AccessDenied,
    ProblemKind::NotFound,
    ProblemKind::TooManyRequests,
];
/// Problems of the endpoints that take a body.
const WITH_BODY: [ProblemKind; 2] = [ProblemKind::BodyTooLarge, ProblemKind::UnsupportedMediaType];

/// Returns the description of the API.
#[must_use]
pub fn document() -> OpenApi {
    let mut document = routes::described();
    let mut info = Info::new("courtier", "1");
    info.description = Some(
        "Les opportunités de prêt immobilier, leurs propositions et le profil des demandeurs, lus dans la dernière \
         publication du lac. Les erreurs sont des documents `application/problem+json` (RFC 9457), en français, ou en \
         anglais avec `Accept-Language: en`."
            .to_owned(),
    );
    info.license = Some(License::new("Apache-2.0"));
    document.info = info;
    let components = document.components.get_or_insert_default();
    let bearer = Http::builder()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("Clé de `courtier key create`, ou jeton de l'émetteur configuré"))
        .build();
    components.security_schemes.insert(SCHEME.to_owned(), RefOr::T(SecurityScheme::Http(bearer)));
    components.schemas.insert(ProblemDocument::name().into_owned(), ProblemDocument::schema());
    for (path, item) in &mut document.paths.paths {
        let has_key = path.starts_with("/api/");
        for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
            describe(operation, has_key);
        }
    }
    document
}

fn describe(operation: &mut Operation, has_key: bool) {
    let mut problems = ANYWHERE.to_vec();
    if has_key {
        problems.extend(WITH_KEY);
        operation.security = Some(vec![SecurityRequirement::new(SCHEME, Vec::<String>::new())]);
    }
    if operation.request_body.is_some() {
        problems.extend(WITH_BODY);
    }
    for problem in problems {
        let (_, status, title, _) = problem.facts();
        let content = ContentBuilder::new()
            .schema(Some(RefOr::Ref(Ref::from_schema_name(ProblemDocument::name().into_owned()))))
            .build();
        let response = ResponseBuilder::new().description(title).content("application/problem+json", content).build();
        operation.responses.responses.insert(status.as_u16().to_string(), RefOr::T(response));
    }
}

//! The description of the API (OpenAPI 3.1): what the handlers declare, plus what holds for all of them.

use courtier_contract::Contracts;
use courtier_lake::Models;
use utoipa::openapi::header::Header;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, Info, License, OpenApi, Ref, RefOr, ResponseBuilder, Schema, SecurityRequirement,
};
use utoipa::{PartialSchema as _, ToSchema as _};

use crate::ServerError;
use crate::problem::{ProblemDocument, ProblemKind};
use crate::routes;

/// Names of the two ways to authenticate.
const BEARER: &str = "cle";
const HEADER: &str = "cle_en_tete";

/// Problems that any endpoint may answer.
const ANYWHERE: [ProblemKind; 7] = [
    ProblemKind::MalformedRequest,
    ProblemKind::MisdirectedRequest,
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

/// When to ask again.
const RETRY_AFTER: (&str, &str) = ("Retry-After", "Secondes à attendre");
/// Headers of the limit of requests, told when keys are asked for.
const RATE: [(&str, &str); 4] = [
    ("RateLimit-Limit", "Requêtes permises par minute"),
    ("RateLimit-Remaining", "Requêtes encore permises"),
    ("RateLimit-Reset", "Secondes avant qu'elles le soient toutes"),
    RETRY_AFTER,
];

/// Objects whose fields are columns: their name here, and the table whose contract describes them.
const COLUMNS: [(&str, &str); 2] = [("Opportunite", "opportunites"), ("Proposition", "gold.couts_propositions")];

/// Returns the description of the API. Fields that are columns are described as their contracts do.
///
/// # Errors
/// [`ServerError`] when a contract of courtier is wrong.
pub fn document() -> Result<OpenApi, ServerError> {
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
    let in_header = ApiKeyValue::with_description("X-API-Key", "Clé de `courtier key create`");
    let schemes = [(BEARER, SecurityScheme::Http(bearer)), (HEADER, SecurityScheme::ApiKey(ApiKey::Header(in_header)))];
    components.security_schemes.extend(schemes.map(|(name, scheme)| (name.to_owned(), RefOr::T(scheme))));
    components.schemas.insert(ProblemDocument::name().into_owned(), ProblemDocument::schema());
    for (path, item) in &mut document.paths.paths {
        let has_key = path.starts_with("/api/");
        for operation in [&mut item.get, &mut item.post].into_iter().flatten() {
            describe(operation, has_key);
        }
    }
    describe_columns(components_of(&mut document))?;
    Ok(document)
}

fn components_of(document: &mut OpenApi) -> &mut Components {
    document.components.get_or_insert_default()
}

/// Gives the fields that are columns the text of their contract.
fn describe_columns(components: &mut Components) -> Result<(), ServerError> {
    let (contracts, models) = (Contracts::built_in()?, Models::load(None)?);
    for (schema, table) in COLUMNS {
        let of_model = || models.iter().find(|model| model.table.to_string() == table)?.contract.as_ref();
        let Some(contract) = contracts.get(table).or_else(of_model) else { continue };
        let Some(RefOr::T(Schema::Object(object))) = components.schemas.get_mut(schema) else { continue };
        for (name, field) in &mut object.properties {
            if let (RefOr::T(Schema::Object(field)), Some(column)) = (field, contract.column(name)) {
                field.description = Some(column.description.clone());
            }
        }
    }
    Ok(())
}

fn describe(operation: &mut Operation, has_key: bool) {
    let mut problems = ANYWHERE.to_vec();
    if has_key {
        problems.extend(WITH_KEY);
        let either = [BEARER, HEADER].map(|scheme| SecurityRequirement::new(scheme, Vec::<String>::new()));
        operation.security = Some(either.to_vec());
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
    for (status, response) in &mut operation.responses.responses {
        let (RefOr::T(response), true) = (response, has_key) else { continue };
        let is_told = |name: &str| match status.as_str() {
            "200" => name != RETRY_AFTER.0,
            "429" => true,
            _ => false,
        };
        for (name, description) in RATE.into_iter().filter(|(name, _)| is_told(name)) {
            let mut header = Header::new(ObjectBuilder::new().schema_type(Type::Integer));
            header.description = Some(description.to_owned());
            response.headers.insert(name.to_owned(), RefOr::T(header));
        }
    }
}

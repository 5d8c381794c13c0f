//! JSON bodies: in, the fields that an endpoint declares and no other; out, bytes with their type.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::problem::{Problem, ProblemKind};
use crate::server::LARGEST_BODY;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Bytes that the answer for one opportunity fits in.
const USUAL_ANSWER: usize = 512;

/// A JSON body, read as `T`, which refuses the fields that it does not know.
#[derive(Debug)]
pub(crate) struct StrictJson<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for StrictJson<T> {
    type Rejection = Problem;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Problem> {
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = media_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(bare(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        DefaultBodyLimit::max(LARGEST_BODY).apply(&mut request);
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| bare(rejection.status()))?;
        let mut deserializer = serde_json::Deserializer::from_slice(&bytes);
        let read = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
            let path = Some(error.path().to_string()).filter(|path| path != ".");
            invalid(error.inner(), path)
        })?;
        deserializer.end().map_err(|error| invalid(&error, None))?;
        Ok(Self(read))
    }
}

fn bare(status: StatusCode) -> Problem {
    Problem::of_status(status).unwrap_or_else(Problem::not_loaded)
}

/// Says where a body is wrong; `path` leads to the value, when it is not the whole.
fn invalid(error: &serde_json::Error, path: Option<String>) -> Problem {
    let (line, column) = (error.line(), error.column());
    let missing = missing_field(error);
    let is_missing = missing.is_some();
    let field = path.into_iter().chain(missing).collect::<Vec<_>>().join(".");
    let (french, english) = match (field.as_str(), is_missing) {
        ("", _) => (String::new(), String::new()),
        (field, false) => (format!(", champ `{field}`"), format!(", field `{field}`")),
        (field, true) => (format!(", il manque le champ `{field}`"), format!(", the field `{field}` is missing")),
    };
    let problem = Problem::new(
        ProblemKind::InvalidBody,
        format!("le corps n'est pas le JSON attendu, que /docs donne : ligne {line}, colonne {column}{french}"),
        format!("the body is not the JSON that /docs gives: line {line}, column {column}{english}"),
    );
    if field.is_empty() { problem } else { problem.about([field]) }
}

/// Returns the name of a field that is not there. Serde tells it in words only; it is one that we declare, not the client's.
fn missing_field(error: &serde_json::Error) -> Option<String> {
    let text = error.to_string();
    let (name, _place) = text.strip_prefix("missing field `")?.split_once('`')?;
    Some(name.to_owned())
}

/// Answers a value as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<Response, Problem> {
    let mut bytes = Vec::with_capacity(USUAL_ANSWER);
    serde_json::to_writer(&mut bytes, value).map_err(|error| Problem::internal(&error))?;
    Ok(json_bytes(bytes))
}

/// Answers bytes that are JSON.
pub(crate) fn json_bytes(bytes: impl Into<Body>) -> Response {
    let mut response = bytes.into().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    response
}

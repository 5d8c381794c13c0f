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
            let path = error.path().to_string();
            let inner = error.inner();
            invalid(&path, inner.line(), inner.column())
        })?;
        deserializer.end().map_err(|error| invalid(".", error.line(), error.column()))?;
        Ok(Self(read))
    }
}

fn bare(status: StatusCode) -> Problem {
    Problem::of_status(status).unwrap_or_else(Problem::not_loaded)
}

fn invalid(path: &str, line: usize, column: usize) -> Problem {
    let (french, english) = match path {
        "." => (String::new(), String::new()),
        path => (format!(", champ `{path}`"), format!(", field `{path}`")),
    };
    let problem = Problem::new(
        ProblemKind::InvalidBody,
        format!("le corps n'est pas le JSON attendu, que /docs donne : ligne {line}, colonne {column}{french}"),
        format!("the body is not the JSON that /docs gives: line {line}, column {column}{english}"),
    );
    if path == "." { problem } else { problem.about([path.to_owned()]) }
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

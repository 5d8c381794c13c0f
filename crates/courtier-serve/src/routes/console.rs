//! The description of the API, and a console to try it: pages that need nothing from outside.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use http::{HeaderValue, StatusCode, header};
use utoipa_swagger_ui::{Config, serve};

use crate::body::json_bytes;
use crate::problem::Problem;
use crate::security_headers::add_to_page;
use crate::service::Service;

static CONFIG: LazyLock<Arc<Config<'static>>> =
    LazyLock::new(|| Arc::new(Config::new(["/openapi.json"]).validator_url("none")));

/// The document, written once.
static DOCUMENT: LazyLock<Result<Bytes, String>> = LazyLock::new(|| {
    let document = crate::document().map_err(|error| error.to_string())?;
    serde_json::to_vec(&document).map(Bytes::from).map_err(|error| error.to_string())
});

pub(super) fn router() -> Router<Arc<Service>> {
    Router::new()
        .route("/", get(async || Redirect::temporary("/docs/")))
        .route("/openapi.json", get(document))
        .route("/docs", get(async || Redirect::permanent("/docs/")))
        .route("/docs/", get(async || file("index.html")))
        .route("/docs/{*file}", get(async |Path(name): Path<String>| file(&name)))
}

async fn document() -> Result<Response, Problem> {
    match &*DOCUMENT {
        Ok(bytes) => Ok(json_bytes(bytes.clone())),
        Err(error) => Err(Problem::internal(&std::io::Error::other(error.clone()))),
    }
}

fn file(name: &str) -> Response {
    match serve(name, Arc::clone(&CONFIG)) {
        Ok(Some(file)) => {
            // The files of the library, but one, are in the binary: no request copies them.
            let bytes = match file.bytes {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => Bytes::from(bytes),
            };
            let mut response = bytes.into_response();
            let headers = response.headers_mut();
            if let Ok(media_type) = HeaderValue::from_str(&file.content_type) {
                headers.insert(header::CONTENT_TYPE, media_type);
            }
            add_to_page(headers);
            response
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => Problem::internal(error.as_ref()).into_response(),
    }
}

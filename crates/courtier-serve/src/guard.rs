//! What happens to every request for data: who asks, whether they may, how often; from which snapshot it is answered,
//! whether the client has that answer already, and the record of what it showed.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use courtier_access::Scope;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::audit::Reading;
use crate::request_context::RequestContext;
use crate::request_id::RequestId;
use crate::service::Service;

/// Clients may keep an answer, and must ask whether it is still good.
const REVALIDATE: HeaderValue = HeaderValue::from_static("private, no-cache");

/// Answers a request for data of a scope, or refuses it.
pub(crate) async fn guarded(
    service: &Service,
    scope: Scope,
    route: Option<MatchedPath>,
    request_id: RequestId,
    mut request: Request,
    next: Next,
) -> Response {
    let at = service.clock.now();
    let (reader, rate) = match service.access.admit(request.headers(), scope, at) {
        Ok(admitted) => admitted,
        Err(refused) => return refused.into_response(),
    };
    let context = service.snapshots.current().map(|loaded| Arc::new(RequestContext::new(request_id, loaded)));
    if let Some(context) = &context {
        request.extensions_mut().insert(Arc::clone(context));
    }
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let mut response = next.run(request).await;
    if let Some(context) = context {
        if let Some(read) = context.read() {
            let reading = Reading { at, reader, route, request_id, read };
            if let Err(problem) = service.audit.tell(reading).await {
                return problem.into_response();
            }
        }
        if is_get && response.status() == StatusCode::OK {
            validate(&mut response, context.loaded().etag(), known.as_ref());
        }
    }
    if let Some(rate) = rate {
        rate.tell(response.headers_mut());
    }
    response
}

/// Gives an answer its validator, and takes its body away when the client has it.
fn validate(response: &mut Response, etag: &HeaderValue, known: Option<&HeaderValue>) {
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(header::ETAG, etag.clone());
    headers.insert(header::CACHE_CONTROL, REVALIDATE);
    if known.is_some_and(|known| is_known(known, etag)) {
        headers.remove(header::CONTENT_TYPE);
        headers.remove(header::CONTENT_LENGTH);
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        // Of no told length: that of an empty one would be told, and is not that of the answer (RFC 9110, 8.6).
        *response.body_mut() = Body::from_stream(futures::stream::empty::<Result<Bytes, Infallible>>());
    }
}

/// Returns whether `If-None-Match` names `etag`, by the weak comparison that it asks for (RFC 9110, 13.1.2).
fn is_known(known: &HeaderValue, etag: &HeaderValue) -> bool {
    fn opaque(tag: &str) -> &str {
        tag.trim().strip_prefix("W/").unwrap_or_else(|| tag.trim())
    }
    let (Ok(known), Ok(etag)) = (known.to_str(), etag.to_str()) else { return false };
    known.trim() == "*" || known.split(',').any(|tag| opaque(tag) == opaque(etag))
}

#[cfg(test)]
mod tests {
    use super::is_known;
    use http::HeaderValue;

    #[test]
    fn compares_validators_weakly() {
        let etag = HeaderValue::from_static("W/\"a1\"");
        for (known, expected) in [
            ("W/\"a1\"", true),
            ("\"a1\"", true),
            ("\"b\", W/\"a1\"", true),
            ("*", true),
            ("\"a\"", false),
            ("a1", false),
        ] {
            assert_eq!(is_known(&HeaderValue::from_static(known), &etag), expected, "{known}");
        }
    }
}

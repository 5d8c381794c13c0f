//! What happens to every request, whatever it asks: it gets an id and a place in a trace, it is guarded when it is for
//! data, timed and counted, its errors become problem documents, and its answer gets the headers that all have.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures::FutureExt as _;
use http::{HeaderMap, HeaderValue, StatusCode, Version, header};
use opentelemetry::trace::TraceContextExt as _;
use tracing::{Instrument as _, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use crate::guard::guarded;
use crate::language::Language;
use crate::problem::{self, Problem, ProblemKind};
use crate::request_id::{self, RequestId};
use crate::scopes::Scopes;
use crate::security_headers;
use crate::server::LARGEST_BODY;
use crate::service::Service;
use crate::trace_context::{self, TraceContext};

/// Longest address, in bytes: a search with every parameter is far below.
const LONGEST_ADDRESS: usize = 8192;

/// Largest body that is waited for whatever the request, in bytes.
const SMALL_BODY: usize = 16 * 1024;

/// Headers that every answer gets here.
const HEADERS_ADDED: usize = 10;

/// Label of the requests that no route takes.
const NO_ROUTE: &str = "aucune";

/// What exchanges depend on.
#[derive(Debug)]
pub(crate) struct Exchange {
    service: Arc<Service>,
    scopes: Scopes,
    /// Time given to a request.
    timeout: Duration,
}

pub(crate) async fn exchange(State(exchange): State<Arc<Exchange>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::of(request.headers());
    let parent = TraceContext::read(request.headers());
    let languages = request.headers().get(header::ACCEPT_LANGUAGE).cloned();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let label = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let span = tracing::info_span!(
        "request",
        otel.name = %format_args!("{method} {label}"),
        otel.kind = "server",
        otel.status_code = tracing::field::Empty,
        http.request.method = %method,
        http.route = label,
        http.response.status_code = tracing::field::Empty,
        request_id = id.as_str(),
        trace_id = tracing::field::Empty,
    );
    let trace = trace_of(&span, parent);
    if let Some(trace) = trace {
        span.record("trace_id", trace.trace_id());
    }
    let mut response = async {
        let response = match refusal(&exchange.service, &request) {
            Some(problem) => problem.into_response(),
            None => exchange.answer(route.clone(), id, request, next).await,
        };
        let status = response.status();
        let duration = started.elapsed();
        exchange.service.metrics.answered(&method, label, status, duration);
        let span = Span::current();
        span.record("http.response.status_code", i64::from(status.as_u16()));
        if status.is_server_error() {
            span.record("otel.status_code", "ERROR");
        }
        let duration_us = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        tracing::info!(method = %method, route = label, status = status.as_u16(), duration_us, "answered");
        response
    }
    .instrument(span)
    .await;
    tell_problem(&mut response, languages.as_ref(), &id);
    let headers = response.headers_mut();
    headers.reserve(HEADERS_ADDED);
    if let Some(value) = id.header() {
        headers.insert(request_id::HEADER, value);
    }
    // For who traces: others need no name for a trace of one request.
    if let Some(value) = parent.and_then(|_| trace?.header()) {
        headers.insert(trace_context::HEADER, value);
    }
    security_headers::add(headers, exchange.service.is_tls);
    response
}

/// Returns the place of a request in a trace, when somebody is told: that of the collector's span when there is one.
fn trace_of(span: &Span, parent: Option<TraceContext>) -> Option<TraceContext> {
    if parent.is_none() && span.is_disabled() {
        return None;
    }
    if let Some(parent) = parent {
        let remote = opentelemetry::Context::new().with_remote_span_context(parent.as_remote_parent());
        // Without OpenTelemetry the span has no parent to set.
        let _unset = span.set_parent(remote);
    }
    let collected = TraceContext::of(span.context().span().span_context());
    collected.or_else(|| Some(TraceContext::child_of(parent)))
}

impl Exchange {
    pub(crate) const fn new(service: Arc<Service>, scopes: Scopes, timeout: Duration) -> Self {
        Self { service, scopes, timeout }
    }

    /// Has a request answered, in the time given, whatever its handler does.
    async fn answer(&self, route: Option<MatchedPath>, id: RequestId, request: Request, next: Next) -> Response {
        let scope = route.as_ref().and_then(|route| self.scopes.get(route.as_str()));
        let answer = async {
            let request = match arrived(request).await {
                Ok(request) => request,
                Err(problem) => return problem.into_response(),
            };
            match scope {
                Some(scope) => guarded(&self.service, scope, route, id, request, next).await,
                None => next.run(request).await,
            }
        };
        // Nothing that a panic could leave half-done outlives the request.
        match tokio::time::timeout(self.timeout, AssertUnwindSafe(answer).catch_unwind()).await {
            Ok(Ok(response)) => response,
            Ok(Err(_panic)) => panicked(),
            Err(_elapsed) => StatusCode::REQUEST_TIMEOUT.into_response(),
        }
    }
}

/// Waits for a small body before anything is decided: a request that is refused while its body is on its way loses its
/// connection, and clients that keep one then fail at their next request. Large ones are worth that.
async fn arrived(request: Request) -> Result<Request, Problem> {
    if !announced_bytes(request.headers()).is_some_and(|bytes| (1..=SMALL_BODY).contains(&bytes)) {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    // The client left in the middle.
    let cut = |_cut| Problem::of_status(StatusCode::BAD_REQUEST).unwrap_or_else(Problem::not_loaded);
    let bytes = to_bytes(body, SMALL_BODY).await.map_err(cut)?;
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

fn announced_bytes(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Returns why a request is refused before it is looked at.
fn refusal(service: &Service, request: &Request) -> Option<Problem> {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if length > LONGEST_ADDRESS {
        return Some(Problem::new(
            ProblemKind::AddressTooLong,
            "l'adresse dépasse 8192 octets",
            "the address is longer than 8192 bytes",
        ));
    }
    if announced_bytes(request.headers()).is_some_and(|bytes| bytes > LARGEST_BODY) {
        return Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let told = request.headers().get(header::HOST).map(HeaderValue::as_bytes);
    // RFC 9112, section 3.2.
    if request.version() == Version::HTTP_11 && told.is_none() {
        return Some(Problem::new(
            ProblemKind::MalformedRequest,
            "une requête HTTP/1.1 a un en-tête `Host`",
            "an HTTP/1.1 request has a `Host` header",
        ));
    }
    // An address that is whole comes first (RFC 9112, section 3.2.2); in HTTP/2 it is.
    let host = request.uri().host().or_else(|| told.map(|told| host_of(told).unwrap_or_default()));
    (!service.access.is_meant(host)).then(|| {
        Problem::new(
            ProblemKind::MisdirectedRequest,
            "sans clé, le serveur ne répond qu'à cette machine : `Host` doit être localhost, 127.0.0.1 ou [::1] ; ou créez \
             une clé avec `courtier key create`",
            "without keys, the server answers this machine only: `Host` must be localhost, 127.0.0.1 or [::1]; or create a \
             key with `courtier key create`",
        )
    })
}

/// Returns a `Host` without its port.
fn host_of(told: &[u8]) -> Option<&str> {
    let told = std::str::from_utf8(told).ok()?;
    match told.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => Some(host),
        _ => Some(told),
    }
}

/// Gives an error its document. Statuses that the framework answers by itself have none yet.
fn tell_problem(response: &mut Response, languages: Option<&HeaderValue>, id: &RequestId) {
    let told = response.extensions_mut().remove::<Problem>();
    let Some(problem) = told.or_else(|| Problem::of_status(response.status())) else { return };
    let language = Language::of(languages);
    let document = problem.document(language, id.as_str());
    let bytes = serde_json::to_vec(&document).unwrap_or_default();
    let status = StatusCode::from_u16(document.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, problem::MEDIA_TYPE);
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    vary(headers);
    // The framework drops it for HEAD, and then tells its length.
    *response.body_mut() = Body::from(bytes);
}

fn vary(headers: &mut HeaderMap) {
    headers.append(header::VARY, HeaderValue::from_static("Accept-Language"));
}

/// Answers a request whose handler panicked: a defect, which the log tells of without the panic's text, since it could
/// hold data.
fn panicked() -> Response {
    tracing::error!("a handler panicked");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

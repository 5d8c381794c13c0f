//! A server that does nothing: it answers every request with one constant JSON body.
//!
//!     bare_axum PORT BODY_BYTES
//!
//! `bench/scenarios/serve.py` measures it beside courtier: what is lost to routing, keys, lookups, audit and metrics is
//! the distance between the two. Same framework, run as it usually is: a thread a core, which take work from one another.

use std::io::Write as _;

use axum::Router;
use axum::body::Bytes;
use axum::response::IntoResponse;
use http::{HeaderValue, header};
use tokio::net::TcpListener;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [port, body_bytes] = arguments.as_slice() else { return Err("PORT BODY_BYTES".into()) };
    let (port, body_bytes): (u16, usize) = (port.parse()?, body_bytes.parse()?);
    // A JSON text of that size: what it says does not matter.
    let body = Bytes::from(format!("\"{}\"", "x".repeat(body_bytes.saturating_sub(2))));
    let answer = move || {
        let body = body.clone();
        async move { ([(header::CONTENT_TYPE, JSON)], body).into_response() }
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    writeln!(std::io::stderr(), "http://{}/", listener.local_addr()?)?;
    let server = axum::serve(listener, Router::new().fallback(answer));
    server.with_graceful_shutdown(stop()).await?;
    Ok(())
}

async fn stop() {
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else { return };
    let _received = terminate.recv().await;
}

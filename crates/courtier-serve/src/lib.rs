//! The REST API of courtier: opportunities, proposals, profile, simulations, over HTTP.
//!
//! - [`Server`] binds, answers, and drains when it is told to stop;
//! - answers come from one immutable [`courtier_answers::Snapshot`] ([`snapshots`](mod@snapshots)), replaced when the lake
//!   publishes another version: a reader never waits for a writer;
//! - who may ask what is decided in one place (`guard`), every error is a [`problem`](mod@problem) (RFC 9457);
//! - who read which opportunity goes to `ops.lectures` (`audit`).
//!
//! Messages to users are French, or English when they ask for it.

mod access;
mod audit;
mod body;
mod connection;
mod document;
mod exchange;
mod guard;
mod key_store;
mod language;
mod metrics;
mod page_cursor;
mod problem;
mod query;
mod request_context;
mod request_id;
mod routes;
mod scopes;
mod security_headers;
mod server;
mod server_error;
mod service;
mod snapshots;
mod tls;
mod trace_context;
mod watch;
mod workers;

pub use document::document;
pub use key_store::{KeyStore, KeyStoreError};
pub use server::{JwtSettings, Server, ServerSettings, TlsFiles};
pub use server_error::ServerError;

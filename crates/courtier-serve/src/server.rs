//! The server: it listens, hands connections to the router, and drains when it is told to stop.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use courtier_contract::Contracts;
use courtier_core::Clock;
use courtier_jobs::background::Priority;
use courtier_lake::{Lake, Models};
use http::{HeaderName, HeaderValue, Method, Uri, header};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::access::{Access, AccessSettings};
use crate::audit::{Audit, AuditPublisher, AuditWriter};
use crate::connection::Connections;
use crate::exchange::{Exchange, exchange};
use crate::metrics::Metrics;
use crate::routes;
use crate::service::Service;
use crate::snapshots::Snapshots;
use crate::tls::Certificate;
use crate::watch::{watch_keys, watch_lake};
use crate::workers::{Workers, thread};
use crate::{KeyStore, ServerError};

/// Largest body, in bytes: a thousand ids are below a tenth of it.
pub(crate) const LARGEST_BODY: usize = 256 * 1024;
/// Time to finish what was begun when the server is told to stop.
const DRAIN: Duration = Duration::from_secs(30);
/// Pause after a connection could not be accepted, so that others can close.
const BACK_OFF: Duration = Duration::from_millis(50);

/// The files of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// Chain, PEM.
    pub certificate: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
}

/// How a server listens and answers.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Address to listen on.
    pub host: String,
    /// Port to listen on; 0 for a free one.
    pub port: u16,
    /// Interval between two looks at the lake, the keys and the certificate.
    pub poll_every: Duration,
    /// Time given to a request; to a client, to send its headers and to take its answer.
    pub request_timeout: Duration,
    /// Most connections at a time.
    pub max_connections: usize,
    /// Most requests a minute and a key; `None` for no limit.
    pub requests_per_minute: Option<u32>,
    /// Interval between two additions to `ops.lectures`.
    pub audit_every: Duration,
    /// Web origins that may read answers.
    pub cors_origins: Vec<String>,
    /// Certificate; `None` for plain HTTP.
    pub tls: Option<TlsFiles>,
    /// Issuer of tokens, its audience, its keys (file or URL) and the claim of the roles.
    pub jwt: Option<JwtSettings>,
    /// Age from which data are old; `None` for never.
    pub max_age: Option<Duration>,
}

/// Which tokens are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwtSettings {
    /// Issuer.
    pub issuer: String,
    /// Audience.
    pub audience: String,
    /// Its public keys: a file, or a URL.
    pub jwks: String,
    /// Claim that holds the roles.
    pub role_claim: String,
}

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    service: Arc<Service>,
    audit_writer: AuditWriter,
    audit_publisher: AuditPublisher,
    certificate: Option<Arc<Certificate>>,
    settings: ServerSettings,
}

impl Server {
    /// Listens. Requests are answered once it runs; data are loaded then too.
    ///
    /// # Errors
    /// [`ServerError`]: the address, the certificate, the keys; or nothing would protect the data.
    pub async fn bind(
        lake: Lake,
        models: Models,
        contracts: Contracts,
        clock: Arc<dyn Clock>,
        settings: ServerSettings,
    ) -> Result<Self, ServerError> {
        let address = format!("{}:{}", settings.host, settings.port);
        let cannot = |source| ServerError::Bind { address: address.clone(), source };
        let listener = TcpListener::bind((settings.host.as_str(), settings.port)).await.map_err(cannot)?;
        let is_loopback = listener.local_addr().map_err(cannot)?.ip().is_loopback();
        let access = Access::open(AccessSettings {
            lake: lake.clone(),
            host: settings.host.clone(),
            is_loopback,
            requests_per_minute: settings.requests_per_minute,
            jwt: settings.jwt.clone(),
        })
        .await?;
        let cursors = KeyStore::of(&lake).seal_of_cursors()?;
        let metrics = Arc::new(Metrics::new());
        let certificate = settings.tls.clone().map(Certificate::load).transpose()?.map(Arc::new);
        let (audit, audit_writer, audit_publisher) = Audit::open(&lake, &clock, settings.audit_every, &metrics);
        let service = Arc::new(Service {
            snapshots: Snapshots::new(lake, models, contracts, Arc::clone(&metrics)),
            access,
            audit,
            cursors,
            metrics,
            clock,
            max_age: settings.max_age,
            is_tls: certificate.is_some(),
        });
        Ok(Self { listener, service, audit_writer, audit_publisher, certificate, settings })
    }

    /// Returns the address that the server listens on.
    ///
    /// # Errors
    /// [`ServerError::Bind`].
    pub fn address(&self) -> Result<SocketAddr, ServerError> {
        let address = &self.settings.host;
        self.listener.local_addr().map_err(|source| ServerError::Bind { address: address.clone(), source })
    }

    /// Returns whether requests must say who asks.
    #[must_use]
    pub fn asks_for_keys(&self) -> bool {
        self.service.access.is_required()
    }

    /// Answers until `stop` is done, then lets requests end for at most thirty seconds.
    ///
    /// # Errors
    /// [`ServerError::Option`] when an option holds what no header can.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServerError> {
        let Self { listener, service, audit_writer, audit_publisher, certificate, settings } = self;
        let router = router(&service, &settings)?;
        let (stop_watching, stopped) = tokio::sync::watch::channel(());
        let keys = watch_keys(Arc::clone(&service), certificate.clone(), settings.poll_every);
        let lake = watch_lake(Arc::clone(&service), settings.poll_every);
        let writer = thread("lectures", Priority::Normal, audit_writer.run())?;
        let others = [
            // Normal: it holds the lake's lock, which other commands wait for.
            thread("publication", Priority::Normal, audit_publisher.run())?,
            thread("veille", Priority::Low, until(stopped.clone(), keys))?,
            // Normal until it has loaded what every request asks for.
            thread("instantane", Priority::Normal, until(stopped, lake))?,
        ];
        let graceful = GracefulShutdown::new();
        let connections = Connections::new(router, certificate, Arc::clone(&service), settings.request_timeout);
        let places = Arc::new(Semaphore::new(settings.max_connections));
        let workers = Workers::start(available_parallelism().map_or(1, NonZeroUsize::get))?;
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = accept(&listener, &places) => accepted,
                () = &mut stop => break,
            };
            let Some((stream, place)) = accepted else { continue };
            let (connections, watcher) = (connections.clone(), graceful.watcher());
            workers.spawn(async move {
                connections.serve(stream, watcher).await;
                drop(place);
            });
        }
        drop(listener);
        tracing::info!("draining");
        if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
            tracing::warn!("some requests were cut: they did not end in thirty seconds");
        }
        drop(stop_watching);
        let ended = tokio::task::spawn_blocking(move || {
            // First: what goes on would show opportunities that nothing records any more.
            let are_well = workers.end();
            service.access.keep_uses();
            service.audit.end();
            let unwritten = writer.join().ok()?;
            (others.into_iter().all(|thread| thread.join().is_ok()) && are_well).then_some(unwritten)
        });
        match ended.await.ok().flatten() {
            Some(0) => Ok(()),
            Some(reads) => Err(ServerError::NotRecorded { reads }),
            None => Err(ServerError::Defect),
        }
    }
}

/// Does what has no end until the other end of `stopped` is gone.
async fn until(mut stopped: tokio::sync::watch::Receiver<()>, endless: impl Future<Output = ()>) {
    tokio::select! {
        () = endless => {}
        _gone = stopped.changed() => {}
    }
}

/// Takes the next connection, when there is a place for it.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(std::net::TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    // The semaphore is never closed.
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await.and_then(|(stream, _)| stream.into_std()) {
        Ok(stream) => Some((stream, place)),
        Err(error) => {
            // Too many open files, or a client that left: neither is an end.
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(BACK_OFF).await;
            None
        }
    }
}

fn router(service: &Arc<Service>, settings: &ServerSettings) -> Result<Router, ServerError> {
    let state = Exchange::new(Arc::clone(service), routes::scopes(), settings.request_timeout);
    // Each layer boxes every request and answer once more: what all of them need is one.
    let router = routes::router(service).layer(from_fn_with_state(Arc::new(state), exchange));
    // Outside: a page of another origin must be able to read why it is refused.
    Ok(match cors(&settings.cors_origins)? {
        Some(cors) => router.layer(cors),
        None => router,
    })
}

/// Web pages of these origins may read answers; without origins, none may.
fn cors(origins: &[String]) -> Result<Option<CorsLayer>, ServerError> {
    let origin = |origin: &String| {
        let is_one = |uri: &Uri| {
            let (scheme, authority) = (uri.scheme_str(), uri.authority());
            scheme.zip(authority).is_some_and(|(scheme, authority)| format!("{scheme}://{authority}") == *origin)
        };
        let valid = origin.parse().ok().filter(is_one).and_then(|_| HeaderValue::from_str(origin).ok());
        valid.ok_or_else(|| ServerError::Option {
            option: "server.cors_origins",
            reason: format!(
                "`{origin}` n'est pas une origine, telle que https://conseil.exemple.fr (sans `/` à la fin)"
            ),
        })
    };
    let origins: Vec<HeaderValue> = origins.iter().map(origin).collect::<Result<_, _>>()?;
    if origins.is_empty() {
        return Ok(None);
    }
    let shown =
        ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "x-request-id"].map(HeaderName::from_static);
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static("x-api-key")])
        .expose_headers(shown.into_iter().chain([header::ETAG, header::LINK, header::RETRY_AFTER]).collect::<Vec<_>>());
    Ok(Some(layer))
}

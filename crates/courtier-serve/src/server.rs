//! The server: it listens, hands connections to the router, and drains when it is told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use courtier_contract::Contracts;
use courtier_core::Clock;
use courtier_jobs::ReadSpool;
use courtier_lake::{Lake, Models};
use http::{HeaderName, HeaderValue, Method, header};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::ServerError;
use crate::access::{Access, AccessSettings};
use crate::audit::{Audit, AuditWriter};
use crate::background;
use crate::exchange::{Exchange, exchange};
use crate::metrics::Metrics;
use crate::routes;
use crate::service::Service;
use crate::snapshots::Snapshots;
use crate::tls::Certificate;
use crate::watch::{watch_keys, watch_lake};

/// Largest body, in bytes: a thousand ids are below a tenth of it.
pub(crate) const LARGEST_BODY: usize = 256 * 1024;
/// Largest header section of a request, in bytes.
const LARGEST_HEADERS: usize = 32 * 1024;
/// Most headers of a request.
const MOST_HEADERS: usize = 64;
/// Time to finish what was begun when the server is told to stop.
const DRAIN: Duration = Duration::from_secs(30);
/// Time for a TLS handshake.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Pause after a connection could not be accepted, so that others can close.
const BACK_OFF: Duration = Duration::from_millis(50);
/// Most requests at a time on one HTTP/2 connection.
const MOST_STREAMS: u32 = 100;

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
    /// Time given to a request, and to its headers.
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
        let metrics = Arc::new(Metrics::new());
        let certificate = settings.tls.clone().map(Certificate::load).transpose()?.map(Arc::new);
        let spool = ReadSpool::new(&lake, Arc::clone(&clock));
        let (audit, audit_writer) = Audit::new(spool, settings.audit_every, Arc::clone(&metrics));
        let service = Arc::new(Service {
            snapshots: Snapshots::new(lake, models, contracts, Arc::clone(&metrics)),
            access,
            audit,
            metrics,
            clock,
            max_age: settings.max_age,
            is_tls: certificate.is_some(),
        });
        Ok(Self { listener, service, audit_writer, certificate, settings })
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
        let Self { listener, service, audit_writer, certificate, settings } = self;
        let router = router(&service, &settings)?;
        let (stop_watching, stopped) = tokio::sync::watch::channel(());
        let keys = watch_keys(Arc::clone(&service), certificate.clone(), settings.poll_every);
        let lake = watch_lake(Arc::clone(&service), settings.poll_every);
        let threads = [
            background::spawn("lectures", audit_writer.run())?,
            background::spawn("veille", until(stopped.clone(), keys))?,
            background::spawn("instantane", until(stopped, lake))?,
        ];
        let graceful = GracefulShutdown::new();
        let connections = Connections {
            router,
            builder: builder(settings.request_timeout),
            certificate,
            service: Arc::clone(&service),
        };
        let places = Arc::new(Semaphore::new(settings.max_connections));
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = accept(&listener, &places) => accepted,
                () = &mut stop => break,
            };
            let Some((stream, place)) = accepted else { continue };
            let (connections, watcher) = (connections.clone(), graceful.watcher());
            tokio::spawn(async move {
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
        service.access.keep_uses();
        service.audit.end();
        let ended = tokio::task::spawn_blocking(move || threads.map(|thread| thread.join().is_ok()) == [true; 3]);
        if !ended.await.unwrap_or(false) {
            tracing::error!("a background thread failed: the last reads may be in the spool only");
        }
        Ok(())
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
) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    // The semaphore is never closed.
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, place)),
        Err(error) => {
            // Too many open files, or a client that left: neither is an end.
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(BACK_OFF).await;
            None
        }
    }
}

fn builder(header_timeout: Duration) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(header_timeout)
        .max_buf_size(LARGEST_HEADERS)
        .max_headers(MOST_HEADERS)
        .half_close(true)
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(HANDSHAKE))
        .max_concurrent_streams(MOST_STREAMS)
        .max_header_list_size(u32::try_from(LARGEST_HEADERS).unwrap_or(u32::MAX));
    builder
}

/// What each connection needs.
#[derive(Clone)]
struct Connections {
    router: Router,
    builder: Builder<TokioExecutor>,
    certificate: Option<Arc<Certificate>>,
    service: Arc<Service>,
}

impl Connections {
    async fn serve(&self, stream: TcpStream, watcher: Watcher) {
        self.service.metrics.connection_opened();
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection has no address any more");
        }
        match &self.certificate {
            None => self.answer(stream, watcher).await,
            Some(certificate) => match tokio::time::timeout(HANDSHAKE, certificate.acceptor().accept(stream)).await {
                Ok(Ok(stream)) => self.answer(stream, watcher).await,
                Ok(Err(error)) => tracing::debug!(%error, "no TLS handshake"),
                Err(_elapsed) => tracing::debug!("the TLS handshake took too long"),
            },
        }
        self.service.metrics.connection_closed();
    }

    async fn answer(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, watcher: Watcher) {
        let service = TowerToHyperService::new(self.router.clone());
        let connection = self.builder.serve_connection(TokioIo::new(stream), service).into_owned();
        if let Err(error) = watcher.watch(connection).await {
            // Malformed requests and clients that leave: theirs to know.
            tracing::debug!(%error, "a connection ended early");
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
        let wrong = |_not_a_header| ServerError::Option {
            option: "server.cors_origins",
            reason: format!("`{origin}` n'est pas une origine, telle que https://conseil.exemple.fr"),
        };
        HeaderValue::from_str(origin).map_err(wrong)
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

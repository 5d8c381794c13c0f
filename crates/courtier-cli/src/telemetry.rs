//! Traces for an OpenTelemetry collector, when `OTEL_EXPORTER_OTLP_ENDPOINT` names one.

use async_trait::async_trait;
use bytes::Bytes;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use tokio::runtime::{Builder, Handle, Runtime};

/// Variables that name a collector (OpenTelemetry specification, "OTLP exporter").
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

/// Name of the service, unless `OTEL_SERVICE_NAME` gives another.
const SERVICE: &str = "courtier";

/// The export of traces while the process lives.
pub(crate) struct Telemetry {
    provider: SdkTracerProvider,
    /// Sends the requests: the exporter's own thread has no reactor.
    _runtime: Runtime,
}

impl Telemetry {
    /// Starts the export; `None` when no collector is named, or it cannot be reached by what is configured.
    pub(crate) fn start() -> Option<Self> {
        if !ENDPOINTS.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())) {
            return None;
        }
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("otlp").enable_all().build().ok()?;
        let client = Client { http: reqwest::Client::new(), runtime: runtime.handle().clone() };
        let exporter = match SpanExporter::builder().with_http().with_http_client(client).build() {
            Ok(exporter) => exporter,
            Err(error) => {
                crate::output::note(&format!("traces OpenTelemetry : exportation impossible ({error})"));
                return None;
            }
        };
        let mut resource = Resource::builder();
        if std::env::var_os("OTEL_SERVICE_NAME").is_none() {
            resource = resource.with_service_name(SERVICE);
        }
        let provider =
            SdkTracerProvider::builder().with_resource(resource.build()).with_batch_exporter(exporter).build();
        Some(Self { provider, _runtime: runtime })
    }

    /// Returns what makes spans.
    pub(crate) fn tracer(&self) -> SdkTracer {
        self.provider.tracer(SERVICE)
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Err(error) = self.provider.shutdown() {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// Sends what the exporter gives it.
#[derive(Debug)]
struct Client {
    http: reqwest::Client,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, HttpError> {
        let http = self.http.clone();
        let sent = self.runtime.spawn(async move {
            let request = reqwest::Request::try_from(request)?;
            let answer = http.execute(request).await?;
            let mut response = http::Response::builder().status(answer.status());
            if let Some(headers) = response.headers_mut() {
                headers.clone_from(answer.headers());
            }
            Ok::<_, HttpError>(response.body(answer.bytes().await?)?)
        });
        sent.await?
    }
}

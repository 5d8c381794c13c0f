//! What Prometheus reads: rate, errors and durations of requests by route, and the state of the snapshot.

use std::sync::atomic::{AtomicI64, AtomicU64};
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// Upper bounds of the durations counted, in seconds.
const BUCKETS: [f64; 12] = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1.0, 5.0];

/// A kind of requests. The route is that of the router: never an address, which holds ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: u16,
}

type Seconds = Gauge<f64, AtomicU64>;
type Count = Gauge<i64, AtomicI64>;

/// Every figure of the server.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Histogram, fn() -> Histogram>,
    connections: Count,
    opportunities: Count,
    load_time: Seconds,
    loads: Counter,
    failed_loads: Counter,
    data_age: Seconds,
    pending_reads: Count,
    memory: Count,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::default();
        let histogram: fn() -> Histogram = || Histogram::new(BUCKETS);
        let metrics = Self {
            requests: Family::new_with_constructor(histogram),
            connections: Gauge::default(),
            opportunities: Gauge::default(),
            load_time: Gauge::default(),
            loads: Counter::default(),
            failed_loads: Counter::default(),
            data_age: Gauge::default(),
            pending_reads: Gauge::default(),
            memory: Gauge::default(),
            registry: Registry::default(),
        };
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("courtier_build", "Version of courtier", version);
        let requests = metrics.requests.clone();
        let text = "Duration of requests, by route, method and status";
        registry.register_with_unit("http_server_request_duration", text, Unit::Seconds, requests);
        registry.register("http_server_connections", "Open connections", metrics.connections.clone());
        let text = "Opportunities of the snapshot";
        registry.register("courtier_snapshot_opportunities", text, metrics.opportunities.clone());
        let text = "Time that the last load of the snapshot took";
        registry.register_with_unit("courtier_snapshot_load", text, Unit::Seconds, metrics.load_time.clone());
        registry.register("courtier_snapshot_loads", "Snapshots loaded", metrics.loads.clone());
        registry.register("courtier_snapshot_failed_loads", "Loads that failed", metrics.failed_loads.clone());
        let text = "Age of the last load of an export";
        registry.register_with_unit("courtier_data_age", text, Unit::Seconds, metrics.data_age.clone());
        let text = "Reads of opportunities in the spool of this process, not yet in ops.lectures";
        registry.register("courtier_audit_pending_reads", text, metrics.pending_reads.clone());
        let text = "Resident memory of the process";
        registry.register_with_unit("process_resident_memory", text, Unit::Bytes, metrics.memory.clone());
        Self { registry, ..metrics }
    }

    /// Counts one request.
    pub(crate) fn answered(&self, method: &http::Method, route: &str, status: http::StatusCode, duration: Duration) {
        let labels = RequestLabels { method: known(method), route: route.to_owned(), status: status.as_u16() };
        self.requests.get_or_create(&labels).observe(duration.as_secs_f64());
    }

    pub(crate) fn connection_opened(&self) {
        self.connections.inc();
    }

    pub(crate) fn connection_closed(&self) {
        self.connections.dec();
    }

    pub(crate) fn loaded(&self, opportunities: usize, duration: Duration) {
        self.loads.inc();
        self.opportunities.set(i64::try_from(opportunities).unwrap_or(i64::MAX));
        self.load_time.set(duration.as_secs_f64());
    }

    pub(crate) fn load_failed(&self) {
        self.failed_loads.inc();
    }

    pub(crate) fn reads_spooled(&self, reads: usize) {
        self.pending_reads.inc_by(i64::try_from(reads).unwrap_or(i64::MAX));
    }

    pub(crate) fn reads_published(&self, reads: usize) {
        self.pending_reads.dec_by(i64::try_from(reads).unwrap_or(i64::MAX));
    }

    /// Returns them all in the text format of OpenMetrics.
    pub(crate) fn text(&self, data_age: Option<Duration>) -> Result<String, std::fmt::Error> {
        self.data_age.set(data_age.map_or(f64::NAN, |age| age.as_secs_f64()));
        self.memory.set(resident_bytes().unwrap_or_default());
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Returns a method's name; clients can invent others, which would each make a series.
fn known(method: &http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "OPTIONS" => "OPTIONS",
        _ => "autre",
    }
}

/// Returns the resident memory of this process, where the system tells it (Linux).
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: i64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

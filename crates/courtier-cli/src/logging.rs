//! Logs: English, on stderr, silent unless asked for (`-v`, or a filter in `COURTIER_LOG`).

use std::io::IsTerminal as _;

use tracing::{Level, Metadata};
use tracing_subscriber::filter::{EnvFilter, FilterExt as _, filter_fn};
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::telemetry::Telemetry;

/// Starts logging, and the export of traces when a collector is named. A level asked for in `COURTIER_LOG` wins over `-v`
/// and `--quiet`.
///
/// What is returned sends the last traces when it is dropped.
pub(crate) fn start(verbose: u8, quiet: bool) -> Option<Telemetry> {
    let default = match (quiet, verbose) {
        (true, _) => "error",
        (false, 0) => "error,courtier=warn",
        (false, 1) => "warn,courtier=info",
        (false, _) => "info,courtier=debug",
    };
    // Every crate of courtier starts with `courtier`: one directive covers them all.
    let directives = std::env::var("COURTIER_LOG").unwrap_or_else(|_| default.to_owned());
    let wanted = EnvFilter::try_new(&directives).unwrap_or_else(|_| EnvFilter::new(default));
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let json = std::env::var("COURTIER_LOG_FORMAT").is_ok_and(|format| format == "json");
    let output = layer().with_writer(std::io::stderr).with_ansi(color);
    let output = if json { output.json().boxed() } else { output.compact().boxed() };
    let telemetry = Telemetry::start();
    let mut layers = vec![output.with_filter(wanted.and(filter_fn(holds_no_data))).boxed()];
    if let Some(telemetry) = &telemetry {
        let spans = tracing_opentelemetry::layer().with_tracer(telemetry.tracer());
        let is_ours = filter_fn(|message| message.target().starts_with("courtier") && *message.level() <= Level::INFO);
        layers.push(spans.with_filter(is_ours).boxed());
    }
    // A second call (there is none) would fail and change nothing.
    let _started = tracing_subscriber::registry().with(layers).try_init();
    // Libraries print rows when the level of the `log` crate lets them, past every filter of tracing.
    log::set_max_level(log::LevelFilter::Warn);
    telemetry
}

/// Returns whether a message cannot hold personal data: courtier's never do, while libraries print plans, statistics
/// and cells below the level of a warning.
fn holds_no_data(message: &Metadata<'_>) -> bool {
    message.target().starts_with("courtier") || *message.level() <= Level::WARN
}

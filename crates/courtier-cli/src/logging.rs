//! Logs: English, on stderr, silent unless asked for (`-v`, or a filter in `COURTIER_LOG`).

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

/// Starts logging. A level asked for in `COURTIER_LOG` wins over `-v` and `--quiet`.
pub(crate) fn start(verbose: u8, quiet: bool) {
    let default = match (quiet, verbose) {
        (true, _) => "error",
        (false, 0) => "error,courtier=warn",
        (false, 1) => "warn,courtier=info",
        (false, _) => "info,courtier=debug",
    };
    // Every crate of courtier starts with `courtier`: one directive covers them all.
    let directives = std::env::var("COURTIER_LOG").unwrap_or_else(|_| default.to_owned());
    let filter = EnvFilter::try_new(&directives).unwrap_or_else(|_| EnvFilter::new(default));
    let color = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let json = std::env::var("COURTIER_LOG_FORMAT").is_ok_and(|format| format == "json");
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(color);
    // A second call (there is none) would fail and change nothing.
    let _started = if json { builder.json().try_init() } else { builder.compact().try_init() };
}

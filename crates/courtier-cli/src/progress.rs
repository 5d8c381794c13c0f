//! Progress bars on stderr, for people: only on a terminal, only for what lasts.

use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use courtier_jobs::Observer;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Time before a bar is drawn: what is shorter needs none.
const PATIENCE: Duration = Duration::from_millis(700);

/// Shows the steps of a job.
#[derive(Debug)]
pub(crate) struct Bars {
    enabled: bool,
    current: Mutex<Option<ProgressBar>>,
    rows: std::sync::atomic::AtomicU64,
}

impl Bars {
    /// Bars on stderr when it is a terminal and `quiet` is not asked for.
    pub(crate) fn new(quiet: bool) -> Self {
        let enabled = !quiet && std::io::stderr().is_terminal();
        Self { enabled, current: Mutex::new(None), rows: std::sync::atomic::AtomicU64::new(0) }
    }

    /// Shows a step that is counted in rows.
    pub(crate) fn rows(&self, name: &'static str, done: u64, total: u64) {
        if !self.enabled {
            return;
        }
        let is_new = self
            .current
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .is_none_or(|bar| bar.message() != name);
        if is_new {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr())
                .with_style(style("{msg:32} {bar:30} {human_pos}/{human_len} lignes {per_sec} reste {eta}"));
            bar.set_message(name);
            self.replace(Some(bar));
        }
        if let Some(bar) = self.current.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            bar.set_position(done);
        }
    }

    fn replace(&self, bar: Option<ProgressBar>) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = std::mem::replace(&mut *current, bar) {
            old.finish_and_clear();
        }
    }
}

impl Observer for Bars {
    fn step(&self, name: &str, total_bytes: Option<u64>) {
        if !self.enabled {
            return;
        }
        self.rows.store(0, std::sync::atomic::Ordering::Relaxed);
        let bar = match total_bytes {
            Some(total) => ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr())
                .with_style(style("{msg:32} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {prefix} reste {eta}")),
            None => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                .with_style(style("{msg:32} {spinner} {elapsed}")),
        };
        bar.set_message(name.to_owned());
        bar.enable_steady_tick(PATIENCE);
        self.replace(Some(bar));
    }

    fn advance(&self, bytes: u64, rows: u64) {
        let rows = self.rows.fetch_add(rows, std::sync::atomic::Ordering::Relaxed) + rows;
        if let Some(bar) = self.current.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            bar.inc(bytes);
            bar.set_prefix(format!("{} lignes", crate::output::count(rows)));
        }
    }

    fn step_done(&self) {
        self.replace(None);
    }
}

fn style(template: &str) -> ProgressStyle {
    // The templates above are constant and valid; the default style is a decent answer to a wrong one.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

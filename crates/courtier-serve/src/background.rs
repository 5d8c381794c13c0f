//! Work that must never delay an answer: on a thread of its own, which yields to those of requests.

use std::thread::{Builder, JoinHandle};

use thread_priority::{ThreadPriority, set_current_thread_priority};

use crate::ServerError;

/// Runs a future to its end on a new thread of low priority, with a runtime of its own.
pub(crate) fn spawn(
    name: &'static str,
    future: impl Future<Output = ()> + Send + 'static,
) -> Result<JoinHandle<()>, ServerError> {
    let failed = |source| ServerError::Thread { name, source };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let body = move || {
        // What it starts inherits the priority. Without the right to change it, it runs as the others do. It is low and not
        // idle (`SCHED_IDLE`): requests would wait less, but new data would not come on a machine that is always busy.
        if let Err(error) = set_current_thread_priority(ThreadPriority::Min) {
            tracing::debug!(?error, "a background thread keeps its priority");
        }
        runtime.block_on(future);
    };
    Builder::new().name(name.to_owned()).spawn(body).map_err(failed)
}

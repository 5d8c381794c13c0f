//! Work beside that of requests: on a thread of its own, which can yield to theirs.

use std::thread::{Builder, JoinHandle};

use thread_priority::{ThreadPriority, set_current_thread_priority};

use crate::ServerError;

/// Most threads for what a future has done elsewhere, such as reading files: far more than wait for one another.
const BLOCKING_THREADS: usize = 32;

/// Runs a future to its end on a new thread, with a runtime of its own.
pub(crate) fn spawn<T: Send + 'static>(
    name: &'static str,
    future: impl Future<Output = T> + Send + 'static,
) -> Result<JoinHandle<T>, ServerError> {
    let failed = |source| ServerError::Thread { name, source };
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().max_blocking_threads(BLOCKING_THREADS).build().map_err(failed)?;
    Builder::new().name(name.to_owned()).spawn(move || runtime.block_on(future)).map_err(failed)
}

/// Does the same at low priority: for what takes long.
pub(crate) fn spawn_yielding(
    name: &'static str,
    future: impl Future<Output = ()> + Send + 'static,
) -> Result<JoinHandle<()>, ServerError> {
    spawn(name, async {
        // What it starts inherits the priority. Without the right to change it, it runs as the others do. It is low and not
        // idle (`SCHED_IDLE`): requests would wait less, but new data would not come on a machine that is always busy.
        if let Err(error) = set_current_thread_priority(ThreadPriority::Min) {
            tracing::debug!(?error, "a background thread keeps its priority");
        }
        future.await;
    })
}

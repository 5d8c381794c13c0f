//! Work that must never delay an answer: on a thread of its own, which yields to those of requests.

use std::thread::{Builder, JoinHandle};

use thread_priority::{ThreadPriority, set_current_thread_priority};

use crate::ServerError;

/// How much a background thread yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Yielding {
    /// It gets a small part of a busy core.
    Much,
    /// It gets almost nothing of a busy core, and is interrupted as soon as a request comes: for what lasts. On systems
    /// other than Linux, the same as [`Self::Much`].
    Wholly,
}

/// Runs a future to its end on a new thread, with a runtime of its own.
pub(crate) fn spawn(
    name: &'static str,
    yielding: Yielding,
    future: impl Future<Output = ()> + Send + 'static,
) -> Result<JoinHandle<()>, ServerError> {
    let failed = |source| ServerError::Thread { name, source };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let body = move || {
        // What it starts inherits the priority.
        lower(yielding);
        runtime.block_on(future);
    };
    Builder::new().name(name.to_owned()).spawn(body).map_err(failed)
}

/// Lowers the priority of this thread. Without the right to, it runs as the others do.
fn lower(yielding: Yielding) {
    let lowest = set_current_thread_priority(ThreadPriority::Min);
    let lowered = if yielding == Yielding::Wholly { lowest.and_then(|()| become_idle()) } else { lowest };
    if let Err(error) = lowered {
        tracing::debug!(?error, "a background thread keeps its priority");
    }
}

/// A thread of the lowest priority may end its slice before one that wakes up; an idle one is interrupted at once.
#[cfg(target_os = "linux")]
fn become_idle() -> Result<(), thread_priority::Error> {
    use thread_priority::{
        NormalThreadSchedulePolicy, ThreadSchedulePolicy, set_thread_priority_and_policy, thread_native_id,
    };
    let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
    set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle)
}

#[cfg(not(target_os = "linux"))]
fn become_idle() -> Result<(), thread_priority::Error> {
    Ok(())
}

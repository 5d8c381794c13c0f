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
        // What it starts inherits the priority.
        tell(set_current_thread_priority(ThreadPriority::Min));
        runtime.block_on(future);
    };
    Builder::new().name(name.to_owned()).spawn(body).map_err(failed)
}

/// Makes this thread idle, for work that lasts: it gets almost nothing of a busy core. One of low priority may end its slice
/// before a request that wakes up; an idle one is interrupted at once. On systems other than Linux nothing changes.
pub(crate) fn become_idle() {
    #[cfg(target_os = "linux")]
    {
        use thread_priority::{
            NormalThreadSchedulePolicy, ThreadSchedulePolicy, set_thread_priority_and_policy, thread_native_id,
        };
        let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
        tell(set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle));
    }
}

/// Without the right to lower its priority, a thread runs as the others do.
fn tell(lowered: Result<(), thread_priority::Error>) {
    if let Err(error) = lowered {
        tracing::debug!(?error, "a background thread keeps its priority");
    }
}

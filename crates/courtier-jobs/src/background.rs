//! Work beside that of requests: on a thread of its own, which can yield to theirs.

use std::io::{Error, Result};
use std::thread::{Builder, JoinHandle};

use thread_priority::{ThreadPriority, set_current_thread_priority};
use tokio::sync::oneshot;

/// Most threads for what a future has done elsewhere, such as reading files: far more than wait for one another.
const BLOCKING_THREADS: usize = 32;

/// How a thread shares the cores with the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// As all do: for what must not wait, and for what others wait for, such as the holder of a lock.
    Normal,
    /// It yields, and goes on slowly on a machine that is always busy.
    Low,
    /// It takes the time that nobody wants, and may not go on at all on a busy machine: never for what holds a lock. Low where
    /// the system has no such class.
    ///
    /// It must pause often, and ask the system for little at a time. Linux moves threads to a core that has nothing to do, and
    /// sees late that what one does can wait: without pauses of its own, an idle thread kept a core for 50 ms at a time while
    /// the threads of requests shared the other.
    Idle,
}

impl Priority {
    /// Gives it to the current thread, for good: only privileged programs may raise a priority again. What the thread starts from
    /// then on inherits it. Without the right to change it, the thread runs as before.
    pub fn take(self) {
        let taken = match self {
            Self::Normal => return,
            Self::Low => set_current_thread_priority(ThreadPriority::Min),
            Self::Idle => take_idle_class(),
        };
        if let Err(error) = taken {
            tracing::debug!(?error, "a background thread keeps its priority");
        }
    }
}

#[cfg(target_os = "linux")]
fn take_idle_class() -> std::result::Result<(), thread_priority::Error> {
    use thread_priority::unix::{
        NormalThreadSchedulePolicy, ThreadSchedulePolicy, set_thread_priority_and_policy, thread_native_id,
    };

    let idle = ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle);
    set_thread_priority_and_policy(thread_native_id(), ThreadPriority::Min, idle)
}

#[cfg(not(target_os = "linux"))]
fn take_idle_class() -> std::result::Result<(), thread_priority::Error> {
    set_current_thread_priority(ThreadPriority::Min)
}

/// Runs a future to its end on a new thread, with a runtime of its own.
///
/// # Errors
/// When the system gives no thread.
pub fn spawn<T: Send + 'static>(
    name: &'static str,
    priority: Priority,
    future: impl Future<Output = T> + Send + 'static,
) -> Result<JoinHandle<T>> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().max_blocking_threads(BLOCKING_THREADS).build()?;
    Builder::new().name(name.to_owned()).spawn(move || {
        priority.take();
        runtime.block_on(future)
    })
}

/// Does the same, and waits for its end.
///
/// # Errors
/// When the system gives no thread, or the thread was stopped by a defect.
pub async fn run<T: Send + 'static>(
    name: &'static str,
    priority: Priority,
    future: impl Future<Output = T> + Send + 'static,
) -> Result<T> {
    let (sender, receiver) = oneshot::channel();
    let _detached = spawn(name, priority, async {
        // Whoever waited may have given up.
        let _unheard = sender.send(future.await);
    })?;
    receiver.await.map_err(Error::other)
}

#[cfg(test)]
mod tests {
    use super::{Priority, run};

    #[tokio::test]
    async fn gives_what_the_future_gives_and_says_when_its_thread_failed() {
        let name = async { std::thread::current().name().map(str::to_owned) };
        assert_eq!(run("essai", Priority::Low, name).await.unwrap().as_deref(), Some("essai"));
        let failed = run("essai", Priority::Normal, async { panic!("expected by the test") }).await;
        assert!(failed.is_err());
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn idle_threads_are_in_the_idle_class() {
        use thread_priority::unix::{NormalThreadSchedulePolicy, ThreadSchedulePolicy, thread_schedule_policy};

        let policy = run("essai", Priority::Idle, async { thread_schedule_policy() }).await.unwrap();
        assert_eq!(policy, Ok(ThreadSchedulePolicy::Normal(NormalThreadSchedulePolicy::Idle)));
    }
}

//! The threads that serve connections: one a core, each with the connections it was given and an event loop of its own. A
//! connection that stays on one thread is never handed from one core to the other in the middle of a request.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;

use courtier_jobs::background::{self, Priority};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::ServerError;

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Threads that wait for work.
#[derive(Debug)]
pub(crate) struct Workers(Vec<Worker>);

#[derive(Debug)]
struct Worker {
    work: UnboundedSender<Work>,
    /// How much it has begun and not ended.
    running: Arc<AtomicUsize>,
    thread: JoinHandle<()>,
}

impl Workers {
    /// Starts so many threads.
    pub(crate) fn start(number: usize) -> Result<Self, ServerError> {
        (0..number.max(1)).map(|_| Worker::start()).collect::<Result<_, _>>().map(Self)
    }

    /// Has the thread that has the least to do work until `work` ends.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let Some(worker) = self.0.iter().min_by_key(|worker| worker.running.load(Ordering::Relaxed)) else { return };
        let running = Running::new(&worker.running);
        let work = Box::pin(async move {
            work.await;
            drop(running);
        });
        // A thread waits until `end`.
        let _waits = worker.work.send(work);
    }

    /// Ends the threads, and what they have not ended; returns whether all was well.
    pub(crate) fn end(self) -> bool {
        let threads: Vec<JoinHandle<()>> = self.0.into_iter().map(|worker| worker.thread).collect();
        threads.into_iter().all(|thread| thread.join().is_ok())
    }
}

impl Worker {
    fn start() -> Result<Self, ServerError> {
        let (work, mut given) = unbounded_channel::<Work>();
        let thread = thread("requetes", Priority::Normal, async move {
            while let Some(work) = given.recv().await {
                tokio::spawn(work);
            }
        })?;
        Ok(Self { work, running: Arc::default(), thread })
    }
}

/// Something that a thread has begun.
struct Running(Arc<AtomicUsize>);

impl Running {
    fn new(running: &Arc<AtomicUsize>) -> Self {
        running.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(running))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Runs a future to its end on a new thread.
pub(crate) fn thread<T: Send + 'static>(
    name: &'static str,
    priority: Priority,
    future: impl Future<Output = T> + Send + 'static,
) -> Result<JoinHandle<T>, ServerError> {
    background::spawn(name, priority, future).map_err(|source| ServerError::Thread { name, source })
}

#[cfg(test)]
mod tests {
    use super::Workers;
    use std::collections::HashSet;
    use std::future::pending;
    use std::sync::mpsc::channel;

    #[test]
    fn gives_work_to_each_thread_and_ends_it_with_them() {
        let workers = Workers::start(2).unwrap();
        let (sender, receiver) = channel();
        for _ in 0..4 {
            let sender = sender.clone();
            workers.spawn(async move {
                sender.send(std::thread::current().id()).unwrap();
                pending::<()>().await;
            });
        }
        drop(sender);
        let threads: Vec<_> = receiver.iter().take(4).collect();
        assert_eq!(threads.iter().collect::<HashSet<_>>().len(), 2);
        assert!(workers.end());
        assert!(receiver.recv().is_err(), "the work was dropped");
    }
}

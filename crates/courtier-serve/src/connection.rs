//! One connection: from a stream to requests and answers, for as long as it is used.
//!
//! A place is given up by who does nothing with it: a client that says nothing, that sends its headers byte by byte, or that
//! does not take its answer. The libraries below see only a part of this (headers of HTTP/1), with a timer a request; here it
//! is one timer a connection.

use std::io::IoSlice;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::Watcher;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};

use crate::service::Service;
use crate::tls::Certificate;

/// Largest header section of a request, in bytes.
const LARGEST_HEADERS: usize = 32 * 1024;
/// Most headers of a request.
const MOST_HEADERS: usize = 64;
/// Time for a TLS handshake, and between two questions whether an HTTP/2 client is still there.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Most requests at a time on one HTTP/2 connection: each may hold an answer that the client does not take.
const MOST_STREAMS: u32 = 32;
/// Longest time for a client to take its answer, however steadily it does, and then to ask again.
const LONGEST_ANSWER: Duration = Duration::from_secs(60);

/// What every connection needs.
#[derive(Clone)]
pub(crate) struct Connections {
    router: Router,
    builder: Builder<TokioExecutor>,
    certificate: Option<Arc<Certificate>>,
    service: Arc<Service>,
    /// How long a client may do nothing.
    patience: Duration,
}

impl Connections {
    pub(crate) fn new(
        router: Router,
        certificate: Option<Arc<Certificate>>,
        service: Arc<Service>,
        patience: Duration,
    ) -> Self {
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .max_buf_size(LARGEST_HEADERS)
            .max_headers(MOST_HEADERS)
            .half_close(true)
            .http2()
            .timer(TokioTimer::new())
            .keep_alive_interval(Some(HANDSHAKE))
            .max_concurrent_streams(MOST_STREAMS)
            .max_header_list_size(u32::try_from(LARGEST_HEADERS).unwrap_or(u32::MAX));
        Self { router, builder, certificate, service, patience }
    }

    /// Serves a connection to its end, in the event loop of this thread. The stream must not block.
    pub(crate) async fn serve(&self, stream: std::net::TcpStream, watcher: Watcher) {
        let stream = match stream.set_nodelay(true).and_then(|()| TcpStream::from_std(stream)) {
            Ok(stream) => stream,
            Err(error) => return tracing::debug!(%error, "a connection has no address any more"),
        };
        self.service.metrics.connection_opened();
        // Boxed: a connection has only one of these, and thousands may be open.
        match &self.certificate {
            None => Box::pin(self.answer(stream, watcher)).await,
            Some(certificate) => match Box::pin(timeout(HANDSHAKE, certificate.acceptor().accept(stream))).await {
                Ok(Ok(stream)) => Box::pin(self.answer(stream, watcher)).await,
                Ok(Err(error)) => tracing::debug!(%error, "no TLS handshake"),
                Err(_elapsed) => tracing::debug!("the TLS handshake took too long"),
            },
        }
        self.service.metrics.connection_closed();
    }

    async fn answer(&self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, watcher: Watcher) {
        let activity = Arc::new(Activity::new());
        let router = TowerToHyperService::new(self.router.clone());
        let of_requests = Arc::clone(&activity);
        let service = service_fn(move |request| {
            let (running, answer) = (Running::new(&of_requests), router.call(request));
            async move {
                let answer = answer.await;
                drop(running);
                answer
            }
        });
        let stream = Watched { stream, activity: Arc::clone(&activity) };
        let connection = self.builder.serve_connection(TokioIo::new(stream), service).into_owned();
        let mut connection = pin!(watcher.watch(connection));
        tokio::select! {
            biased;
            ended = &mut connection => {
                if let Err(error) = ended {
                    // Malformed requests and clients that leave: theirs to know.
                    tracing::debug!(%error, "a connection ended early");
                }
            }
            () = activity.stopped(self.patience) => tracing::debug!("a connection was not used any more"),
        }
    }
}

/// What goes on in a connection.
#[derive(Debug)]
struct Activity {
    opened_at: Instant,
    /// Requests that are being answered.
    running: AtomicUsize,
    /// When the last of them was answered, in milliseconds of the connection.
    answered_ms: AtomicU64,
    /// When something was last sent, in milliseconds of the connection.
    sent_ms: AtomicU64,
}

impl Activity {
    fn new() -> Self {
        let (running, answered_ms, sent_ms) = Default::default();
        Self { opened_at: Instant::now(), running, answered_ms, sent_ms }
    }

    fn note(&self, what: &AtomicU64) {
        let ms = u64::try_from(self.opened_at.elapsed().as_millis()).unwrap_or(u64::MAX);
        what.store(ms, Ordering::Relaxed);
    }

    /// Waits until nothing happened for so long.
    async fn stopped(&self, patience: Duration) {
        loop {
            let now = self.opened_at.elapsed();
            let deadline = self.deadline(now, patience);
            if deadline <= now {
                return;
            }
            sleep_until(self.opened_at + deadline).await;
        }
    }

    /// Returns until when something has to happen; times are those of the connection.
    fn deadline(&self, now: Duration, patience: Duration) -> Duration {
        let [answered, sent] =
            [&self.answered_ms, &self.sent_ms].map(|ms| Duration::from_millis(ms.load(Ordering::Relaxed)));
        if self.running.load(Ordering::Relaxed) > 0 {
            now + patience
        } else {
            (answered + patience).max((sent + patience).min(answered + LONGEST_ANSWER))
        }
    }
}

/// A request that is being answered.
struct Running(Arc<Activity>);

impl Running {
    fn new(activity: &Arc<Activity>) -> Self {
        activity.running.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(activity))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::Relaxed);
        self.0.note(&self.0.answered_ms);
    }
}

/// A stream that notes when something is sent.
struct Watched<S> {
    stream: S,
    activity: Arc<Activity>,
}

impl<S> Watched<S> {
    fn noted(&self, sent: Poll<std::io::Result<usize>>) -> Poll<std::io::Result<usize>> {
        if sent.is_ready() {
            self.activity.note(&self.activity.sent_ms);
        }
        sent
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.noted(sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.noted(sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::{Activity, LONGEST_ANSWER, Running};
    use std::sync::Arc;
    use std::sync::atomic::Ordering;
    use std::time::Duration;

    const PATIENCE: Duration = Duration::from_secs(10);

    #[test]
    fn gives_up_a_client_that_says_nothing() {
        assert_eq!(Activity::new().deadline(Duration::from_secs(3), PATIENCE), PATIENCE);
    }

    #[test]
    fn waits_for_a_request_and_then_for_the_next() {
        let (activity, now) = (Arc::new(Activity::new()), Duration::from_secs(30));
        let running = Running::new(&activity);
        assert_eq!(activity.deadline(now, PATIENCE), now + PATIENCE);
        drop(running);
        activity.answered_ms.store(30_000, Ordering::Relaxed);
        assert_eq!(activity.deadline(now, PATIENCE), now + PATIENCE);
    }

    #[test]
    fn lets_an_answer_be_taken_slowly_but_not_for_ever() {
        let (activity, now) = (Activity::new(), Duration::from_secs(40));
        activity.sent_ms.store(40_000, Ordering::Relaxed);
        assert_eq!(activity.deadline(now, PATIENCE), now + PATIENCE);
        activity.sent_ms.store(59_000, Ordering::Relaxed);
        assert_eq!(activity.deadline(Duration::from_secs(59), PATIENCE), LONGEST_ANSWER);
    }
}

//! What the server looks at again and again: the lake; and apart, so that a long load does not delay the revocation of a key,
//! the keys, the issuer's keys and the certificate.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use courtier_jobs::background::Priority;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::ServerError;
use crate::service::Service;
use crate::tls::Certificate;

/// Looks at the lake every `period`, for ever. Its thread yields to requests once it has loaded what they ask for.
pub(crate) async fn watch_lake(service: Arc<Service>, period: Duration) {
    let (mut ticks, mut told) = (ticks(period), Told::default());
    let mut look = async || {
        let _instant = ticks.tick().await;
        told.tell([service.snapshots.refresh().await]);
    };
    while service.snapshots.current().is_none() {
        look().await;
    }
    Priority::Low.take();
    loop {
        look().await;
    }
}

/// Looks at the keys and the certificate every `period`, for ever.
pub(crate) async fn watch_keys(service: Arc<Service>, certificate: Option<Arc<Certificate>>, period: Duration) {
    let (mut ticks, mut told) = (ticks(period), Told::default());
    loop {
        let _instant = ticks.tick().await;
        let now = service.clock.now();
        service.access.refresh_uses(now);
        told.tell([
            service.access.refresh_keys(),
            service.access.refresh_issuer_keys(now).await,
            certificate.as_ref().map_or(Ok(()), |certificate| certificate.refresh()),
        ]);
    }
}

fn ticks(period: Duration) -> Interval {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// The failures of the last look: each is told once, until it changes.
#[derive(Debug, Default)]
struct Told(HashSet<String>);

impl Told {
    fn tell(&mut self, looked: impl IntoIterator<Item = Result<(), ServerError>>) {
        let failures: HashSet<String> =
            looked.into_iter().filter_map(Result::err).map(|failure| failure.to_string()).collect();
        for text in failures.difference(&self.0) {
            tracing::error!(error = %text, "what is in use stays in use");
        }
        self.0 = failures;
    }
}

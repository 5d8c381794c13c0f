//! What the server looks at again and again: the lake, the keys, the issuer's keys, the certificate.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::service::Service;
use crate::tls::Certificate;

/// Looks every `period`, for ever. A failure is told once, until it changes.
pub(crate) async fn watch(service: Arc<Service>, certificate: Option<Arc<Certificate>>, period: Duration) {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told: HashSet<String> = HashSet::new();
    loop {
        let _instant = ticks.tick().await;
        let mut failures: HashSet<String> = HashSet::new();
        let looked = [
            service.snapshots.refresh().await,
            service.access.refresh(service.clock.now()).await,
            certificate.as_ref().map_or(Ok(()), |certificate| certificate.refresh()),
        ];
        for failure in looked.into_iter().filter_map(Result::err) {
            let text = failure.to_string();
            if !told.contains(&text) {
                tracing::error!(error = %text, "what is in use stays in use");
            }
            failures.insert(text);
        }
        told = failures;
    }
}

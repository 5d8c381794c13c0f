//! `courtier serve`

use std::time::Duration;

use courtier_config::Server as Options;
use courtier_core::ErrorKind;
use courtier_serve::{JwtSettings, Server, ServerSettings, TlsFiles};
use tokio::signal::unix::{SignalKind, signal};

use crate::context::Context;
use crate::failure::Failure;
use crate::output::note;

/// Stands for no text in an option that cannot be empty.
const NONE: &str = "-";

pub(crate) fn run(context: &Context) -> Result<(), Failure> {
    let settings = settings(context)?;
    let (lake, models, contracts) = (context.lake()?, context.models()?, context.contracts()?);
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    context.block_on(async {
        let mut terminate = signal(SignalKind::terminate())?;
        let server = Server::bind(lake, models, contracts, context.clock(), settings).await?;
        if !context.quiet {
            let keys = if server.asks_for_keys() { "clé exigée" } else { "sans clé : cette machine seulement" };
            note(&format!("courtier : {scheme}://{}/ (documentation : /docs ; {keys})", server.address()?));
        }
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                // Without the handler of Ctrl-C the process just ends.
                _ = tokio::signal::ctrl_c() => {}
            }
        };
        Ok(server.run(stop).await?)
    })
}

fn settings(context: &Context) -> Result<ServerSettings, Failure> {
    let options: &Options = &context.settings.server;
    let wrong = |message: &str| Failure::new(ErrorKind::Usage, message);
    let seconds = |value: f64, least: f64| Duration::from_secs_f64(value.clamp(least, 1e6));
    let given = |text: &str| (text != NONE).then(|| text.to_owned());
    let tls = match (&options.tls_certificate, &options.tls_key) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate: certificate.clone(), key: key.clone() }),
        (None, None) => None,
        _ => return Err(wrong("server.tls_certificate et server.tls_key vont ensemble : donnez les deux, ou aucune")),
    };
    let jwt = match (given(&options.jwt_issuer), given(&options.jwt_jwks)) {
        (Some(issuer), Some(jwks)) => Some(JwtSettings {
            issuer,
            audience: options.jwt_audience.clone(),
            jwks,
            role_claim: options.jwt_role_claim.clone(),
        }),
        (None, None) => None,
        _ => return Err(wrong("server.jwt_issuer et server.jwt_jwks vont ensemble : donnez les deux, ou aucune")),
    };
    let max_age_hours = context.settings.freshness.max_age_hours;
    Ok(ServerSettings {
        host: options.host.clone(),
        port: u16::try_from(options.port).map_err(|_too_big| wrong("server.port va de 0 à 65535"))?,
        poll_every: seconds(options.poll_seconds, 0.01),
        request_timeout: seconds(options.request_timeout_seconds, 0.1),
        max_connections: usize::try_from(options.max_connections).unwrap_or(usize::MAX).clamp(1, 1 << 20),
        requests_per_minute: u32::try_from(options.rate_limit_per_minute).ok().filter(|limit| *limit > 0),
        audit_every: seconds(options.audit_seconds, 0.1),
        cors_origins: given(&options.cors_origins)
            .map(|text| text.split(',').map(|origin| origin.trim().to_owned()).collect())
            .unwrap_or_default(),
        tls,
        jwt,
        max_age: (max_age_hours > 0.0).then(|| Duration::from_secs_f64(max_age_hours * 3600.0)),
    })
}

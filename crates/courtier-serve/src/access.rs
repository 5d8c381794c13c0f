//! Who asks: keys and tokens of requests, against what the lake and the configuration hold.

use std::net::IpAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use arc_swap::{ArcSwap, ArcSwapOption};
use chrono::{DateTime, Utc};
use courtier_access::{
    Denied, Identity, JwtRules, JwtVerifier, KeyRing, KeyUses, MonotonicClock, RateDecision, RateLimiter, Scope,
};
use courtier_lake::Lake;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::problem::{Problem, ProblemKind};
use crate::server::JwtSettings;
use crate::{KeyStore, ServerError};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// Readers whose requests are counted apart.
const READERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(9_999);

/// How often the uses of keys are written down, and the issuer's keys fetched again.
const KEEP_EVERY: Duration = Duration::from_secs(60);
const FETCH_EVERY: Duration = Duration::from_secs(3600);
/// The same while one of them is missing.
const FETCH_AGAIN: Duration = Duration::from_secs(30);
/// Time given to the issuer to answer.
const FETCH_TIMEOUT: Duration = Duration::from_secs(10);

/// What the access of a server depends on.
#[derive(Debug)]
pub(crate) struct AccessSettings {
    pub(crate) lake: Lake,
    pub(crate) host: String,
    pub(crate) is_loopback: bool,
    pub(crate) requests_per_minute: Option<u32>,
    pub(crate) jwt: Option<JwtSettings>,
}

/// Decides who may read.
#[derive(Debug)]
pub(crate) struct Access {
    /// Never false again once it was true: revoking the last key must not open the server.
    is_required: AtomicBool,
    store: KeyStore,
    keys: ArcSwap<(Option<SystemTime>, KeyRing)>,
    issuer: Option<JwtSettings>,
    tokens: ArcSwapOption<JwtVerifier>,
    limiter: Option<RateLimiter>,
    /// Whether a token named a key that the issuer may have published since, or these could not be fetched.
    misses_issuer_key: AtomicBool,
    /// Who asks when nobody needs to say: this machine.
    local: Arc<str>,
    /// Name that the server was told to listen on.
    host: String,
    upkeep: Mutex<Upkeep>,
}

/// What is done now and then.
#[derive(Debug, Default)]
struct Upkeep {
    /// Uses not written down yet.
    uses: KeyUses,
    /// When they were.
    kept_at: Option<DateTime<Utc>>,
    /// When the issuer's keys were fetched.
    fetched_at: Option<DateTime<Utc>>,
    /// When the file they are in, if it is one, was changed before that.
    issuer_changed_at: Option<SystemTime>,
}

impl Access {
    /// Reads the keys. They are asked for when there is one, or an issuer of tokens.
    pub(crate) async fn open(settings: AccessSettings) -> Result<Self, ServerError> {
        let store = KeyStore::of(&settings.lake);
        let changed_at = store.changed_at();
        let keys = store.read()?;
        let is_protected = !keys.is_empty() || settings.jwt.is_some();
        if !settings.is_loopback && !is_protected {
            return Err(ServerError::OpenToAll { host: settings.host });
        }
        let access = Self {
            is_required: AtomicBool::new(is_protected),
            store,
            keys: ArcSwap::from_pointee((changed_at, keys)),
            issuer: settings.jwt,
            tokens: ArcSwapOption::empty(),
            limiter: settings
                .requests_per_minute
                .and_then(NonZeroU32::new)
                .map(|quota| RateLimiter::new(quota, READERS, MonotonicClock)),
            misses_issuer_key: AtomicBool::new(false),
            local: Identity::local().subject().into(),
            host: settings.host,
            upkeep: Mutex::default(),
        };
        access.upkeep().issuer_changed_at = access.issuer_changed_at();
        access.fetch_issuer_keys().await?;
        Ok(access)
    }

    pub(crate) fn is_required(&self) -> bool {
        self.is_required.load(Ordering::Relaxed)
    }

    /// Returns whether a request may be meant for this server. Where nobody says who they are, a page of any site could have
    /// its own name lead to this machine and read the answers (DNS rebinding); the name that the browser tells is then not
    /// one of this machine.
    pub(crate) fn is_meant(&self, host: Option<&str>) -> bool {
        self.is_required() || host.is_none_or(|host| is_this_machine(host) || host.eq_ignore_ascii_case(&self.host))
    }

    /// Returns who asks and how much more they may, or why not.
    pub(crate) fn admit(
        &self,
        headers: &HeaderMap,
        scope: Scope,
        now: DateTime<Utc>,
    ) -> Result<(Arc<str>, Option<Rate>), Problem> {
        if !self.is_required() {
            return Ok((Arc::clone(&self.local), None));
        }
        let identity = self.identify(headers, now)?;
        let rate = self.limiter.as_ref().map(|limiter| Rate(limiter.check(identity.subject())));
        if let Some(wait) = rate.as_ref().and_then(|rate| rate.0.retry_after_seconds) {
            let problem = Problem::new(
                ProblemKind::TooManyRequests,
                format!("la limite de requêtes par minute est atteinte ; réessayez dans {wait} s"),
                format!("the limit of requests a minute is reached; try again in {wait} s"),
            );
            return Err(problem.limited(rate));
        }
        if !identity.may(scope) {
            let problem = Problem::new(
                ProblemKind::AccessDenied,
                "le rôle de cette clé ne donne pas accès à ces données",
                "the role of this key does not give access to these data",
            );
            return Err(problem.limited(rate));
        }
        Ok((identity.subject().into(), rate))
    }

    fn identify(&self, headers: &HeaderMap, now: DateTime<Utc>) -> Result<Identity, Problem> {
        let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer =
            bearer.and_then(|text| text.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let key = headers.get(API_KEY).and_then(|value| value.to_str().ok());
        let Some(text) = bearer.map(|(_, token)| token.trim()).or(key) else {
            return Err(Problem::new(
                ProblemKind::AuthenticationRequired,
                "donnez une clé : `Authorization: Bearer courtier_…`, ou `X-API-Key`",
                "give a key: `Authorization: Bearer courtier_…`, or `X-API-Key`",
            ));
        };
        let identity = if KeyRing::claims(text) {
            let identity = self.keys.load().1.verify(text, now);
            if let Some(id) = identity.as_ref().ok().and_then(Identity::key_id) {
                self.upkeep().uses.record(id, now);
            }
            identity
        } else {
            let identity =
                self.tokens.load().as_ref().map_or(Err(Denied::Malformed), |tokens| tokens.verify(text, now));
            if matches!(identity, Err(Denied::Unknown)) {
                self.misses_issuer_key.store(true, Ordering::Relaxed);
            }
            identity
        };
        identity.map_err(|denied| match denied {
            Denied::NoRole => Problem::new(
                ProblemKind::AccessDenied,
                "ce jeton ne donne aucun rôle de courtier",
                "this token gives no role of courtier",
            ),
            denied => {
                // The reason goes to the log: it would help who tries keys.
                tracing::info!(reason = denied.code(), "a key or a token was refused");
                Problem::new(
                    ProblemKind::AuthenticationRequired,
                    "cette clé ou ce jeton n'est pas valide ; demandez-en une autre à l'administrateur",
                    "this key or token is not valid; ask the administrator for another",
                )
            }
        })
    }

    /// Takes up changes of the keys.
    pub(crate) fn refresh_keys(&self) -> Result<(), ServerError> {
        let changed_at = self.store.changed_at();
        if self.keys.load().0 == changed_at {
            return Ok(());
        }
        let keys = self.store.read()?;
        let is_first = !keys.is_empty() && !self.is_required();
        self.keys.store(Arc::new((changed_at, keys)));
        if is_first {
            self.is_required.store(true, Ordering::Relaxed);
            tracing::warn!("a first key was created: requests need one from now on");
        }
        Ok(())
    }

    /// Writes down now and then when keys were used.
    pub(crate) fn refresh_uses(&self, now: DateTime<Utc>) {
        let is_due = {
            let mut upkeep = self.upkeep();
            let is_due = is_past(*upkeep.kept_at.get_or_insert(now), KEEP_EVERY, now);
            if is_due {
                upkeep.kept_at = Some(now);
            }
            is_due
        };
        if is_due {
            self.keep_uses();
        }
    }

    /// Takes up the issuer's keys: when their file changes; from an address, now and then, and soon when a token names one that
    /// is not known, or when they could not be fetched.
    pub(crate) async fn refresh_issuer_keys(&self, now: DateTime<Utc>) -> Result<(), ServerError> {
        let is_due = {
            let mut upkeep = self.upkeep();
            let is_missed = upkeep.fetched_at.is_some() && self.misses_issuer_key.load(Ordering::Relaxed);
            let every = if is_missed { FETCH_AGAIN } else { FETCH_EVERY };
            let changed_at = self.issuer_changed_at();
            let has_changed = upkeep.issuer_changed_at != changed_at;
            let is_due = is_past(*upkeep.fetched_at.get_or_insert(now), every, now) || has_changed;
            if is_due {
                upkeep.fetched_at = Some(now);
                upkeep.issuer_changed_at = changed_at;
            }
            is_due
        };
        if is_due {
            // Tried again soon when it fails.
            self.misses_issuer_key.store(true, Ordering::Relaxed);
            self.fetch_issuer_keys().await?;
            self.misses_issuer_key.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    fn issuer_changed_at(&self) -> Option<SystemTime> {
        let path = self.issuer.as_ref().map(|issuer| Path::new(&issuer.jwks))?;
        std::fs::metadata(path).and_then(|found| found.modified()).ok()
    }

    fn upkeep(&self) -> MutexGuard<'_, Upkeep> {
        self.upkeep.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down when keys were used.
    pub(crate) fn keep_uses(&self) {
        let uses = std::mem::take(&mut self.upkeep().uses);
        if uses.is_empty() {
            return;
        }
        if let Err(error) = self.store.add_uses(&uses) {
            tracing::warn!(%error, "the last uses of keys could not be written");
            self.upkeep().uses.merge(&uses);
        }
    }

    async fn fetch_issuer_keys(&self) -> Result<(), ServerError> {
        let Some(issuer) = &self.issuer else { return Ok(()) };
        let jwks = if issuer.jwks.starts_with("https://") {
            fetch(&issuer.jwks).await.map_err(|error| ServerError::Jwks { reason: error.without_url().to_string() })?
        } else if issuer.jwks.contains("://") {
            let reason = "une adresse de clés publiques commence par `https://`".to_owned();
            return Err(ServerError::Option { option: "server.jwt_jwks", reason });
        } else {
            let path = Path::new(&issuer.jwks);
            std::fs::read_to_string(path).map_err(|source| ServerError::File { path: path.to_owned(), source })?
        };
        let rules = JwtRules {
            role_claim: issuer.role_claim.clone(),
            ..JwtRules::new(issuer.issuer.clone(), issuer.audience.clone())
        };
        self.tokens.store(Some(Arc::new(JwtVerifier::new(rules, &jwks)?)));
        Ok(())
    }
}

fn is_past(last: DateTime<Utc>, every: Duration, now: DateTime<Utc>) -> bool {
    (now - last).to_std().is_ok_and(|since| since >= every)
}

/// Returns whether a name of a host is one of this machine.
fn is_this_machine(host: &str) -> bool {
    let name = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    name.eq_ignore_ascii_case("localhost") || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

async fn fetch(url: &str) -> Result<String, reqwest::Error> {
    let client = reqwest::Client::builder().timeout(FETCH_TIMEOUT).build()?;
    client.get(url).send().await?.error_for_status()?.text().await
}

/// How much more a reader may ask, told in headers.
///
/// **Source:** the IETF draft "RateLimit header fields for HTTP", in the form of its version 06, which clients know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate(RateDecision);

impl Rate {
    pub(crate) fn tell(&self, headers: &mut HeaderMap) {
        let figures = [
            ("ratelimit-limit", u64::from(self.0.limit)),
            ("ratelimit-remaining", u64::from(self.0.remaining)),
            ("ratelimit-reset", self.0.reset_seconds),
        ];
        for (name, figure) in figures {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(figure));
        }
        if let Some(wait) = self.0.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_this_machine;

    #[test]
    fn knows_the_names_of_this_machine() {
        for (host, expected) in [
            ("localhost", true),
            ("LOCALHOST", true),
            ("127.0.0.1", true),
            ("127.9.9.9", true),
            ("[::1]", true),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("192.168.1.2", false),
            ("", false),
        ] {
            assert_eq!(is_this_machine(host), expected, "{host}");
        }
    }
}

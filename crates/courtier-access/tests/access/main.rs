//! What courtier-access gives and refuses.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic too, but clippy only exempts tests")]

mod jwks;
mod jwt;
mod jwt_attacks;
mod key_documents;
mod keys;
mod messages;
mod properties;
mod rate_limits;
mod roles;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use courtier_access::{Denied, Identity, JwtRules, JwtVerifier};
use courtier_core::FixedClock;

pub(crate) const JWKS: &str = include_str!("../fixtures/jwks.json");

/// The tests' clock.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_893_456_000, 0).unwrap()
}

/// The tests' clock, some seconds later.
pub(crate) fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

pub(crate) fn clock() -> FixedClock {
    FixedClock(now())
}

pub(crate) fn rules() -> JwtRules {
    JwtRules { leeway_seconds: 0, ..JwtRules::new("https://sso.example.fr/realms/courtage", "courtier") }
}

pub(crate) fn verifier() -> JwtVerifier {
    JwtVerifier::new(rules(), JWKS).unwrap()
}

pub(crate) fn tokens() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("../fixtures/tokens.json")).unwrap()
}

pub(crate) fn token(name: &str) -> String {
    tokens()[name].clone()
}

/// Verifies a token of the fixtures on the tests' clock.
pub(crate) fn verify(name: &str) -> Result<Identity, Denied> {
    verifier().verify(&token(name), now())
}

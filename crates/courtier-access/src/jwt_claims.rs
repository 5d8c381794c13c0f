//! What the payload of a verified JWT says, against the rules and a caller's clock (RFC 7519, section 4.1).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::{Denied, JwtRules, Role};

/// The payload of a token whose signature is right.
pub(crate) struct JwtClaims(Map<String, Value>);

impl JwtClaims {
    /// Reads the payload.
    pub(crate) fn parse(payload: &[u8]) -> Result<Self, Denied> {
        // What cannot be read is not quoted: it may be personal.
        serde_json::from_slice(payload).ok().map(Self).ok_or(Denied::Malformed)
    }

    /// Checks the issuer, the audience and the period.
    pub(crate) fn check(&self, rules: &JwtRules, now: DateTime<Utc>) -> Result<(), Denied> {
        if self.text("iss") != Some(&rules.issuer) {
            return Err(Denied::Issuer);
        }
        let for_us = match self.0.get("aud") {
            Some(Value::Array(audiences)) => audiences.iter().any(|audience| *audience == rules.audience),
            Some(audience) => *audience == rules.audience,
            None => false,
        };
        if !for_us {
            return Err(Denied::Audience);
        }
        let (now, leeway) = (now.timestamp_micros() as f64 / 1e6, f64::from(rules.leeway_seconds));
        let end = self.instant("exp")?.ok_or(Denied::Malformed)?;
        if now >= end + leeway {
            return Err(Denied::Expired);
        }
        if self.instant("nbf")?.is_some_and(|start| now + leeway < start) {
            return Err(Denied::NotYetValid);
        }
        Ok(())
    }

    /// Returns who the token is about.
    pub(crate) fn subject(&self) -> Result<&str, Denied> {
        self.text("sub").filter(|subject| !subject.is_empty()).ok_or(Denied::Malformed)
    }

    /// Returns those of its roles that are courtier's.
    pub(crate) fn roles(&self, claim: &str) -> Result<BTreeSet<Role>, Denied> {
        let roles: BTreeSet<_> = match self.find(claim) {
            Some(Value::String(text)) => text.split_whitespace().filter_map(Role::from_code).collect(),
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).filter_map(Role::from_code).collect(),
            _ => BTreeSet::new(),
        };
        if roles.is_empty() { Err(Denied::NoRole) } else { Ok(roles) }
    }

    /// Finds a claim by its whole name, which may be a URL and so hold dots, or else by its path.
    fn find(&self, claim: &str) -> Option<&Value> {
        self.0.get(claim).or_else(|| {
            let (first, rest) = claim.split_once('.')?;
            rest.split('.').try_fold(self.0.get(first)?, |value, name| value.get(name))
        })
    }

    fn text(&self, claim: &str) -> Option<&str> {
        self.0.get(claim).and_then(Value::as_str)
    }

    /// Returns a claim in seconds since 1970, which need not be whole.
    fn instant(&self, claim: &str) -> Result<Option<f64>, Denied> {
        let Some(value) = self.0.get(claim) else { return Ok(None) };
        value.as_f64().filter(|seconds| seconds.is_finite()).map(Some).ok_or(Denied::Malformed)
    }
}

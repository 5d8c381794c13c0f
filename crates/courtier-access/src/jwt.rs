//! Bearer tokens of an OpenID Connect issuer.
//!
//! **Source:** RFC 7519 (claims), RFC 7517 (key sets), RFC 8725 (best practices: the algorithm is that of the key, never
//! the token's choice).

use chrono::{DateTime, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

use crate::secret_key::fingerprint;
use crate::{Denied, Identity, Role};

/// Clocks of the issuer and of this machine may differ by this much, in seconds.
const LEEWAY_SECONDS: i64 = 60;

/// Which tokens are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwtRules {
    /// Value of `iss`.
    pub issuer: String,
    /// A value of `aud`.
    pub audience: String,
    /// Claim of the roles: a text or a list; dots go into objects, as in `realm_access.roles`.
    pub role_claim: String,
}

/// Why the keys of an issuer cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum JwtError {
    /// Not a key set.
    #[error("le JWKS de l'émetteur est illisible, ligne {line}, colonne {column}")]
    Malformed {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// No key can verify a signature.
    #[error("le JWKS de l'émetteur n'a aucune clé de signature RSA ou P-256")]
    NoKey,
}

/// Verifies the tokens of one issuer.
#[derive(Debug)]
pub struct JwtVerifier {
    rules: JwtRules,
    keys: Vec<IssuerKey>,
}

struct IssuerKey {
    id: Option<String>,
    algorithm: Algorithm,
    key: DecodingKey,
}

impl std::fmt::Debug for IssuerKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IssuerKey").field("id", &self.id).field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}

impl JwtVerifier {
    /// Reads the public keys of an issuer, a JSON Web Key Set. Keys for other uses are left out.
    ///
    /// # Errors
    /// [`JwtError`].
    pub fn new(rules: JwtRules, jwks: &str) -> Result<Self, JwtError> {
        let set: JwkSet = serde_json::from_str(jwks)
            .map_err(|error| JwtError::Malformed { line: error.line(), column: error.column() })?;
        let keys: Vec<IssuerKey> = set.keys.iter().filter_map(issuer_key).collect();
        if keys.is_empty() { Err(JwtError::NoKey) } else { Ok(Self { rules, keys }) }
    }

    /// Returns who a token speaks for.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Identity, Denied> {
        let header = decode_header(token).map_err(|_unreadable| Denied::Malformed)?;
        let key = match &header.kid {
            Some(id) => self.keys.iter().find(|key| key.id.as_deref() == Some(id)),
            None => self.keys.first().filter(|_| self.keys.len() == 1),
        };
        let key = key.ok_or(Denied::Unknown)?;
        let mut validation = Validation::new(key.algorithm);
        // What follows checks the claims, with the caller's clock; here only the signature.
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        let claims =
            decode::<Map<String, Value>>(token, &key.key, &validation).map_err(|_invalid| Denied::Unknown)?.claims;
        self.check_parties(&claims)?;
        check_time(&claims, now)?;
        let roles = roles(&claims, &self.rules.role_claim);
        if roles.is_empty() {
            return Err(Denied::NoRole);
        }
        let subject = claims.get("sub").and_then(Value::as_str).unwrap_or_default();
        // The subject may be a name or an address: the record of reads holds a pseudonym.
        let pseudonym: String = fingerprint(&format!("{} {subject}", self.rules.issuer)).chars().take(16).collect();
        Ok(Identity { id: format!("jwt:{pseudonym}").into(), roles })
    }

    fn check_parties(&self, claims: &Map<String, Value>) -> Result<(), Denied> {
        let is_issuer = claims.get("iss").and_then(Value::as_str) == Some(&self.rules.issuer);
        let is_audience = match claims.get("aud") {
            Some(Value::String(audience)) => *audience == self.rules.audience,
            Some(Value::Array(several)) => several.iter().any(|one| one.as_str() == Some(&self.rules.audience)),
            _ => false,
        };
        if is_issuer && is_audience { Ok(()) } else { Err(Denied::WrongParty) }
    }
}

/// Returns a key that can verify signatures; its algorithm is that of its kind.
fn issuer_key(jwk: &Jwk) -> Option<IssuerKey> {
    if jwk.common.public_key_use.as_ref().is_some_and(|purpose| *purpose != PublicKeyUse::Signature) {
        return None;
    }
    let algorithm = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => Algorithm::RS256,
        AlgorithmParameters::EllipticCurve(curve) if curve.curve == EllipticCurve::P256 => Algorithm::ES256,
        _ => return None,
    };
    let key = DecodingKey::from_jwk(jwk).ok()?;
    Some(IssuerKey { id: jwk.common.key_id.clone(), algorithm, key })
}

fn check_time(claims: &Map<String, Value>, now: DateTime<Utc>) -> Result<(), Denied> {
    let instant = |name: &str| claims.get(name).map(|value| value.as_f64().ok_or(Denied::Malformed)).transpose();
    let end = instant("exp")?.ok_or(Denied::Expired)?;
    let start = instant("nbf")?;
    #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are exact")]
    let (now, leeway) = (now.timestamp() as f64, LEEWAY_SECONDS as f64);
    if now >= end + leeway || start.is_some_and(|start| now < start - leeway) {
        return Err(Denied::Expired);
    }
    Ok(())
}

/// Returns the roles of courtier that a claim names.
fn roles(claims: &Map<String, Value>, claim: &str) -> Vec<Role> {
    let mut parts = claim.split('.');
    let first = parts.next().and_then(|part| claims.get(part));
    let found = parts.fold(first, |value, part| value.and_then(|value| value.get(part)));
    let mut roles: Vec<Role> = match found {
        Some(Value::String(text)) => text.split_whitespace().filter_map(Role::parse).collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).filter_map(Role::parse).collect(),
        _ => Vec::new(),
    };
    roles.sort_unstable();
    roles.dedup();
    roles
}

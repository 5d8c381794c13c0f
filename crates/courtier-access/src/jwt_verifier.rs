//! Verifies the JWT of an OIDC issuer (RFC 7515, 7519; pitfalls: RFC 8725).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, crypto};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::fingerprint::Fingerprint;
use crate::jwks::Jwks;
use crate::jwt_claims::JwtClaims;
use crate::{Denied, Identity, JwtError, JwtRules};

/// Longest token that is looked at. A header of HTTP servers is rarely allowed more.
const LONGEST_BYTES: usize = 16 * 1024;

/// Digits of the subject's SHA-256 that audit shows.
const SUBJECT_DIGITS: usize = 16;

/// The rules and the keys of one issuer. Make a new one when the issuer publishes other keys.
#[derive(Debug, Clone)]
pub struct JwtVerifier {
    rules: JwtRules,
    keys: Jwks,
}

/// The members of a header that are read. A key that the token brings along (`jwk`, `jku`, `x5c`) is not.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    crit: Option<IgnoredAny>,
}

impl JwtVerifier {
    /// Takes the rules and the text of the issuer's JSON Web Key Set.
    ///
    /// # Errors
    /// [`JwtError`] when a rule is empty, the set cannot be read, or it has no key for RS256 or ES256.
    pub fn new(rules: JwtRules, jwks_json: &str) -> Result<Self, JwtError> {
        rules.check()?;
        Ok(Self { keys: Jwks::parse(jwks_json)?, rules })
    }

    /// Returns the rules.
    #[must_use]
    pub const fn rules(&self) -> &JwtRules {
        &self.rules
    }

    /// Verifies a token at an instant. The algorithm is that of the issuer's key: what the token's header says must be
    /// the same and decides nothing.
    ///
    /// # Errors
    /// [`Denied`]; [`Denied::NoRole`] when all is right but the roles, [`Denied::Unknown`] when the token names a key
    /// that the set does not have, which may mean that the issuer has new keys.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Identity, Denied> {
        if token.len() > LONGEST_BYTES {
            return Err(Denied::Malformed);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(Denied::Malformed)?;
        let (header, payload) = message.split_once('.').ok_or(Denied::Malformed)?;
        let header: Header = serde_json::from_slice(&decode(header)?).ok().ok_or(Denied::Malformed)?;
        let payload = decode(payload)?;
        // An extension that must be understood is not (RFC 7515, section 4.1.11).
        if header.crit.is_some() {
            return Err(Denied::Malformed);
        }
        let algorithm = accepted(&header.alg).ok_or(Denied::Algorithm)?;
        let key = self.keys.find(header.kid.as_deref()).ok_or(Denied::Unknown)?;
        if key.algorithm != algorithm {
            return Err(Denied::Algorithm);
        }
        decode(signature)?;
        let right = crypto::verify(signature, message.as_bytes(), &key.key, key.algorithm);
        if !right.is_ok_and(|right| right) {
            return Err(Denied::Signature);
        }
        self.identify(&JwtClaims::parse(&payload)?, now)
    }

    fn identify(&self, claims: &JwtClaims, now: DateTime<Utc>) -> Result<Identity, Denied> {
        claims.check(&self.rules, now)?;
        let digest = Fingerprint::of(claims.subject()?);
        let roles = claims.roles(&self.rules.role_claim)?;
        Ok(Identity::new(format!("jwt:{digest:.SUBJECT_DIGITS$}"), roles))
    }
}

/// Returns the algorithm of a header, `None` for `none`, HMAC and whatever else.
fn accepted(name: &str) -> Option<Algorithm> {
    match name {
        "RS256" => Some(Algorithm::RS256),
        "ES256" => Some(Algorithm::ES256),
        _ => None,
    }
}

fn decode(part: &str) -> Result<Vec<u8>, Denied> {
    URL_SAFE_NO_PAD.decode(part).ok().ok_or(Denied::Malformed)
}

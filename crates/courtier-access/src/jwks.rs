//! The keys that an issuer publishes (RFC 7517, 7518), of which only those for RS256 and ES256 are kept.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;

use crate::JwtError;

/// Bytes of a coordinate on P-256.
const COORDINATE_BYTES: usize = 32;

/// Sizes of RSA keys that are verified (NIST SP 800-131A refuses shorter ones).
const RSA_BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

#[derive(Deserialize)]
struct Document {
    keys: Vec<Jwk>,
}

/// The members that matter here; RFC 7517 has a reader ignore the others, private ones included.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    alg: Option<String>,
    kid: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// A public key, tied to the one algorithm that its type allows.
#[derive(Debug, Clone)]
pub(crate) struct VerifyingKey {
    kid: Option<String>,
    pub(crate) algorithm: Algorithm,
    pub(crate) key: DecodingKey,
}

/// The usable keys of an issuer; never empty.
#[derive(Debug, Clone)]
pub(crate) struct Jwks(Vec<VerifyingKey>);

impl Jwks {
    /// Reads a set. Keys for other algorithms or for encryption are left out.
    pub(crate) fn parse(text: &str) -> Result<Self, JwtError> {
        let document: Document = serde_json::from_str(text)
            .map_err(|error| JwtError::Jwks { line: error.line(), column: error.column() })?;
        let mut keys: Vec<VerifyingKey> = Vec::new();
        for (jwk, position) in document.keys.into_iter().zip(1..) {
            let Some(algorithm) = jwk.algorithm() else { continue };
            let key = jwk.decoding_key(algorithm, position)?;
            if jwk.kid.is_some() && keys.iter().any(|other| other.kid == jwk.kid) {
                return Err(JwtError::Twice { position });
            }
            keys.push(VerifyingKey { kid: jwk.kid, algorithm, key });
        }
        if keys.is_empty() { Err(JwtError::NoKey) } else { Ok(Self(keys)) }
    }

    /// Returns the key that a token names; the only key when it names none.
    pub(crate) fn find(&self, kid: Option<&str>) -> Option<&VerifyingKey> {
        match (kid, self.0.as_slice()) {
            (Some(_), keys) => keys.iter().find(|key| key.kid.as_deref() == kid),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }
}

impl Jwk {
    /// Returns the algorithm that this key verifies, `None` when it is not for us.
    fn algorithm(&self) -> Option<Algorithm> {
        let signs = self.usage.as_deref().is_none_or(|usage| usage == "sig")
            && self.key_ops.as_ref().is_none_or(|operations| operations.iter().any(|operation| operation == "verify"));
        let (algorithm, name) = match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => (Algorithm::RS256, "RS256"),
            ("EC", Some("P-256")) => (Algorithm::ES256, "ES256"),
            _ => return None,
        };
        (signs && self.alg.as_deref().is_none_or(|alg| alg == name)).then_some(algorithm)
    }

    fn decoding_key(&self, algorithm: Algorithm, position: usize) -> Result<DecodingKey, JwtError> {
        let bytes = |parameter, text: &Option<String>| {
            let decoded = text.as_ref().and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
            decoded.filter(|bytes| !bytes.is_empty()).ok_or(JwtError::Parameter { position, parameter })
        };
        if algorithm == Algorithm::RS256 {
            let (modulus, exponent) = (bytes("n", &self.n)?, bytes("e", &self.e)?);
            let bits = bits(&modulus);
            if !RSA_BITS.contains(&bits) {
                return Err(JwtError::RsaSize { position, bits });
            }
            return Ok(DecodingKey::from_rsa_raw_components(&modulus, &exponent));
        }
        let mut point = vec![0x04];
        for (parameter, text) in [("x", &self.x), ("y", &self.y)] {
            let coordinate = bytes(parameter, text)?;
            if coordinate.len() != COORDINATE_BYTES {
                return Err(JwtError::Parameter { position, parameter });
            }
            point.extend(coordinate);
        }
        Ok(DecodingKey::from_ec_der(&point))
    }
}

/// Counts the bits of a big-endian number.
fn bits(number: &[u8]) -> usize {
    let significant = number.iter().skip_while(|byte| **byte == 0);
    let first = significant.clone().next().map_or(0, |byte| byte.leading_zeros() as usize);
    significant.count() * 8 - first
}

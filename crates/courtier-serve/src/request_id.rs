//! The name of a request: the client's `X-Request-Id`, or a new one.

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// Header that carries it, in and out.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

const LONGEST: usize = 64;

/// Identifier of one request: ASCII, in place, since every request has one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestId {
    bytes: [u8; LONGEST],
    length: usize,
}

impl RequestId {
    /// Takes the client's when it is short and plain, so that it can go to logs and headers.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let is_plain = |id: &&[u8]| {
            (1..=LONGEST).contains(&id.len()) && id.iter().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(b))
        };
        let mut bytes = [0; LONGEST];
        let length = match headers.get(HEADER).map(HeaderValue::as_bytes).filter(is_plain) {
            Some(given) => {
                bytes[..given.len()].copy_from_slice(given);
                given.len()
            }
            None => Uuid::new_v4().hyphenated().encode_lower(&mut bytes).len(),
        };
        Self { bytes, length }
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }

    pub(crate) fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_bytes(&self.bytes[..self.length]).ok()
    }
}

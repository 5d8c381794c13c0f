//! W3C Trace Context: which trace a request belongs to.
//!
//! **Source:** W3C Recommendation "Trace Context", section 3.2 (`traceparent`, version 00).

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId, TraceState};
use uuid::Uuid;

/// Header that carries it, in and out.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("traceparent");

const FLAG_SAMPLED: u8 = 1;

/// Place of a request in a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TraceContext {
    trace_id: u128,
    span_id: u64,
    flags: u8,
}

impl TraceContext {
    /// Reads the client's; `None` when there is none, or it is malformed.
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(HEADER)?.to_str().ok()?;
        let mut parts = text.split('-');
        let version = hex(parts.next()?, 2)?;
        let context = Self {
            trace_id: hex(parts.next()?, 32)?,
            span_id: u64::try_from(hex(parts.next()?, 16)?).ok()?,
            flags: u8::try_from(hex(parts.next()?, 2)?).ok()? & FLAG_SAMPLED,
        };
        // Later versions may add parts; version 00 has none, and ff is no version.
        let ends_well = version != 0xff && (version > 0 || parts.next().is_none());
        (ends_well && context.trace_id != 0 && context.span_id != 0).then_some(context)
    }

    /// Returns that of a span that goes to a collector; `None` when it goes nowhere.
    pub(crate) fn of(context: &SpanContext) -> Option<Self> {
        context.is_valid().then(|| Self {
            trace_id: u128::from_be_bytes(context.trace_id().to_bytes()),
            span_id: u64::from_be_bytes(context.span_id().to_bytes()),
            flags: context.trace_flags().to_u8() & FLAG_SAMPLED,
        })
    }

    /// Returns a place in the same trace, or in a new one, for the work of this server.
    pub(crate) fn child_of(parent: Option<Self>) -> Self {
        let (_, span_id) = Uuid::new_v4().as_u64_pair();
        Self {
            trace_id: parent.map_or_else(|| Uuid::new_v4().as_u128(), |parent| parent.trace_id),
            span_id: span_id.max(1),
            flags: parent.map_or(0, |parent| parent.flags),
        }
    }

    pub(crate) fn header(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.to_string()).ok()
    }

    /// Returns the trace's id, as logs show it.
    pub(crate) fn trace_id(self) -> String {
        format!("{:032x}", self.trace_id)
    }

    /// Returns it as the parent of an OpenTelemetry span.
    pub(crate) fn as_remote_parent(self) -> SpanContext {
        SpanContext::new(
            TraceId::from_bytes(self.trace_id.to_be_bytes()),
            SpanId::from_bytes(self.span_id.to_be_bytes()),
            TraceFlags::new(self.flags),
            true,
            TraceState::NONE,
        )
    }
}

impl fmt::Display for TraceContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.trace_id, self.span_id, self.flags)
    }
}

/// Reads `digits` lower-case hexadecimal digits.
fn hex(text: &str, digits: usize) -> Option<u128> {
    let is_hex = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    is_hex.then(|| u128::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{HEADER, TraceContext};
    use http::{HeaderMap, HeaderValue};

    fn read(text: &'static str) -> Option<TraceContext> {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_static(text));
        TraceContext::read(&headers)
    }

    #[test]
    fn follows_the_recommendation() {
        let given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let context = read(given).unwrap();
        assert_eq!(context.to_string(), given);
        let child = TraceContext::child_of(Some(context));
        assert_eq!(child.trace_id(), "0af7651916cd43dd8448eb211c80319c");
        assert_ne!(child, context);
        assert!(child.to_string().ends_with("-01"));
        assert!(read("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future").is_some());
    }

    #[test]
    fn refuses_what_is_malformed() {
        for text in [
            "",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

//! Who may ask what of the server, and how often. Texts and instants in, decisions out: files, HTTP and clocks are the
//! callers'.
//!
//! - [`KeyRing`]: API keys, kept as fingerprints; [`KeyUses`]: when each was last used;
//! - [`JwtVerifier`]: bearer tokens of an OIDC issuer;
//! - [`Role`]s and the [`Permission`]s that they give;
//! - [`RateLimiter`]: requests a minute for each [`Identity`].
//!
//! No message of this crate quotes a key, a token or a claim.

mod denied;
mod identity;
mod jwt;
mod key_ring;
mod key_uses;
mod rate_limit;
mod role;
mod secret_key;

pub use denied::Denied;
pub use identity::Identity;
pub use jwt::{JwtError, JwtRules, JwtVerifier};
pub use key_ring::{KeyFileError, KeyRecord, KeyRing};
pub use key_uses::KeyUses;
pub use rate_limit::{RateDecision, RateLimiter};
pub use role::{Permission, Role};
pub use secret_key::{PREFIX, SecretKey};

//! Who may do what: API keys, the JWT of an identity provider, roles, and how many requests a minute.
//!
//! Pure: callers give texts (the key file, a JWKS, a token) and a clock, and get values or a typed refusal. No input or
//! output, no async runtime, no HTTP. The only things that are no function of their arguments are the random bits of
//! [`KeyRing::create`] and of [`Seal`].
//!
//! - [`KeyRing`]: keys that courtier made. The file holds their SHA-256 only; a [`Secret`] is shown once.
//! - [`KeyUses`]: when each key was last used, a separate document so that the server never writes the key file.
//! - [`JwtVerifier`]: tokens of an OIDC issuer, RS256 and ES256.
//! - [`Identity`]: what both give, and what it may do ([`Role`], [`Scope`]).
//! - [`Seal`]: texts that clients keep for the server and cannot read.
//! - [`RateLimiter`]: requests a minute of each identity.
//!
//! ```
//! use courtier_access::{Denied, KeyRing, Role, Scope};
//! use courtier_core::{Clock, FixedClock};
//!
//! let clock = FixedClock("2030-01-01T00:00:00Z".parse()?);
//! let mut keys = KeyRing::default();
//! let (record, secret) = keys.create("tableau de bord", [Role::Marketing], None, &clock)?;
//!
//! let identity = keys.verify(secret.expose(), clock.now())?;
//! assert_eq!(identity.subject(), record.id().to_string());
//! assert!(identity.may(Scope::Aggregate));
//! assert!(!identity.may(Scope::Personal));
//!
//! keys.revoke(&record.id().to_string(), &clock)?;
//! assert_eq!(keys.verify(secret.expose(), clock.now()), Err(Denied::Revoked));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod denied;
mod fingerprint;
mod identity;
mod json_message;
mod jwks;
mod jwt_claims;
mod jwt_error;
mod jwt_rules;
mod jwt_verifier;
mod key_error;
mod key_file;
mod key_id;
mod key_name;
mod key_record;
mod key_ring;
mod key_uses;
mod random;
mod rate_limiter;
mod role;
mod seal;
mod secret;

pub use denied::Denied;
pub use governor::clock::{Clock as RateClock, FakeRelativeClock, MonotonicClock};
pub use identity::Identity;
pub use jwt_error::JwtError;
pub use jwt_rules::JwtRules;
pub use jwt_verifier::JwtVerifier;
pub use key_error::{KeyError, KeyFileError};
pub use key_id::KeyId;
pub use key_record::{KeyRecord, KeyState};
pub use key_ring::KeyRing;
pub use key_uses::KeyUses;
pub use rate_limiter::{RateDecision, RateLimiter};
pub use role::{Role, Scope, UnknownRole};
pub use seal::{Seal, SealError};
pub use secret::Secret;

//! What a JWT must say to be accepted.

use crate::JwtError;

/// Longest tolerance for clocks that differ, in seconds.
const LONGEST_LEEWAY: u32 = 600;

/// Rules for the tokens of one issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwtRules {
    /// The only accepted `iss`, compared exactly.
    pub issuer: String,
    /// What `aud` must be, or hold when it is a list.
    pub audience: String,
    /// Claim of the roles: its name, or else a path with dots (`realm_access.roles`).
    pub role_claim: String,
    /// Tolerance for clocks that differ, on `exp` and `nbf`.
    pub leeway_seconds: u32,
}

impl JwtRules {
    /// Name of the role claim unless another is set.
    pub const DEFAULT_ROLE_CLAIM: &'static str = "roles";

    /// Tolerance unless another is set.
    pub const DEFAULT_LEEWAY_SECONDS: u32 = 60;

    /// Returns the rules of an issuer and an audience; the rest has its default.
    #[must_use]
    pub fn new(issuer: impl Into<String>, audience: impl Into<String>) -> Self {
        Self {
            issuer: issuer.into(),
            audience: audience.into(),
            role_claim: Self::DEFAULT_ROLE_CLAIM.to_owned(),
            leeway_seconds: Self::DEFAULT_LEEWAY_SECONDS,
        }
    }

    /// Refuses rules that would accept too much.
    pub(crate) fn check(&self) -> Result<(), JwtError> {
        let texts =
            [("jwt_issuer", &self.issuer), ("jwt_audience", &self.audience), ("jwt_role_claim", &self.role_claim)];
        if let Some((name, _)) = texts.into_iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(JwtError::EmptyRule { name });
        }
        if self.leeway_seconds > LONGEST_LEEWAY {
            return Err(JwtError::Leeway { found: self.leeway_seconds, longest: LONGEST_LEEWAY });
        }
        Ok(())
    }
}

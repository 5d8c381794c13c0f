//! Who asks, once a key or a token is verified.

use std::collections::BTreeSet;

use crate::{KeyId, Role, Scope};

/// A caller that is known, and its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    subject: String,
    roles: BTreeSet<Role>,
}

impl Identity {
    pub(crate) const fn new(subject: String, roles: BTreeSet<Role>) -> Self {
        Self { subject, roles }
    }

    /// Returns whoever asks a server that needs no authentication (loopback, no key, no issuer): `local`, every role.
    #[must_use]
    pub fn local() -> Self {
        Self::new("local".to_owned(), BTreeSet::from(Role::ALL))
    }

    /// Returns the name for audit, logs and rate limits: the id of the key, or `jwt:` and the first 16 hexadecimal digits
    /// of the SHA-256 of the token's `sub`, which may be an e-mail address and is never kept.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Returns the key that was used, `None` for a JWT or a local caller.
    #[must_use]
    pub fn key_id(&self) -> Option<KeyId> {
        KeyId::parse(&self.subject)
    }

    /// Returns the roles; never empty.
    #[must_use]
    pub const fn roles(&self) -> &BTreeSet<Role> {
        &self.roles
    }

    /// Tells whether one of the roles grants this scope.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.roles.iter().any(|role| role.grants(scope))
    }
}

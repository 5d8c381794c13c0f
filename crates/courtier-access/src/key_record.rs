//! What is kept of a key.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::fingerprint::Fingerprint;
use crate::{KeyId, Role};

/// A key, without its secret. Its JSON fields are those of the key file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRecord {
    pub(crate) id: KeyId,
    #[serde(rename = "nom")]
    pub(crate) name: String,
    pub(crate) roles: BTreeSet<Role>,
    #[serde(rename = "empreinte")]
    pub(crate) fingerprint: Fingerprint,
    #[serde(rename = "cree_le")]
    pub(crate) created_at: DateTime<Utc>,
    #[serde(rename = "expire_le", default, skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<DateTime<Utc>>,
    #[serde(rename = "revoquee_le", default, skip_serializing_if = "Option::is_none")]
    pub(crate) revoked_at: Option<DateTime<Utc>>,
}

impl KeyRecord {
    /// Returns the public id.
    #[must_use]
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// Returns what the key is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns its roles; never empty.
    #[must_use]
    pub const fn roles(&self) -> &BTreeSet<Role> {
        &self.roles
    }

    /// Returns when it was made.
    #[must_use]
    pub const fn created_at(&self) -> DateTime<Utc> {
        self.created_at
    }

    /// Returns the first instant at which it no longer works, `None` when it never expires.
    #[must_use]
    pub const fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.expires_at
    }

    /// Returns when it was revoked.
    #[must_use]
    pub const fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.revoked_at
    }

    /// Returns whether the key works at an instant. A revoked key is revoked whatever the instant: clocks differ between
    /// machines, and a revocation must not wait for one.
    #[must_use]
    pub fn state(&self, now: DateTime<Utc>) -> KeyState {
        if self.revoked_at.is_some() {
            KeyState::Revoked
        } else if self.expires_at.is_some_and(|end| end <= now) {
            KeyState::Expired
        } else {
            KeyState::Active
        }
    }
}

/// Whether a key works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyState {
    /// It gives access.
    Active,
    /// Its time is over.
    Expired,
    /// It was revoked, expired or not.
    Revoked,
}

impl KeyState {
    /// Returns the stable code, also its name in French.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Expired => "expirée",
            Self::Revoked => "révoquée",
        }
    }
}

impl fmt::Display for KeyState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

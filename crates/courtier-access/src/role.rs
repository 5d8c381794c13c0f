//! Roles, and what each may read.

use std::fmt;

use courtier_core::nearest;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What an endpoint shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Rows of persons: opportunities and their proposals.
    Personal,
    /// Nothing about one person: the typical applicant, banks, simulations.
    Aggregate,
}

/// What a key or a token was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// An application that reads opportunities.
    Api,
    /// Aggregates only.
    Marketing,
    /// Everything.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Api, Self::Marketing, Self::Admin];

    /// The codes of every role, in the same order.
    pub const CODES: [&'static str; 3] = ["api", "marketing", "admin"];

    /// Returns the stable code that users write and read.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Api => Self::CODES[0],
            Self::Marketing => Self::CODES[1],
            Self::Admin => Self::CODES[2],
        }
    }

    /// Returns the role of a code, `None` when there is none. Case matters.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Reads the code that a user wrote.
    ///
    /// # Errors
    /// [`UnknownRole`] when no role has this code.
    pub fn parse(code: &str) -> Result<Self, UnknownRole> {
        Self::from_code(code).ok_or_else(|| UnknownRole { code: code.to_owned(), nearest: nearest(code, Self::CODES) })
    }

    /// Tells whether the role may read what has this scope.
    #[must_use]
    pub const fn grants(self, scope: Scope) -> bool {
        match self {
            Self::Api | Self::Admin => true,
            Self::Marketing => matches!(scope, Scope::Aggregate),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A code that no role has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("rôle inconnu `{code}` : attendu {}{}", Role::CODES.join(", "), suggestion(*nearest))]
pub struct UnknownRole {
    /// The code.
    pub code: String,
    /// The code that looks most like it.
    pub nearest: Option<&'static str>,
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|code| format!(" (vouliez-vous dire `{code}` ?)")).unwrap_or_default()
}

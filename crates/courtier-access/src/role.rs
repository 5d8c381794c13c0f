//! Roles, and what they give.

use serde::{Deserialize, Serialize};

/// What a reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An application of the advisers.
    Api,
    /// An analyst: no data about a person.
    Marketing,
    /// Who runs courtier.
    Admin,
}

/// What an endpoint asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Data about persons.
    Personal,
    /// Figures about no person.
    Aggregate,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Api, Self::Marketing, Self::Admin];
    /// The code of each.
    pub const CODES: [&'static str; 3] = [Self::Api.code(), Self::Marketing.code(), Self::Admin.code()];

    /// Returns the code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Marketing => "marketing",
            Self::Admin => "admin",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Returns whether the role gives a permission.
    #[must_use]
    pub const fn gives(self, permission: Permission) -> bool {
        matches!((self, permission), (Self::Api | Self::Admin, _) | (Self::Marketing, Permission::Aggregate))
    }
}

#[cfg(test)]
mod tests {
    use super::{Permission, Role};

    #[test]
    fn keeps_marketing_from_persons() {
        assert!(!Role::Marketing.gives(Permission::Personal));
        assert!(Role::Marketing.gives(Permission::Aggregate));
        assert!([Role::Api, Role::Admin].iter().all(|role| role.gives(Permission::Personal)));
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code()), Some(role));
        }
        assert_eq!(Role::parse("Admin"), None);
    }
}

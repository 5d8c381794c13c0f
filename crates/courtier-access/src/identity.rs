//! Who asks, once that is established.

use std::sync::Arc;

use crate::{Permission, Role};

/// A reader: its id for the record of reads, and its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Id of a key, or the pseudonym of a token's subject: `jwt:` and 16 hexadecimal digits.
    pub id: Arc<str>,
    /// Roles.
    pub roles: Vec<Role>,
}

impl Identity {
    /// Returns whether one of its roles gives `permission`.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.gives(permission))
    }
}

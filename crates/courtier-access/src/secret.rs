//! The text that gives access: `courtier_<8 hexadecimal digits>_<43 characters of base64url>`.

use std::fmt;

use crate::{KeyError, KeyId, random};

const PREFIX: &str = "courtier_";

/// Characters of 256 bits in base64url without padding.
const SECRET_CHARACTERS: usize = 43;

/// A new key's text. It is shown once and stored nowhere; its `Debug` hides it.
pub struct Secret(String);

impl Secret {
    /// Returns the text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Makes the secret of a key from 256 bits of the system's generator.
    pub(crate) fn generate(id: KeyId) -> Result<Self, KeyError> {
        Ok(Self(format!("{PREFIX}{id}_{}", random::secret_text()?)))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Tells whether a token claims to be a key, well formed or not; else it can only be a JWT.
pub(crate) fn claims_to_be_key(token: &str) -> bool {
    token.starts_with(PREFIX)
}

/// Returns the id in a well-formed key; `None` when the text cannot be one.
pub(crate) fn id_of(token: &str) -> Option<KeyId> {
    let (id, secret) = token.strip_prefix(PREFIX)?.split_at_checked(8)?;
    let secret = secret.strip_prefix('_')?;
    let is_base64url = secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if secret.len() == SECRET_CHARACTERS && is_base64url { KeyId::parse(id) } else { None }
}

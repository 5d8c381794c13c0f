//! The text of a key: shown once, known afterwards by its fingerprint only.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use rand::TryRng as _;
use rand::rngs::SysRng;
use sha2::{Digest as _, Sha256};

/// How the text of every key starts, so that scanners of leaked secrets know it.
pub const PREFIX: &str = "courtier_";

/// Bytes of the secret: 256 bits.
const SECRET_BYTES: usize = 32;
/// Bytes of the id.
const ID_BYTES: usize = 4;

/// A key as its holder has it: `courtier_<8 hexadecimal digits>_<43 characters>`. No `Display`, and a `Debug` that
/// hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(String);

impl SecretKey {
    /// Makes a key from the operating system's random bits; `None` when it gives none.
    pub(crate) fn random() -> Option<(String, Self)> {
        let (mut id, mut secret) = ([0; ID_BYTES], [0; SECRET_BYTES]);
        SysRng.try_fill_bytes(&mut id).ok()?;
        SysRng.try_fill_bytes(&mut secret).ok()?;
        let id = hex(&id);
        let text = format!("{PREFIX}{id}_{}", BASE64_URL_SAFE_NO_PAD.encode(secret));
        Some((id, Self(text)))
    }

    /// Returns the text: for its holder, once.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns the fingerprint.
    pub(crate) fn fingerprint(&self) -> String {
        fingerprint(&self.0)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(caché)")
    }
}

/// Returns the id in the text of a key; `None` when the text is not that of a key.
pub(crate) fn id_of(text: &str) -> Option<&str> {
    let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
    let is_id = id.len() == 2 * ID_BYTES && id.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    // Its characters are checked by the fingerprint.
    (is_id && secret.len() == 43).then_some(id)
}

/// Returns the SHA-256 of a text, hexadecimal. The secret has 256 random bits: a slow hash would add nothing.
pub(crate) fn fingerprint(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

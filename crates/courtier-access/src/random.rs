//! What nobody can guess.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRng as _, rngs::SysRng};

use crate::KeyError;

/// Draws 256 bits from the system's generator, as base64url.
pub(crate) fn secret_text() -> Result<String, KeyError> {
    let mut bits = [0; 32];
    SysRng.try_fill_bytes(&mut bits).map_err(|error| KeyError::Random { message: error.to_string() })?;
    Ok(URL_SAFE_NO_PAD.encode(bits))
}

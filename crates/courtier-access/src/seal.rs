//! Texts that clients keep for the server and cannot read.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{KeyError, random};

/// The cipher failed, which it does only without memory or random bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("chiffrement impossible")]
pub struct SealError;

/// A key of AES-256-GCM that seals short texts: nobody else can read or make one.
pub struct Seal(RandomizedNonceKey);

impl Seal {
    /// Makes the text of a new key from 256 bits of the system's generator. It is a secret.
    ///
    /// # Errors
    /// [`KeyError::Random`].
    pub fn generate_key() -> Result<String, KeyError> {
        random::secret_text()
    }

    /// Reads the text of a key; `None` when it is not one.
    #[must_use]
    pub fn of_key(text: &str) -> Option<Self> {
        let bits = URL_SAFE_NO_PAD.decode(text.trim_end()).ok()?;
        RandomizedNonceKey::new(&AES_256_GCM, &bits).ok().map(Self)
    }

    /// Seals bytes for a context: letters, digits, `-` and `_`, different each time.
    ///
    /// # Errors
    /// [`SealError`].
    pub fn seal(&self, context: &[u8], bytes: &[u8]) -> Result<String, SealError> {
        let mut sealed = bytes.to_vec();
        let nonce = self.0.seal_in_place_append_tag(Aad::from(context), &mut sealed);
        let nonce = nonce.map_err(|_unspecified| SealError)?;
        Ok(URL_SAFE_NO_PAD.encode([&nonce.as_ref()[..], &sealed].concat()))
    }

    /// Returns the bytes of a sealed text; `None` when it is not one that this key sealed for this context.
    #[must_use]
    pub fn open(&self, context: &[u8], text: &str) -> Option<Vec<u8>> {
        let mut sealed = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, rest) = sealed.split_at_mut_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        self.0.open_in_place(nonce, Aad::from(context), rest).ok().map(|bytes| bytes.to_vec())
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seal(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Seal;

    #[test]
    fn opens_what_it_sealed_for_the_same_context_only() {
        let [mine, other] = [(); 2].map(|()| Seal::of_key(&Seal::generate_key().unwrap()).unwrap());
        let sealed = mine.seal(b"a", b"4200").unwrap();
        assert_eq!(mine.open(b"a", &sealed).as_deref(), Some(&b"4200"[..]));
        assert_eq!((mine.open(b"b", &sealed), other.open(b"a", &sealed)), (None, None));
        assert_ne!(mine.seal(b"a", b"4200").unwrap(), sealed);
        for position in 0..sealed.len() {
            let changed = format!("{}{}{}", &sealed[..position], "-", &sealed[position + 1..]);
            assert!(changed == sealed || mine.open(b"a", &changed).is_none(), "{position}");
        }
    }

    #[test]
    fn refuses_what_is_no_key() {
        for text in ["", "abc", "é", &"A".repeat(42), &"A".repeat(44)] {
            assert!(Seal::of_key(text).is_none(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_refused(text in ".{0,120}") {
            assert!(Seal::of_key(&"A".repeat(43)).unwrap().open(b"", &text).is_none());
        }
    }
}

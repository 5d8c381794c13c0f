//! Salesforce record ids.
//!
//! **Source:** the published 18-character algorithm: the first 15 characters are case-sensitive; split in three blocks
//! of five, bit `j` of a block is 1 when its character `j` is an upper-case letter, and each block's value indexes
//! `ABCDEFGHIJKLMNOPQRSTUVWXYZ012345` to give one character of the suffix.

use std::fmt;
use std::str::FromStr;

const SUFFIX_ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const SHORT: usize = 15;
const LONG: usize = 18;

/// A Salesforce record id in its 18-character form.
///
/// The suffix only encodes letter case: it detects a changed case, not a changed digit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SalesforceId([u8; LONG]);

/// Why a text is not a Salesforce id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SalesforceIdError {
    /// Neither 15 nor 18 characters.
    #[error("un identifiant Salesforce a 15 ou 18 caractères, celui-ci en a {0}")]
    Length(usize),
    /// A character outside `0-9A-Za-z`, at this position (from 1).
    #[error("caractère interdit en position {0} : lettres sans accent et chiffres seulement")]
    Character(usize),
    /// The last three characters do not agree with the case of the first fifteen.
    #[error("somme de contrôle fausse : les trois derniers caractères devraient être `{expected}`")]
    Checksum {
        /// The suffix that the first fifteen characters call for.
        expected: String,
    },
}

impl SalesforceId {
    /// Parses a 15- or 18-character id; a 15-character one gets its suffix.
    ///
    /// # Errors
    /// [`SalesforceIdError`] when the length, a character or the suffix is wrong.
    pub fn parse(text: &str) -> Result<Self, SalesforceIdError> {
        let bytes = text.as_bytes();
        if bytes.len() != SHORT && bytes.len() != LONG {
            return Err(SalesforceIdError::Length(text.chars().count()));
        }
        if let Some(position) = bytes.iter().position(|b| !b.is_ascii_alphanumeric()) {
            return Err(SalesforceIdError::Character(position + 1));
        }
        let mut id = [0; LONG];
        id[..SHORT].copy_from_slice(&bytes[..SHORT]);
        let expected = suffix(&bytes[..SHORT]);
        if bytes.len() == LONG && bytes[SHORT..] != expected {
            return Err(SalesforceIdError::Checksum { expected: String::from_utf8_lossy(&expected).into_owned() });
        }
        id[SHORT..].copy_from_slice(&expected);
        Ok(Self(id))
    }

    /// Returns the 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII bytes ever enter the array.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Returns the three-character suffix of the 15 bytes of a short id.
fn suffix(short: &[u8]) -> [u8; LONG - SHORT] {
    let mut suffix = [0; LONG - SHORT];
    for (block, out) in short.chunks(5).zip(&mut suffix) {
        let bits = block.iter().enumerate().fold(0, |bits, (j, c)| bits | (usize::from(c.is_ascii_uppercase()) << j));
        *out = SUFFIX_ALPHABET[bits];
    }
    suffix
}

impl FromStr for SalesforceId {
    type Err = SalesforceIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for SalesforceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for SalesforceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SalesforceId({})", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{SalesforceId, SalesforceIdError};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    #[test]
    fn accepts_published_ids() {
        for id in [
            "0065q00000AlAK0AAN",
            "006IV00000FMf44YAD",
            "a0PIV000009qPjV2AU",
            "0012000000YI8d8AAD",
            "001D000001PJDfaIAH",
            "0011i000002MVpNAAW",
            "001IV00000RiK6nYAF",
            "a0D30000001n7PiEAI",
            "0019000000B98deAAB",
            "50130000000014cAAA",
            "50130000000014CAAQ",
            "001A0000006Vm9rIAC",
            "001A0000006VM9rIAG",
        ] {
            assert_eq!(SalesforceId::parse(id).unwrap().as_str(), id);
            assert_eq!(SalesforceId::parse(&id[..15]).unwrap().as_str(), id, "15 characters");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(SalesforceId::parse("0065q00000AlAK"), Err(SalesforceIdError::Length(14)));
        assert_eq!(SalesforceId::parse("0065q00000AlA-0"), Err(SalesforceIdError::Character(14)));
        for bad in ["0065Q00000AlAK0AAN", "0065q00000AlAK0AAM"] {
            assert!(matches!(SalesforceId::parse(bad), Err(SalesforceIdError::Checksum { .. })), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_refused_without_panic(text in ".{0,20}") {
            if let Ok(id) = SalesforceId::parse(&text) {
                prop_assert!(id.as_str().starts_with(&text[..15]));
            }
        }

        #[test]
        fn the_suffix_restores_itself(short in "[0-9A-Za-z]{15}") {
            let long = SalesforceId::parse(&short).unwrap();
            prop_assert_eq!(SalesforceId::parse(long.as_str()), Ok(long));
        }
    }
}

//! The public part of a key: what lists, logs and audit name it by.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Id of a key: 32 random bits, written as 8 lower-case hexadecimal digits. Not a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(u32);

impl KeyId {
    pub(crate) const fn new(bits: u32) -> Self {
        Self(bits)
    }

    /// Reads exactly 8 lower-case hexadecimal digits; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_id = text.len() == 8 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_id { u32::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:08x}", self.0))
    }
}

impl Serialize for KeyId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for KeyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let message = "identifiant de clé attendu : 8 chiffres hexadécimaux minuscules";
        Self::parse(&String::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom(message))
    }
}

//! When each key was last used: a document of its own, which the server writes.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{KeyFileError, KeyId, key_file};

const VERSION: u32 = 1;

/// Last use of every key that was used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyUses {
    uses: BTreeMap<KeyId, DateTime<Utc>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UsesFile {
    version: u32,
    #[serde(rename = "utilisations")]
    uses: BTreeMap<KeyId, DateTime<Utc>>,
}

impl KeyUses {
    /// Reads the document.
    ///
    /// # Errors
    /// [`KeyFileError`] when it is not JSON of version 1 or has an unknown field.
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        key_file::check_version(text, VERSION)?;
        let UsesFile { uses, .. } = serde_json::from_str(text)?;
        Ok(Self { uses })
    }

    /// Writes the document, with a final line feed.
    ///
    /// # Errors
    /// [`KeyFileError::Json`] when the serializer refuses a value, which this never holds.
    pub fn to_json(&self) -> Result<String, KeyFileError> {
        let mut text = serde_json::to_string_pretty(&UsesFile { version: VERSION, uses: self.uses.clone() })?;
        text.push('\n');
        Ok(text)
    }

    /// Notes a use. The newer of two instants stays.
    pub fn record(&mut self, id: KeyId, at: DateTime<Utc>) {
        let last = self.uses.entry(id).or_insert(at);
        *last = at.max(*last);
    }

    /// Adds what another process noted. The newer of two instants stays.
    pub fn merge(&mut self, other: &Self) {
        for (id, at) in other.iter() {
            self.record(id, at);
        }
    }

    /// Returns when a key was last used, `None` when it never was.
    #[must_use]
    pub fn last_use(&self, id: KeyId) -> Option<DateTime<Utc>> {
        self.uses.get(&id).copied()
    }

    /// Returns every key that was used, by id.
    pub fn iter(&self) -> impl Iterator<Item = (KeyId, DateTime<Utc>)> + '_ {
        self.uses.iter().map(|(id, at)| (*id, *at))
    }

    /// Tells whether no key was used.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.uses.is_empty()
    }
}

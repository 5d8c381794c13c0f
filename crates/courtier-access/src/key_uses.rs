//! When each key was last used: a document apart from the keys, since the server writes it and the keys are their
//! administrator's.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Last use of each key, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyUses {
    derniers_usages: BTreeMap<String, DateTime<Utc>>,
}

impl KeyUses {
    /// Reads a document; one that cannot be read counts as no use, since it holds nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Returns the document.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts and dates: nothing that JSON cannot hold.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Notes a use; an older one than what is known changes nothing.
    pub fn note(&mut self, key: &str, at: DateTime<Utc>) {
        match self.derniers_usages.get_mut(key) {
            Some(last) => *last = (*last).max(at),
            None => {
                self.derniers_usages.insert(key.to_owned(), at);
            }
        }
    }

    /// Adds the uses of another document.
    pub fn merge(&mut self, others: &Self) {
        for (key, at) in &others.derniers_usages {
            self.note(key, *at);
        }
    }

    /// Returns the last use of a key.
    #[must_use]
    pub fn last(&self, key: &str) -> Option<DateTime<Utc>> {
        self.derniers_usages.get(key).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::KeyUses;
    use chrono::DateTime;

    #[test]
    fn keeps_the_latest_use() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let (mut uses, mut others) = (KeyUses::default(), KeyUses::default());
        uses.note("a", at(5));
        others.note("a", at(3));
        others.note("b", at(7));
        uses.merge(&others);
        assert_eq!((uses.last("a"), uses.last("b"), uses.last("c")), (Some(at(5)), Some(at(7)), None));
        assert_eq!(KeyUses::parse(&uses.to_json()), uses);
        assert_eq!(KeyUses::parse("?"), KeyUses::default());
    }
}

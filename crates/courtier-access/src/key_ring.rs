//! The keys of a lake, as a JSON document: fingerprints, never secrets.

use chrono::{DateTime, Utc};
use courtier_core::Clock;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::secret_key::{fingerprint, id_of};
use crate::{Denied, Identity, Role, SecretKey};

/// Version of the document.
const VERSION: u32 = 1;
/// Longest name of a key.
const LONGEST_NAME: usize = 100;
/// Compared when the id is unknown, so that the answer takes the same time.
const NO_FINGERPRINT: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRecord {
    /// Id, the part of the key that may be shown.
    pub id: String,
    /// Who has it.
    pub nom: String,
    /// What it may do.
    pub roles: Vec<Role>,
    /// SHA-256 of the key, hexadecimal.
    pub empreinte: String,
    /// When it was made.
    pub cree_le: DateTime<Utc>,
    /// When it ends; `None` for never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_le: Option<DateTime<Utc>>,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoquee_le: Option<DateTime<Utc>>,
}

/// Every key of a lake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyRing {
    version: u32,
    cles: Vec<KeyRecord>,
}

/// Why the keys cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// The document is not one of keys.
    #[error(
        "le fichier des clés est illisible, ligne {line}, colonne {column} : restaurez-le, ou supprimez-le et recréez les clés"
    )]
    Malformed {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// The document is of another version of courtier.
    #[error("le fichier des clés est de version {found}, celle-ci lit la version {VERSION} : mettez courtier à jour")]
    Version {
        /// Version found.
        found: u32,
    },
    /// The name cannot be one.
    #[error("un nom de clé a de 1 à {LONGEST_NAME} caractères, sans caractère de contrôle")]
    Name,
    /// A key without role could do nothing.
    #[error("une clé a au moins un rôle : {}", Role::CODES.join(", "))]
    NoRole,
    /// No key has this id.
    #[error("aucune clé n'a l'identifiant `{id}` ; `courtier key list` les liste")]
    UnknownKey {
        /// As given.
        id: String,
    },
    /// The operating system gives no random bits.
    #[error("le système ne fournit pas de nombres aléatoires : aucune clé n'a été créée")]
    Randomness,
    /// The file cannot be read or written.
    #[error("fichier des clés `{path}` : {action} impossible ({source})")]
    File {
        /// File.
        path: String,
        /// What was being done.
        action: &'static str,
        /// Cause.
        source: std::io::Error,
    },
}

impl Default for KeyRing {
    fn default() -> Self {
        Self { version: VERSION, cles: Vec::new() }
    }
}

impl KeyRing {
    /// Reads a document.
    ///
    /// # Errors
    /// [`KeyFileError::Malformed`] or [`KeyFileError::Version`].
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let ring: Self = serde_json::from_str(text)
            .map_err(|error| KeyFileError::Malformed { line: error.line(), column: error.column() })?;
        if ring.version == VERSION { Ok(ring) } else { Err(KeyFileError::Version { found: ring.version }) }
    }

    /// Returns the document.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts, numbers and dates: nothing that JSON cannot hold.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Returns the keys, the oldest first.
    #[must_use]
    pub fn keys(&self) -> &[KeyRecord] {
        &self.cles
    }

    /// Makes a key; its secret is in what is returned, and nowhere else.
    ///
    /// # Errors
    /// [`KeyFileError::Name`], [`KeyFileError::NoRole`], [`KeyFileError::Randomness`].
    pub fn create(
        &mut self,
        name: &str,
        roles: &[Role],
        expires_at: Option<DateTime<Utc>>,
        clock: &dyn Clock,
    ) -> Result<(&KeyRecord, SecretKey), KeyFileError> {
        let name = name.trim();
        if !(1..=LONGEST_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(KeyFileError::Name);
        }
        let mut roles = roles.to_vec();
        roles.sort_unstable();
        roles.dedup();
        if roles.is_empty() {
            return Err(KeyFileError::NoRole);
        }
        let (id, secret) = loop {
            let (id, secret) = SecretKey::random().ok_or(KeyFileError::Randomness)?;
            if self.find(&id).is_none() {
                break (id, secret);
            }
        };
        self.cles.push(KeyRecord {
            id,
            nom: name.to_owned(),
            roles,
            empreinte: secret.fingerprint(),
            cree_le: clock.now(),
            expire_le: expires_at,
            revoquee_le: None,
        });
        let record = self.cles.last().ok_or(KeyFileError::Randomness)?;
        Ok((record, secret))
    }

    /// Ends a key; one that was ended before stays as it was.
    ///
    /// # Errors
    /// [`KeyFileError::UnknownKey`].
    pub fn revoke(&mut self, id: &str, clock: &dyn Clock) -> Result<&KeyRecord, KeyFileError> {
        let found = self.cles.iter_mut().find(|key| key.id == id);
        let key = found.ok_or_else(|| KeyFileError::UnknownKey { id: id.chars().take(20).collect() })?;
        key.revoquee_le.get_or_insert_with(|| clock.now());
        Ok(key)
    }

    /// Returns who a key is.
    ///
    /// # Errors
    /// [`Denied`].
    pub fn verify(&self, text: &str, now: DateTime<Utc>) -> Result<Identity, Denied> {
        let id = id_of(text).ok_or(Denied::Malformed)?;
        let key = self.find(id);
        let expected = key.map_or(NO_FINGERPRINT, |key| key.empreinte.as_str());
        let is_same = bool::from(fingerprint(text).as_bytes().ct_eq(expected.as_bytes()));
        let key = key.filter(|_| is_same).ok_or(Denied::Unknown)?;
        if key.revoquee_le.is_some() {
            return Err(Denied::Revoked);
        }
        if key.expire_le.is_some_and(|end| now >= end) {
            return Err(Denied::Expired);
        }
        Ok(Identity { id: key.id.as_str().into(), roles: key.roles.clone() })
    }

    fn find(&self, id: &str) -> Option<&KeyRecord> {
        self.cles.iter().find(|key| key.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyFileError, KeyRing};
    use crate::{Denied, Role};
    use chrono::{DateTime, TimeDelta, Utc};
    use courtier_core::FixedClock;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn clock() -> FixedClock {
        FixedClock(DateTime::from_timestamp(1_700_000_000, 0).unwrap())
    }

    fn now() -> DateTime<Utc> {
        clock().0
    }

    #[test]
    fn knows_its_keys_by_their_fingerprint_only() {
        let mut ring = KeyRing::default();
        let (record, secret) = ring.create(" conseil ", &[Role::Api, Role::Api], None, &clock()).unwrap();
        assert_eq!((record.nom.as_str(), record.roles.as_slice()), ("conseil", [Role::Api].as_slice()));
        let text = secret.expose().to_owned();
        let json = ring.to_json();
        assert!(!json.contains(&text[18..]), "{json}");
        let read = KeyRing::parse(&json).unwrap();
        assert_eq!(read, ring);
        assert_eq!(read.verify(&text, now()).unwrap().roles, [Role::Api]);
        assert!(!format!("{secret:?}").contains(&text[18..]));
        assert_eq!(text.len(), "courtier_".len() + 8 + 1 + 43);
    }

    #[test]
    fn refuses_revoked_and_expired_keys() {
        let mut ring = KeyRing::default();
        let end = now() + TimeDelta::days(1);
        let (record, secret) = ring.create("a", &[Role::Admin], Some(end), &clock()).unwrap();
        let id = record.id.clone();
        assert!(ring.verify(secret.expose(), end - TimeDelta::seconds(1)).is_ok());
        assert_eq!(ring.verify(secret.expose(), end), Err(Denied::Expired));
        ring.revoke(&id, &clock()).unwrap();
        assert_eq!(ring.verify(secret.expose(), now()), Err(Denied::Revoked));
        assert!(matches!(ring.revoke("ffffffff", &clock()), Err(KeyFileError::UnknownKey { .. })));
    }

    #[test]
    fn refuses_names_without_use() {
        let mut ring = KeyRing::default();
        for name in ["", "  ", "a\nb", &"x".repeat(101)] {
            assert!(matches!(ring.create(name, &[Role::Api], None, &clock()), Err(KeyFileError::Name)), "{name}");
        }
        assert!(matches!(ring.create("a", &[], None, &clock()), Err(KeyFileError::NoRole)));
    }

    #[test]
    fn says_where_a_document_is_wrong() {
        for text in ["", "{}", "{\"version\":1,\"cles\":[],\"autre\":1}", "{\"version\":1,\"cles\":[{}]}"] {
            assert!(matches!(KeyRing::parse(text), Err(KeyFileError::Malformed { .. })), "{text}");
        }
        assert!(matches!(KeyRing::parse("{\"version\":2,\"cles\":[]}"), Err(KeyFileError::Version { found: 2 })));
    }

    proptest! {
        #[test]
        fn any_text_is_denied(text in ".{0,80}") {
            let mut ring = KeyRing::default();
            ring.create("a", &[Role::Api], None, &clock()).unwrap();
            prop_assert!(ring.verify(&text, now()).is_err());
        }

        #[test]
        fn a_key_with_another_character_is_denied(place in 0usize..61, character in "[0-9A-Za-z_-]") {
            let mut ring = KeyRing::default();
            let (_, secret) = ring.create("a", &[Role::Api], None, &clock()).unwrap();
            let mut text = secret.expose().to_owned();
            text.replace_range(place..=place, &character);
            prop_assert_eq!(ring.verify(&text, now()).is_ok(), text == secret.expose());
        }
    }
}

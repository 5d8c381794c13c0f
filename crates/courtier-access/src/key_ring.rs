//! The keys that courtier made: create, revoke, list, verify.

use std::collections::BTreeSet;

use chrono::{DateTime, SubsecRound as _, Utc};
use courtier_core::Clock;
use rand::{TryRng as _, rngs::SysRng};

use crate::fingerprint::Fingerprint;
use crate::{
    Denied, Identity, KeyError, KeyFileError, KeyId, KeyRecord, KeyState, Role, Secret, key_file, key_name, secret,
};

/// Every key, in the order in which they were made. Revoked keys stay, so that audit can name them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyRing {
    keys: Vec<KeyRecord>,
}

impl KeyRing {
    /// Reads a key file.
    ///
    /// # Errors
    /// [`KeyFileError`] when it is not JSON of version 1, has an unknown field, or a record is wrong or there twice.
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        Ok(Self { keys: key_file::read(text)? })
    }

    /// Writes the key file, with a final line feed.
    ///
    /// # Errors
    /// [`KeyFileError::Json`] when the serializer refuses a value, which no record holds.
    pub fn to_json(&self) -> Result<String, KeyFileError> {
        key_file::write(&self.keys)
    }

    /// Makes a key. The secret is in no field of the record: show it, it cannot be had again.
    ///
    /// # Errors
    /// [`KeyError`] when the name is not 1 to 100 characters without control characters, there is no role, the expiry is
    /// past, or the system has no random bits.
    pub fn create(
        &mut self,
        name: &str,
        roles: impl IntoIterator<Item = Role>,
        expires_at: Option<DateTime<Utc>>,
        clock: &dyn Clock,
    ) -> Result<(KeyRecord, Secret), KeyError> {
        key_name::check(name)?;
        let roles: BTreeSet<_> = roles.into_iter().collect();
        if roles.is_empty() {
            return Err(KeyError::NoRole);
        }
        let now = clock.now();
        if expires_at.is_some_and(|end| end <= now) {
            return Err(KeyError::AlreadyExpired);
        }
        let id = self.free_id()?;
        let secret = Secret::generate(id)?;
        let record = KeyRecord {
            id,
            name: name.to_owned(),
            roles,
            fingerprint: Fingerprint::of(secret.expose()),
            created_at: now.trunc_subsecs(0),
            expires_at,
            revoked_at: None,
        };
        self.keys.push(record.clone());
        Ok((record, secret))
    }

    /// Revokes a key, for good. A key that was already revoked keeps its first date.
    ///
    /// # Errors
    /// [`KeyError::NotAnId`] when the text is no id, [`KeyError::NoSuchKey`] when no key has it.
    pub fn revoke(&mut self, id: &str, clock: &dyn Clock) -> Result<KeyRecord, KeyError> {
        let id = KeyId::parse(id).ok_or(KeyError::NotAnId)?;
        let key = self.keys.iter_mut().find(|key| key.id == id).ok_or(KeyError::NoSuchKey { id })?;
        key.revoked_at.get_or_insert_with(|| clock.now().trunc_subsecs(0));
        Ok(key.clone())
    }

    /// Returns every key, revoked ones too, in the order in which they were made.
    #[must_use]
    pub fn list(&self) -> &[KeyRecord] {
        &self.keys
    }

    /// Returns a key.
    #[must_use]
    pub fn get(&self, id: KeyId) -> Option<&KeyRecord> {
        self.keys.iter().find(|key| key.id == id)
    }

    /// Tells whether no key was ever made. A revoked key counts: a server that had keys still asks for one.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Tells whether a token claims to be a key of courtier, well formed or not; else it can only be a JWT.
    #[must_use]
    pub fn claims(token: &str) -> bool {
        secret::claims_to_be_key(token)
    }

    /// Verifies a token. Whoever has not the secret learns nothing of the key: a known id with another secret is as
    /// unknown as an unknown id, in the answer and in the comparison made.
    ///
    /// # Errors
    /// [`Denied::Malformed`], [`Denied::Unknown`], [`Denied::Revoked`] or [`Denied::Expired`].
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Identity, Denied> {
        let id = secret::id_of(token).ok_or(Denied::Malformed)?;
        let key = self.get(id);
        let expected = key.map_or(Fingerprint::NOBODY, |key| key.fingerprint);
        let right = expected.matches(&Fingerprint::of(token));
        let Some(key) = key.filter(|_| right) else { return Err(Denied::Unknown) };
        match key.state(now) {
            KeyState::Active => Ok(Identity::new(id.to_string(), key.roles.clone())),
            KeyState::Expired => Err(Denied::Expired),
            KeyState::Revoked => Err(Denied::Revoked),
        }
    }

    fn free_id(&self) -> Result<KeyId, KeyError> {
        loop {
            let bits = SysRng.try_next_u32().map_err(|error| KeyError::Random { message: error.to_string() })?;
            let id = KeyId::new(bits);
            if self.get(id).is_none() {
                return Ok(id);
            }
        }
    }
}

//! The key file: a version and the records, as JSON.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{KeyError, KeyFileError, KeyRecord, key_name};

const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    version: u32,
    #[serde(rename = "cles")]
    keys: Vec<KeyRecord>,
}

/// Only the version: a later file may have other fields, and is refused for its version first.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// Refuses the document of another version.
///
/// # Errors
/// [`KeyFileError`] when it is not JSON, has no version or another one.
pub(crate) fn check_version(text: &str, expected: u32) -> Result<(), KeyFileError> {
    let Versioned { version: found } = serde_json::from_str(text)?;
    if found == expected { Ok(()) } else { Err(KeyFileError::Version { found, expected }) }
}

/// Reads and checks the records, in the order of the file.
///
/// # Errors
/// [`KeyFileError`], the first thing that is wrong.
pub(crate) fn read(text: &str) -> Result<Vec<KeyRecord>, KeyFileError> {
    check_version(text, VERSION)?;
    let KeyFile { keys, .. } = serde_json::from_str(text)?;
    let mut ids = BTreeSet::new();
    for key in &keys {
        let invalid = |problem| KeyFileError::Invalid { id: key.id, problem };
        key_name::check(&key.name).map_err(invalid)?;
        if key.roles.is_empty() {
            return Err(invalid(KeyError::NoRole));
        }
        if !ids.insert(key.id) {
            return Err(KeyFileError::Twice { id: key.id });
        }
    }
    Ok(keys)
}

/// Writes the records.
///
/// # Errors
/// [`KeyFileError`] when the serializer refuses a value; none of these is such a value.
pub(crate) fn write(keys: &[KeyRecord]) -> Result<String, KeyFileError> {
    let mut text = serde_json::to_string_pretty(&KeyFile { version: VERSION, keys: keys.to_vec() })?;
    text.push('\n');
    Ok(text)
}

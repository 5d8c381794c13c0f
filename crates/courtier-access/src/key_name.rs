//! What a key may be called.

use crate::KeyError;

const LONGEST: usize = 100;

/// Checks a name: 1 to 100 characters, not all blank, none of them a control character.
pub(crate) fn check(name: &str) -> Result<(), KeyError> {
    if name.trim().is_empty() {
        return Err(KeyError::EmptyName);
    }
    let length = name.chars().count();
    if length > LONGEST {
        return Err(KeyError::LongName { length });
    }
    if name.chars().any(char::is_control) {
        return Err(KeyError::ControlInName);
    }
    Ok(())
}

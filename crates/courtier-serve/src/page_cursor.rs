//! The text that continues a search: a place in its order, valid for that search only. It is sealed, because it holds an
//! income or an age and goes to addresses, which end in the logs of others.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use courtier_access::{Seal, SealError};
use courtier_answers::Position;
use courtier_core::SalesforceId;

/// Returns what tells a search from another: its parameters, the cursor and the size of pages apart.
pub(crate) fn fingerprint(parameters: &impl std::fmt::Debug) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{parameters:?}").hash(&mut hasher);
    hasher.finish()
}

/// Writes the cursor of a position.
pub(crate) fn write(seal: &Seal, fingerprint: u64, position: Position) -> Result<String, SealError> {
    let value = position.value.unwrap_or(f64::NAN);
    let bytes = [&value.to_be_bytes(), position.id.as_str().as_bytes()].concat();
    seal.seal(&fingerprint.to_be_bytes(), &bytes)
}

/// Reads a cursor; `None` when it is not one of this search.
pub(crate) fn read(seal: &Seal, fingerprint: u64, cursor: &str) -> Option<Position> {
    let bytes = seal.open(&fingerprint.to_be_bytes(), cursor)?;
    let (value, id) = bytes.split_first_chunk()?;
    let value = Some(f64::from_be_bytes(*value)).filter(|value| !value.is_nan());
    Some(Position { value, id: SalesforceId::parse(std::str::from_utf8(id).ok()?).ok()? })
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use courtier_access::Seal;
    use courtier_answers::Position;
    use courtier_core::SalesforceId;

    fn seal() -> Seal {
        Seal::of_key(&Seal::generate_key().unwrap()).unwrap()
    }

    #[test]
    fn comes_back_for_the_same_search_only() {
        let (seal, id) = (seal(), SalesforceId::parse("0065q00000AlAK0AAN").unwrap());
        for value in [None, Some(0.0), Some(-1.5), Some(1e300)] {
            let position = Position { value, id };
            let cursor = write(&seal, 7, position).unwrap();
            assert_eq!(read(&seal, 7, &cursor), Some(position));
            assert_eq!(read(&seal, 8, &cursor), None);
            assert!(!cursor.contains("0065q"), "an address must not tell whose row it is, nor its income");
        }
    }
}

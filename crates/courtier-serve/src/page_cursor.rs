//! The opaque text that continues a search: a place in its order, valid for that search only.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use courtier_answers::Position;
use courtier_core::SalesforceId;

/// Digits of the search's fingerprint, and of a value.
const DIGITS: usize = 16;

/// Stands for a missing value.
const NO_VALUE: &str = "----------------";

/// Returns what tells a search from another: its parameters, the cursor and the size of pages apart.
pub(crate) fn fingerprint(parameters: &impl std::fmt::Debug) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{parameters:?}").hash(&mut hasher);
    hasher.finish()
}

/// Writes the cursor of a position.
pub(crate) fn write(fingerprint: u64, position: Position) -> String {
    let value = position.value.map_or_else(|| NO_VALUE.to_owned(), |value| format!("{:016x}", value.to_bits()));
    format!("{fingerprint:016x}{value}{}", position.id)
}

/// Reads a cursor; `None` when it is not one of this search.
pub(crate) fn read(fingerprint: u64, cursor: &str) -> Option<Position> {
    let (of, rest) = cursor.split_at_checked(DIGITS)?;
    let (value, id) = rest.split_at_checked(DIGITS)?;
    if of != format!("{fingerprint:016x}") {
        return None;
    }
    let value = match value {
        NO_VALUE => None,
        digits => Some(f64::from_bits(u64::from_str_radix(digits, 16).ok()?)).filter(|value| !value.is_nan()),
    };
    Some(Position { value, id: SalesforceId::parse(id).ok()? })
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use courtier_answers::Position;
    use courtier_core::SalesforceId;

    #[test]
    fn comes_back_for_the_same_search_only() {
        let id = SalesforceId::parse("0065q00000AlAK0AAN").unwrap();
        for value in [None, Some(0.0), Some(-1.5), Some(1e300)] {
            let position = Position { value, id };
            let cursor = write(7, position);
            assert_eq!(read(7, &cursor), Some(position));
            assert_eq!(read(8, &cursor), None);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,60}") {
            let _refused = read(7, &text);
        }
    }
}

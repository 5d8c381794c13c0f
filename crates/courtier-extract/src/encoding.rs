//! From bytes to text: UTF-8 when it is, Windows-1252 otherwise.

use std::borrow::Cow;

/// Returns the bytes as text and whether they had to be read as Windows-1252, which gives every byte a meaning.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    }
}

/// Returns the first `max_bytes` bytes as text, without the character that the cut may split.
pub(crate) fn decode_start(bytes: &[u8], max_bytes: usize) -> Cow<'_, str> {
    let start = bytes.get(..max_bytes).unwrap_or(bytes);
    match std::str::from_utf8(start) {
        Err(e) if e.error_len().is_none() => decode(start.get(..e.valid_up_to()).unwrap_or_default()).0,
        _ => decode(start).0,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_start};

    #[test]
    fn keeps_utf8_and_reads_anything_else_as_windows_1252() {
        assert_eq!(decode("Salarié".as_bytes()), ("Salarié".into(), false));
        assert_eq!(decode(b"Salari\xe9 \x80"), ("Salarié €".into(), true));
    }

    #[test]
    fn never_cuts_a_character_in_two() {
        assert_eq!(decode_start("aé".as_bytes(), 2), "a");
        assert_eq!(decode_start("aé".as_bytes(), 3), "aé");
        assert_eq!(decode_start(b"a\xe9b", 9), "aéb");
    }
}

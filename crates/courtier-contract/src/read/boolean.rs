//! Yes or no, as Salesforce exports, spreadsheets and French users write them.

/// Reads a boolean; `None` when the text is not one.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.as_bytes() {
        b"0" | b"0.0" | b"0,0" => Some(false),
        b"1" | b"1.0" | b"1,0" => Some(true),
        word => {
            let is = |known: &[u8]| word.eq_ignore_ascii_case(known);
            if is(b"true") || is(b"vrai") || is(b"oui") {
                Some(true)
            } else if is(b"false") || is(b"faux") || is(b"non") {
                Some(false)
            } else {
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::boolean;

    #[test]
    fn reads_every_spelling() {
        for text in ["1", "1.0", "1,0", "true", "TRUE", "vrai", "Vrai", "oui", "OUI"] {
            assert_eq!(boolean(text), Some(true), "{text}");
        }
        for text in ["0", "0.0", "0,0", "false", "False", "faux", "FAUX", "non", "Non"] {
            assert_eq!(boolean(text), Some(false), "{text}");
        }
    }

    #[test]
    fn refuses_all_else() {
        for text in ["2", "-1", "0.5", "yes", "o", "vrais", "00", "ouí"] {
            assert_eq!(boolean(text), None, "{text}");
        }
    }
}

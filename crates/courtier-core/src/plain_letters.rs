//! Letters without case or accents: what is left of a character when names are compared.

/// What a character is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// Part of a word, written with these letters.
    Letters(&'static str),
    /// Part of a word, in upper case as Unicode has it.
    Other(char),
    /// Nothing: an accent that follows its letter, or an invisible character.
    Nothing,
    /// The end of a word.
    Separator,
}

/// Returns what a character that is not ASCII becomes. The accents of Western European languages are removed; other
/// alphabets keep theirs.
#[must_use]
pub fn plain(character: char) -> Plain {
    let letters = match character {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' => "A",
        'Æ' | 'æ' => "AE",
        'Ç' | 'ç' | 'Ć'..='č' => "C",
        'Ď'..='đ' => "D",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => "E",
        'Ĝ'..='ģ' => "G",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => "I",
        'Ĺ'..='ł' => "L",
        'Ñ' | 'ñ' | 'Ń'..='ň' => "N",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => "O",
        'Œ' | 'œ' => "OE",
        'Ŕ'..='ř' => "R",
        'Ś'..='š' => "S",
        'ß' | 'ẞ' => "SS",
        'Ţ'..='ŧ' => "T",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => "U",
        'Ý' | 'ý' | 'ÿ' | 'Ÿ' | 'Ŷ' | 'ŷ' => "Y",
        'Ź'..='ž' => "Z",
        // Combining accents, soft hyphen, zero-width characters, byte order mark.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}' => return Plain::Nothing,
        _ if character.is_alphanumeric() => return Plain::Other(character),
        _ => return Plain::Separator,
    };
    Plain::Letters(letters)
}

/// Returns a text without case or accents; spaces and punctuation stay.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            folded.push(character.to_ascii_uppercase());
            continue;
        }
        match plain(character) {
            Plain::Letters(letters) => folded.push_str(letters),
            Plain::Other(other) => folded.extend(other.to_uppercase()),
            Plain::Nothing => {}
            Plain::Separator => folded.push(character),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::{Plain, folded, plain};

    #[test]
    fn folds_a_text_and_keeps_its_punctuation() {
        assert_eq!(folded("6-Non éligible, Crédit d'Œuvre"), "6-NON ELIGIBLE, CREDIT D'OEUVRE");
    }

    #[test]
    fn removes_french_accents_in_both_cases() {
        for (accented, letters) in
            ["àâäÀÂÄ", "çÇ", "éèêëÉÈÊË", "îïÎÏ", "ôöÔÖ", "ùûüÙÛÜ", "ÿŸ"].iter().zip("ACEIOUY".chars())
        {
            for character in accented.chars() {
                assert_eq!(plain(character), Plain::Letters(letters.to_string().leak()), "{character}");
            }
        }
        assert_eq!(plain('œ'), Plain::Letters("OE"));
    }

    #[test]
    fn ends_words_at_typographic_signs_only() {
        assert_eq!(plain('’'), Plain::Separator);
        assert_eq!(plain('–'), Plain::Separator);
        assert_eq!(plain('\u{a0}'), Plain::Separator);
        assert_eq!(plain('\u{301}'), Plain::Nothing);
        assert_eq!(plain('я'), Plain::Other('я'));
    }
}

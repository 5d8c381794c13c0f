//! Widths and line breaks. Spaces that do not break hold a number and its unit together.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Returns how many columns of a terminal a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Returns a label as it may be printed: one line, nothing that moves the cursor or turns the direction of writing.
pub(crate) fn clean(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let printed = |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    text.chars().filter(|c| !turns(c)).map(printed).collect()
}

/// Breaks a text into lines of at most `most` columns; a longer word stays whole, on a line of its own.
pub(crate) fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // French puts a space before these marks; a line does not start with them.
    let held = [":", ";", "!", "?", "»", "%", "€"];
    let text = held.iter().fold(clean(text), |text, mark| text.replace(&format!(" {mark}"), &format!("\u{a0}{mark}")));
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Breaks a text as [`wrap`] does, and longer words too.
pub(crate) fn wrap_hard(text: &str, most: usize) -> Vec<String> {
    wrap(text, most).iter().flat_map(|line| pieces(line, most)).collect()
}

/// Cuts a line into pieces of at most `most` columns, of a character at least.
fn pieces(line: &str, most: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in line.chars() {
        let wide = c.width().unwrap_or(0);
        match pieces.last_mut() {
            Some(piece) if piece.is_empty() || width(piece) + wide <= most => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

/// Returns a text of at most `most` columns: what is longer ends with an ellipsis.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    let text = clean(text);
    if width(&text) <= most {
        return text;
    }
    let mut short = String::new();
    for c in text.chars() {
        if width(&short) + c.width().unwrap_or(0) + 1 > most {
            break;
        }
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{clean, shorten, width, wrap, wrap_hard};
    use proptest::prelude::*;

    #[test]
    fn breaks_at_spaces_but_not_before_a_unit() {
        assert_eq!(
            wrap("le revenu est de 3\u{202f}894\u{a0}€  par mois", 12),
            ["le revenu", "est de", "3\u{202f}894\u{a0}€ par", "mois"]
        );
        assert_eq!(wrap("anticonstitutionnel", 4), ["anticonstitutionnel"]);
        assert_eq!(wrap_hard("des rallonges", 5), ["des", "rallo", "nges"]);
        assert_eq!(wrap("", 10), [""; 0]);
    }

    #[test]
    fn prints_no_escape_sequence() {
        assert_eq!(clean("a\u{1b}[31mb\nc\u{202e}d"), "a [31mb cd");
    }

    #[test]
    fn shortens_by_columns() {
        assert_eq!(shorten("Salarié du privé", 9), "Salarié…");
        assert_eq!(shorten("court", 5), "court");
        assert_eq!(shorten("銀行銀行", 5), "銀行…");
    }

    proptest! {
        #[test]
        fn keeps_every_word(text in "[a-zé ]{0,80}", most in 1_usize..40) {
            let lines = wrap(&text, most);
            prop_assert!(lines.iter().all(|line| width(line) <= most || !line.contains(' ')));
            prop_assert_eq!(lines.join(" "), text.split_whitespace().collect::<Vec<_>>().join(" "));
            let hard = wrap_hard(&text, most);
            prop_assert!(hard.iter().all(|line| width(line) <= most));
            prop_assert_eq!(hard.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }
}

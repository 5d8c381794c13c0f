//! A name as names are compared: words of plain capitals, one space apart, each with its place in the source.

use courtier_core::{Plain, plain};

/// Words that may stand between a network and its entity (`CREDIT AGRICOLE DE LA CORSE`).
const ARTICLES: [&str; 8] = ["DE", "DU", "DES", "D", "L", "LA", "LE", "LES"];

/// Points of the compass: two of them are one direction.
const COMPASS: [&str; 4] = ["NORD", "SUD", "EST", "OUEST"];

/// A name and its words.
#[derive(Debug)]
pub(crate) struct NormalName<'a> {
    source: &'a str,
    /// The words, one space apart.
    text: String,
    words: Vec<Word>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    /// First byte in the source.
    source_start: usize,
    /// First byte in the text.
    start: usize,
    /// Byte after the last in the text.
    end: usize,
}

impl<'a> NormalName<'a> {
    /// Splits a name into words.
    pub(crate) fn new(source: &'a str) -> Self {
        let mut name = Self { source, text: String::with_capacity(source.len() + 1), words: Vec::with_capacity(12) };
        let mut word = None;
        for (at, character) in source.char_indices() {
            let plain = if character.is_ascii_alphanumeric() {
                Plain::Other(character)
            } else if character.is_ascii() {
                Plain::Separator
            } else {
                plain(character)
            };
            match plain {
                Plain::Separator => name.end_word(&mut word),
                Plain::Nothing => {}
                Plain::Letters(letters) => {
                    name.begin_word(&mut word, at);
                    name.text.push_str(letters);
                }
                Plain::Other(character) => {
                    name.begin_word(&mut word, at);
                    if character.is_ascii() {
                        name.text.push(character.to_ascii_uppercase());
                    } else {
                        name.text.extend(character.to_uppercase());
                    }
                }
            }
        }
        name.end_word(&mut word);
        name
    }

    fn begin_word(&mut self, word: &mut Option<Word>, source_start: usize) {
        if word.is_none() {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            *word = Some(Word { source_start, start: self.text.len(), end: 0 });
        }
    }

    fn end_word(&mut self, word: &mut Option<Word>) {
        if let Some(word) = word.take() {
            self.words.push(Word { end: self.text.len(), ..word });
        }
    }

    /// Returns the whole name.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Returns the number of words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Returns words `from` to `to`, the last left out; empty when there is none.
    pub(crate) fn words(&self, from: usize, to: usize) -> &str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if from < to => &self.text[first.start..last.end],
            _ => "",
        }
    }

    /// Says whether the word at `index` is an article.
    pub(crate) fn is_article(&self, index: usize) -> bool {
        ARTICLES.contains(&self.words(index, index + 1))
    }

    /// Says whether the word at `index` is the first half of a direction (`SUD` of `SUD EST`).
    pub(crate) fn is_half_direction(&self, index: usize) -> bool {
        [index, index + 1].iter().all(|&word| COMPASS.contains(&self.words(word, word + 1)))
    }

    /// Returns what is written from the word at `index` on, without dangling punctuation; `None` when nothing is.
    pub(crate) fn written_from(&self, index: usize) -> Option<&'a str> {
        let start = self.words.get(index)?.source_start;
        let start = if self.source[..start].ends_with('(') { start - 1 } else { start };
        let dangling = |character: char| character.is_whitespace() || "-–.,;:/_".contains(character);
        Some(self.source[start..].trim_end_matches(dangling))
    }
}

#[cfg(test)]
mod tests {
    use super::NormalName;

    fn text(name: &str) -> String {
        NormalName::new(name).into_text()
    }

    #[test]
    fn makes_one_form_of_many_spellings() {
        for name in ["CAISSE D'EPARGNE", "caisse d’épargne", "  Caisse  d' Épargne - ", "CAISSE D\u{a0}E\u{301}PARGNE"]
        {
            assert_eq!(text(name), "CAISSE D EPARGNE", "{name}");
        }
        assert_eq!(text("Cœur de Cité n°2"), "COEUR DE CITE N 2");
        assert_eq!(text(" -.- "), "");
    }

    #[test]
    fn keeps_the_rest_as_it_is_written() {
        let name = NormalName::new("LCL - (Banque privée) -");
        assert_eq!(name.written_from(1), Some("(Banque privée)"));
        assert_eq!(name.written_from(3), None);
    }

    #[test]
    fn knows_its_words() {
        let name = NormalName::new("BP du Sud-Est");
        assert_eq!((name.len(), name.words(0, 2), name.words(2, 2), name.words(3, 9)), (4, "BP DU", "", ""));
        assert!(name.is_article(1) && !name.is_article(0) && !name.is_article(9));
        assert!(name.is_half_direction(2) && !name.is_half_direction(3));
    }
}

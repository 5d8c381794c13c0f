//! A YAML document as a tree in which every key knows its line.
//!
//! The file is read from this tree rather than straight into structs, so that each error can be French, name the key's
//! full path and suggest the nearest one.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;
use serde_saphyr::options::NonFiniteFloatPolicy;

use crate::ConfigError;

/// What a value is. No `Debug`: it may be a secret.
pub(crate) enum Content {
    Null,
    Boolean(bool),
    Integer(i128),
    Number(f64),
    Text(String),
    /// Its elements are of no use: no option is a list.
    Sequence,
    Mapping(Vec<Entry>),
}

/// A key of a mapping, its line from 1, and its value.
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) line: u64,
    pub(crate) value: Content,
}

impl Content {
    /// Parses a file of at most one document; an empty one is [`Content::Null`].
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        // Only `true` and `false` are booleans: `no`, `off`, `non` stay the words that an option may expect.
        // Infinity reaches the option, whose error says more than the parser's.
        let options = serde_saphyr::options! {
            strict_booleans: true,
            non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        };
        serde_saphyr::from_str_with_options(text, options).map_err(|error| {
            let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
            let file = file.to_owned();
            match error.without_snippet() {
                serde_saphyr::Error::DuplicateMappingKey { key: Some(key), .. } => {
                    ConfigError::DuplicateKey { file, line, key: key.clone() }
                }
                // The parser's own message is left out: it may quote a value, which may be a secret.
                _ => ConfigError::Yaml { file, line, column },
            }
        })
    }

    /// Says what this is in French, with the value, or the beginning of a long one.
    pub(crate) fn describe(&self) -> String {
        const LONGEST_CHARS: usize = 60;
        match self {
            Self::Null => "rien".to_owned(),
            Self::Boolean(value) => format!("booléen `{value}`"),
            Self::Integer(value) => format!("entier `{value}`"),
            Self::Number(value) => format!("nombre `{value}`"),
            Self::Text(text) if text.trim().is_empty() => "texte vide".to_owned(),
            Self::Text(text) => match text.trim().char_indices().nth(LONGEST_CHARS) {
                None => format!("texte `{}`", text.trim()),
                Some(_) => format!("texte `{}…`", text.trim().chars().take(LONGEST_CHARS).collect::<String>()),
            },
            Self::Sequence => "liste".to_owned(),
            Self::Mapping(_) => "groupe de clés".to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_none<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Content, D::Error> {
        Content::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Content, E> {
        Ok(Content::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Content, E> {
        Ok(Content::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Content, E> {
        Ok(Content::Integer(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Content, E> {
        Ok(Content::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Content, E> {
        Ok(Content::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Content, A::Error> {
        while sequence.next_element::<Content>()?.is_some() {}
        Ok(Content::Sequence)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut mapping: A) -> Result<Content, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = mapping.next_entry::<Spanned<String>, Content>()? {
            entries.push(Entry { key: key.value, line: key.referenced.line(), value });
        }
        Ok(Content::Mapping(entries))
    }
}

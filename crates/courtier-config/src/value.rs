//! Types that an option can have: how each is read from what a source gives, and how it is shown.

use std::path::PathBuf;

use crate::node::Content;
use crate::{Kind, Secret};

/// The type of an option.
pub(crate) trait OptionValue: Sized {
    /// What the list of options writes as the default.
    type Default;
    /// What is expected.
    const KIND: Kind;

    fn from_default(default: Self::Default) -> Self;

    /// Reads what a source gives; `None` when it is not of this type. Variables and flags give texts only, so every
    /// type accepts a text.
    fn read(given: &Content) -> Option<Self>;

    /// Returns the value as it is shown, and, secrets apart, as it can be written.
    fn text(&self) -> String;
}

impl OptionValue for String {
    type Default = &'static str;
    const KIND: Kind = Kind::Text;

    fn from_default(default: &'static str) -> Self {
        default.to_owned()
    }

    fn read(given: &Content) -> Option<Self> {
        match given {
            Content::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        }
    }

    fn text(&self) -> String {
        self.clone()
    }
}

impl OptionValue for Option<PathBuf> {
    type Default = Self;
    const KIND: Kind = Kind::Path;

    fn from_default(default: Self) -> Self {
        default
    }

    fn read(given: &Content) -> Option<Self> {
        let Content::Text(text) = given else { return None };
        let text = text.trim();
        Some((!text.is_empty()).then(|| PathBuf::from(text)))
    }

    fn text(&self) -> String {
        self.as_ref().map(|folder| folder.display().to_string()).unwrap_or_default()
    }
}

impl OptionValue for u64 {
    type Default = Self;
    const KIND: Kind = Kind::Integer;

    fn from_default(default: Self) -> Self {
        default
    }

    fn read(given: &Content) -> Option<Self> {
        match given {
            Content::Integer(value) => Self::try_from(*value).ok(),
            Content::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl OptionValue for f64 {
    type Default = Self;
    const KIND: Kind = Kind::Number;

    fn from_default(default: Self) -> Self {
        default
    }

    fn read(given: &Content) -> Option<Self> {
        let value = match given {
            Content::Integer(value) => *value as Self,
            Content::Number(value) => *value,
            Content::Text(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        (value.is_finite() && value >= 0.0).then_some(value)
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl OptionValue for Option<Secret> {
    type Default = Self;
    const KIND: Kind = Kind::Secret;

    fn from_default(default: Self) -> Self {
        default
    }

    fn read(given: &Content) -> Option<Self> {
        match given {
            Content::Text(text) if !text.trim().is_empty() => Some(Some(Secret::new(text.trim().to_owned()))),
            _ => None,
        }
    }

    fn text(&self) -> String {
        if self.is_some() { "(donné, caché)".to_owned() } else { String::new() }
    }
}

//! Options that are one word of a short list.

use courtier_core::Criterion;

use crate::Kind;
use crate::node::Content;
use crate::value::OptionValue;

/// Declares an enum and the words that stand for its variants.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl OptionValue for $name {
            type Default = Self;
            const KIND: Kind = Kind::Choice(&[$($word),+]);

            fn from_default(default: Self) -> Self {
                default
            }

            fn read(given: &Content) -> Option<Self> {
                match given {
                    $(Content::Text(text) if text.trim() == $word => Some(Self::$variant),)+
                    _ => None,
                }
            }

            fn text(&self) -> String {
                match self { $(Self::$variant => $word.to_owned(),)+ }
            }
        }
    };
}

choice! {
    /// Whether an export holds the whole of its table, so that what it lacks is gone.
    Full {
        /// As the export itself tells.
        Auto = "auto",
        /// Yes.
        Oui = "oui",
        /// No: it only adds and replaces.
        Non = "non",
    }
}

impl OptionValue for Criterion {
    type Default = Self;
    const KIND: Kind = Kind::Choice(&Self::CODES);

    fn from_default(default: Self) -> Self {
        default
    }

    fn read(given: &Content) -> Option<Self> {
        match given {
            Content::Text(text) => Self::from_code(text.trim()),
            _ => None,
        }
    }

    fn text(&self) -> String {
        self.code().to_owned()
    }
}

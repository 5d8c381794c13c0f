//! What is declared about an option: its key, its type, its unit, its text. Not its value.

use std::fmt;

/// Key of an option: `section.name`. Made only by the list of options, so it always names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionKey {
    section: &'static str,
    name: &'static str,
}

impl OptionKey {
    pub(crate) const fn new(section: &'static str, name: &'static str) -> Self {
        Self { section, name }
    }

    /// Returns the part before the point.
    #[must_use]
    pub const fn section(self) -> &'static str {
        self.section
    }

    /// Returns the part after the point.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Returns the environment variable of this option, such as `COURTIER_LAKE__LOCATION`.
    #[must_use]
    pub fn variable(self) -> String {
        format!("COURTIER_{}__{}", self.section.to_uppercase(), self.name.to_uppercase())
    }

    /// Returns the variable that names the file of this option, which only a secret has.
    #[must_use]
    pub fn file_variable(self) -> String {
        format!("{}_FILE", self.variable())
    }
}

impl fmt::Display for OptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.section, self.name)
    }
}

/// Type of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text that is not empty.
    Text,
    /// A folder or a file; empty for none.
    Path,
    /// A whole number from 0.
    Integer,
    /// A finite number from 0.
    Number,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A text that is never printed.
    Secret,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("texte"),
            Self::Path => f.write_str("chemin"),
            Self::Integer => f.write_str("entier positif ou nul"),
            Self::Number => f.write_str("nombre positif ou nul"),
            Self::Choice(words) => f.write_str(&words.join(", ")),
            Self::Secret => f.write_str("secret"),
        }
    }
}

/// One option, as declared.
#[derive(Debug, Clone, Copy)]
pub struct OptionSpec {
    /// Its key.
    pub key: OptionKey,
    /// Its type.
    pub kind: Kind,
    /// Unit of its value, in French; empty when it has none.
    pub unit: &'static str,
    /// What it does, in one line of French.
    pub help: &'static str,
    pub(crate) default: fn() -> String,
}

impl OptionSpec {
    /// Returns the default as text; empty for a secret and for no folder.
    #[must_use]
    pub fn default_text(&self) -> String {
        (self.default)()
    }
}

/// The options whose keys begin with the same word.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// That word.
    pub name: &'static str,
    /// What the options are about, in French.
    pub help: &'static str,
    /// The options, in the order in which they are shown.
    pub options: &'static [OptionSpec],
}

/// Returns every option of `sections`, in order.
pub(crate) fn options(sections: &'static [Section]) -> impl Iterator<Item = &'static OptionSpec> {
    sections.iter().flat_map(|section| section.options)
}

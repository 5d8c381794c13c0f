//! How well a line of the embedded tables (usury thresholds, regulatory figures, bank networks) is known.

/// How many independent sources a fact was read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confirmation {
    /// Nothing was found.
    NotFound,
    /// Usual practice, read nowhere: to be checked before it decides anything.
    Unverified,
    /// One source.
    OneSource,
    /// Two independent sources or more.
    TwoSources,
}

impl Confirmation {
    const ALL: [Self; 4] = [Self::NotFound, Self::Unverified, Self::OneSource, Self::TwoSources];

    /// Returns the code used in the tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFound => "aucune",
            Self::Unverified => "memoire",
            Self::OneSource => "une_source",
            Self::TwoSources => "deux_sources",
        }
    }

    /// Returns the level of a code, `None` when the code is unknown.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

//! Words for the strength of a link.

use serde::Serialize;

/// Strength of a link on the scale of a correlation, by Cohen's limits.
///
/// Cramér's V, the square root of eta squared and a correlation share this scale (for two columns of two categories
/// they are equal). For tables of more than two categories Cohen would call links strong sooner: these words claim less.
///
/// **Source:** Cohen (1988), *Statistical Power Analysis for the Behavioral Sciences*, chapters 3 and 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ampleur {
    /// Below 0.1.
    Negligeable,
    /// From 0.1 on.
    Faible,
    /// From 0.3 on.
    Moderee,
    /// From 0.5 on.
    Forte,
}

impl Ampleur {
    /// Returns the word for a strength between 0 and 1.
    pub(crate) fn of(force: f64) -> Self {
        match force {
            force if force >= 0.5 => Self::Forte,
            force if force >= 0.3 => Self::Moderee,
            force if force >= 0.1 => Self::Faible,
            _ => Self::Negligeable,
        }
    }

    /// The name in data.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Negligeable => "negligeable",
            Self::Faible => "faible",
            Self::Moderee => "moderee",
            Self::Forte => "forte",
        }
    }

    /// "lien fort"; `None` when negligible.
    pub(crate) fn adjective(self) -> Option<&'static str> {
        match self {
            Self::Negligeable => None,
            Self::Faible => Some("faible"),
            Self::Moderee => Some("modéré"),
            Self::Forte => Some("fort"),
        }
    }
}

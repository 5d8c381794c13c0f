//! Why a physical line of a file is not a row.

use std::fmt;

/// Why a physical line is not a row. The code is stable; the sentence (`Display`) is for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RejectReason {
    /// More cells than the header.
    TooManyColumns,
    /// Fewer cells than the header.
    TooFewColumns,
    /// A quote opens a cell and nothing plausible closes it.
    UnclosedQuote,
    /// Text follows the quote that closes a cell.
    MisplacedQuote,
    /// The last line has no end of line and too few cells: the file was cut.
    TruncatedLine,
    /// The line is longer than [`Limits::max_record_bytes`](crate::Limits::max_record_bytes).
    LineTooLong,
}

impl RejectReason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::TooManyColumns,
        Self::TooFewColumns,
        Self::UnclosedQuote,
        Self::MisplacedQuote,
        Self::TruncatedLine,
        Self::LineTooLong,
    ];

    /// Returns the stable code, such as `colonnes_en_trop`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooManyColumns => "colonnes_en_trop",
            Self::TooFewColumns => "colonnes_manquantes",
            Self::UnclosedQuote => "guillemet_non_ferme",
            Self::MisplacedQuote => "guillemet_mal_place",
            Self::TruncatedLine => "ligne_tronquee",
            Self::LineTooLong => "ligne_trop_longue",
        }
    }
}

impl fmt::Display for RejectReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooManyColumns => "la ligne a plus de cellules que l'en-tête",
            Self::TooFewColumns => "la ligne a moins de cellules que l'en-tête",
            Self::UnclosedQuote => "un guillemet ouvre une cellule et rien ne la ferme correctement",
            Self::MisplacedQuote => "du texte suit le guillemet qui ferme une cellule",
            Self::TruncatedLine => "la dernière ligne est coupée : le fichier semble incomplet",
            Self::LineTooLong => "la ligne dépasse la longueur maximale",
        })
    }
}

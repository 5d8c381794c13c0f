//! Why a table of networks cannot be used, and where.

/// A cell that makes a table unusable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, ligne {line}, colonne `{column}` : {fault}")]
pub struct BankTableError {
    /// `enseignes.csv` or `entites.csv`.
    pub file: &'static str,
    /// Line, from 1.
    pub line: usize,
    /// Column.
    pub column: &'static str,
    /// What is wrong.
    pub fault: BankTableFault,
}

/// What is wrong with a cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BankTableFault {
    /// The first line is not the expected header; the column is the first that differs.
    #[error("en-tête attendu : `{expected}`")]
    Header {
        /// The header that was expected.
        expected: String,
    },
    /// The line has too few or too many cells; the column is the first that is missing, or the last.
    #[error("{found} cellules au lieu de {expected} (séparateur : virgule, sans guillemets)")]
    Cells {
        /// Cells found.
        found: usize,
        /// Cells expected.
        expected: usize,
    },
    /// The cell cannot be read.
    #[error("valeur inutilisable `{value}`")]
    Value {
        /// What it holds.
        value: String,
    },
    /// The period ends before it begins.
    #[error("la période finit avant de commencer")]
    Backwards,
    /// The same name has another line for a part of the period.
    #[error("nom déjà défini ligne {line} pour une partie de la même période")]
    Overlap {
        /// The other line.
        line: usize,
    },
    /// The same brand or entity is in another group for a part of the period.
    #[error("groupe différent de celui de la ligne {line} pour une partie de la même période")]
    Group {
        /// The other line.
        line: usize,
    },
    /// No line of `enseignes.csv` has this brand.
    #[error("enseigne absente d'enseignes.csv : `{brand}`")]
    UnknownBrand {
        /// The brand.
        brand: String,
    },
    /// No line of `entites.csv` names this entity by its own name throughout the period.
    #[error("entité absente d'entites.csv pour cette enseigne et cette période : `{entity}`")]
    UnknownEntity {
        /// The entity.
        entity: String,
    },
    /// A brand is not recognised when it is spelt as in the table.
    #[error("aucune ligne n'a l'alias `{brand}` pour cette enseigne pendant toute la période")]
    NotItself {
        /// The brand.
        brand: String,
    },
}

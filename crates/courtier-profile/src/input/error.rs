//! What is wrong with columns that cannot be profiled. No message holds a value.

/// A sample that cannot be profiled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SampleError {
    /// Two columns have different numbers of rows.
    #[error("la colonne « {column} » a {found} lignes au lieu de {expected}")]
    Length {
        /// Name of the column.
        column: &'static str,
        /// Rows of the first column.
        expected: usize,
        /// Rows of this column.
        found: usize,
    },
    /// The validity of a numeric column does not have one entry a value.
    #[error("{known} indicateurs de présence pour {values} valeurs")]
    Validity {
        /// Number of values.
        values: usize,
        /// Number of validity entries.
        known: usize,
    },
    /// A code has no label.
    #[error("le code {code} n'a pas de libellé : il y en a {labels}")]
    Code {
        /// The code.
        code: u32,
        /// Number of labels.
        labels: usize,
    },
    /// More rows than a profile can count.
    #[error("{rows} lignes : un profil en compte au plus {max}")]
    TooManyRows {
        /// Rows of the sample.
        rows: usize,
        /// Most rows.
        max: usize,
    },
    /// The bounds of the age are empty or too far apart.
    #[error("les bornes d'âge {min}..{max} sont vides ou trop éloignées")]
    AgeBounds {
        /// Youngest age.
        min: u32,
        /// Oldest age.
        max: u32,
    },
}

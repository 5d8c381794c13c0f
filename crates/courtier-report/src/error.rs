//! Why a page cannot be made. Errors name fields and templates, never values: these may be personal.

use courtier_core::{Classify, ErrorKind};

/// An answer that cannot be made a page of.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The answer has no JSON form.
    #[error("la réponse à présenter n'a pas de forme JSON")]
    NotSerializable(#[source] serde_json::Error),
    /// A field of the contract is not there. A missing value is `null`, never an absent field.
    #[error("champ `{path}` absent de la réponse à présenter")]
    MissingField {
        /// Where, such as `propositions[2].taeg_pct`.
        path: String,
    },
    /// A field is there, with a value that its contract does not allow.
    #[error("champ `{path}` de la réponse à présenter : attendu {expected}")]
    WrongKind {
        /// Where, such as `propositions[2].taeg_pct`.
        path: String,
        /// What its contract allows, in French.
        expected: &'static str,
    },
    /// The column to emphasise does not cut the answer into segments.
    #[error("aucun segment selon `{column}` dans le profil à présenter")]
    UnknownColumn {
        /// The column asked for.
        column: String,
    },
    /// A template of this crate is wrong.
    #[error("le modèle de la page est défectueux")]
    Template(#[from] minijinja::Error),
}

impl Classify for ReportError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Internal
    }
}

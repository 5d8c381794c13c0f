//! Why a question has no answer.

use courtier_core::{Classify, ErrorKind, SalesforceIdError};
use courtier_lake::LakeError;

/// Failure of an answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The id is not a Salesforce id.
    #[error("identifiant `{id}` mal formé : {source}")]
    MalformedId {
        /// As asked.
        id: String,
        /// What is wrong.
        source: SalesforceIdError,
    },
    /// No opportunity has this id.
    #[error(
        "aucune opportunité n'a l'identifiant `{id}` ; vérifiez-le, ou chargez l'export qui la contient avec `courtier ingest`"
    )]
    UnknownOpportunity {
        /// The id, 18 characters.
        id: String,
    },
    /// The table was never loaded.
    #[error("le lac ne contient pas encore la table `{table}` ; chargez un export avec `courtier ingest`")]
    NotLoaded {
        /// Table.
        table: String,
    },
    /// The lake failed.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// A row does not have the type that its contract declares.
    #[error("réponse inattendue du lac pour `{table}`")]
    Row {
        /// Table.
        table: &'static str,
        /// Cause.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Classify for AnswerError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::MalformedId { .. } => ErrorKind::Usage,
            Self::UnknownOpportunity { .. } | Self::NotLoaded { .. } => ErrorKind::NotFound,
            Self::Lake(error) => error.kind(),
            Self::Row { .. } => ErrorKind::Internal,
        }
    }
}

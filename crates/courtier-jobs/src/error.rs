//! Why a job failed.

use courtier_core::{Classify, ErrorKind};
use courtier_extract::ExtractError;
use courtier_lake::{LakeError, TestRecord};

/// Failure of a job.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The lake failed.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// A source file cannot be used.
    #[error(transparent)]
    Extract(#[from] ExtractError),
    /// The counts of a file do not add up: nothing was published.
    #[error(
        "réconciliation impossible pour `{file}` : {read} lignes lues mais {placed} placées ; rien n'a été publié, \
             signalez ce défaut de courtier"
    )]
    Unbalanced {
        /// File.
        file: String,
        /// Rows read.
        read: i64,
        /// Rows inserted, updated, unchanged, repeated or rejected.
        placed: i64,
    },
    /// Error-severity tests failed: nothing was published.
    #[error("tests de gravité « erreur » en échec, rien n'a été publié : {}", failures.join(" ; "))]
    Tests {
        /// One text a failed test.
        failures: Vec<String>,
        /// Results of every test of the run.
        records: Vec<TestRecord>,
    },
    /// A worker ended unexpectedly.
    #[error("une tâche de chargement s'est arrêtée : {0}")]
    Worker(String),
    /// The reads that wait to be published cannot be written or read.
    #[error("journal des lectures `{path}` : {action} impossible")]
    Spool {
        /// File or folder.
        path: String,
        /// What was being done.
        action: &'static str,
        /// Cause.
        #[source]
        source: std::io::Error,
    },
    /// The run was asked to stop.
    #[error("arrêt demandé : rien de plus n'a été publié, la prochaine exécution reprendra")]
    Stopped,
}

impl Classify for JobError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Lake(error) => error.kind(),
            Self::Extract(error) => error.kind(),
            Self::Tests { .. } => ErrorKind::DataTest,
            Self::Unbalanced { .. } | Self::Worker(_) => ErrorKind::Internal,
            Self::Spool { .. } | Self::Stopped => ErrorKind::Storage,
        }
    }
}

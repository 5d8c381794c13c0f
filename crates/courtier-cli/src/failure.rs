//! How a failed command ends.

use std::fmt::Write as _;
use std::process::ExitCode;

use courtier_answers::AnswerError;
use courtier_config::ConfigError;
use courtier_contract::ContractError;
use courtier_core::{Classify, ErrorKind};
use courtier_jobs::JobError;
use courtier_lake::LakeError;
use courtier_report::ReportError;
use courtier_sample::SampleError;
use courtier_serve::{KeyStoreError, ServerError};

/// Failure of a command: what to tell, and the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: ErrorKind,
    message: String,
}

impl Failure {
    /// A failure of this kind.
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// A failure that was told already.
    pub(crate) const fn told(kind: ErrorKind) -> Self {
        Self { kind, message: String::new() }
    }

    fn of(error: &(impl Classify + std::error::Error)) -> Self {
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            let text = cause.to_string();
            // Libraries often repeat their cause in their own message.
            if !message.contains(&text) {
                // Writing to a String cannot fail.
                let _written = write!(message, "\n  cause : {text}");
            }
            source = cause.source();
        }
        Self { kind: error.kind(), message }
    }

    /// Returns its kind.
    pub(crate) const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns what to tell.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Tells the failure on stderr and returns the exit code.
    pub(crate) fn report(&self) -> ExitCode {
        if !self.message.is_empty() {
            crate::output::note(&format!("erreur : {}", self.message));
        }
        ExitCode::from(self.kind.exit_code())
    }
}

macro_rules! from {
    ($($error:ty),*) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::of(&error)
            }
        })*
    };
}

from!(
    AnswerError,
    ConfigError,
    ContractError,
    JobError,
    KeyStoreError,
    LakeError,
    ReportError,
    SampleError,
    ServerError
);

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(ErrorKind::Storage, error.to_string())
    }
}

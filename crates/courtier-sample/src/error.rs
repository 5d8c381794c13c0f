//! Why a sample could not be written.

use std::io;
use std::path::PathBuf;

use courtier_core::{Classify, ErrorKind};

/// Why a sample could not be written. No file is left behind, complete or not, unless [`Self::Publish`] says so.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The destination folder does not exist and cannot be made.
    #[error(
        "impossible de créer le dossier `{}` : {} ; choisissez un dossier où vous pouvez écrire",
        path.display(),
        cause(source)
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// A file cannot be created in the destination folder.
    #[error(
        "impossible de créer le fichier `{}` : {} ; choisissez un dossier où vous pouvez écrire",
        path.display(),
        cause(source)
    )]
    Create {
        /// The temporary file.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// Writing stopped half-way; the temporary file was removed.
    #[error(
        "écriture interrompue de `{}` : {} ; libérez de la place ou demandez moins de lignes, puis relancez",
        path.display(),
        cause(source)
    )]
    Write {
        /// The temporary file.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// A complete file could not take its final name; files already published stay.
    #[error(
        "impossible de donner son nom définitif à `{}` : {} ; vérifiez que ce nom n'est pas celui d'un dossier",
        path.display(),
        cause(source)
    )]
    Publish {
        /// The final name.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
}

impl Classify for SampleError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Folder { .. } | Self::Create { .. } | Self::Write { .. } | Self::Publish { .. } => ErrorKind::Storage,
        }
    }
}

/// Returns the usual causes in French, and the system's own text for the others.
fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "accès refusé".to_owned(),
        io::ErrorKind::NotFound => "dossier introuvable".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "un élément du chemin est un fichier".to_owned(),
        io::ErrorKind::IsADirectory => "ce nom est celui d'un dossier".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "disque en lecture seule".to_owned(),
        io::ErrorKind::StorageFull => "disque plein".to_owned(),
        io::ErrorKind::QuotaExceeded => "quota de disque dépassé".to_owned(),
        _ => error.to_string(),
    }
}

//! Why the server cannot start, or had to stop.

use std::path::PathBuf;

use courtier_access::JwtError;
use courtier_answers::AnswerError;
use courtier_contract::ContractError;
use courtier_core::{Classify, ErrorKind};
use courtier_lake::LakeError;

use crate::KeyStoreError;

/// Failure of the server.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Anybody could read personal data.
    #[error(
        "hors de cette machine ({host}), le serveur exige une authentification : créez une clé avec \
         `courtier key create --name NOM --role api`, ou donnez un émetteur de jetons (server.jwt_issuer et server.jwt_jwks)"
    )]
    OpenToAll {
        /// The address asked for.
        host: String,
    },
    /// An option of the server is wrong.
    #[error("option `{option}` : {reason}")]
    Option {
        /// Its key.
        option: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// The address cannot be listened on.
    #[error("écoute impossible sur {address} : {source} ; choisissez un autre port avec `--port`")]
    Bind {
        /// Address.
        address: String,
        /// Cause.
        source: std::io::Error,
    },
    /// A file of the configuration cannot be read.
    #[error("fichier `{}` : lecture impossible ({source})", path.display())]
    File {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// The certificate or its key cannot be used.
    #[error("certificat `{}` : {reason}", path.display())]
    Certificate {
        /// File.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A thread cannot be started.
    #[error("démarrage du fil d'exécution `{name}` impossible ({source})")]
    Thread {
        /// Its name.
        name: &'static str,
        /// Cause.
        source: std::io::Error,
    },
    /// Reads of the last seconds are recorded nowhere.
    #[error("{reads} lectures n'ont pas pu être notées dans `ops.lectures` : l'erreur est dans le journal du serveur")]
    NotRecorded {
        /// How many.
        reads: usize,
    },
    /// A thread ended by a panic.
    #[error("un fil d'exécution du serveur s'est arrêté : signalez ce défaut de courtier")]
    Defect,
    /// The public keys of the issuer cannot be fetched.
    #[error("clés publiques de l'émetteur (server.jwt_jwks) : {reason}")]
    Jwks {
        /// What is wrong.
        reason: String,
    },
    /// The public keys of the issuer cannot be used.
    #[error(transparent)]
    Jwt(#[from] JwtError),
    /// The keys cannot be used.
    #[error(transparent)]
    Keys(#[from] KeyStoreError),
    /// A contract cannot be used.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// The lake failed.
    #[error(transparent)]
    Lake(#[from] LakeError),
    /// The data cannot be loaded.
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

impl Classify for ServerError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::OpenToAll { .. }
            | Self::Option { .. }
            | Self::Bind { .. }
            | Self::File { .. }
            | Self::Certificate { .. }
            | Self::Jwks { .. } => ErrorKind::Usage,
            Self::Jwt(error) => error.kind(),
            Self::Keys(error) => error.kind(),
            Self::NotRecorded { .. } => ErrorKind::Storage,
            Self::Thread { .. } | Self::Defect => ErrorKind::Internal,
            Self::Contract(error) => error.kind(),
            Self::Lake(error) => error.kind(),
            Self::Answer(error) => error.kind(),
        }
    }
}

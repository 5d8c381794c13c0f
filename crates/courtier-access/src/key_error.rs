//! Why a key cannot be made or revoked, or a document of keys read.

use courtier_core::{Classify, ErrorKind};

use crate::{KeyId, json_message};

/// A key that cannot be made or revoked. Never quotes a text that may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The name is blank.
    #[error("le nom de la clé est vide")]
    EmptyName,
    /// The name has more than 100 characters.
    #[error("le nom de la clé a {length} caractères : 100 au plus")]
    LongName {
        /// Its length, in characters.
        length: usize,
    },
    /// The name holds a control character.
    #[error("le nom de la clé contient un caractère de contrôle (tabulation, retour à la ligne...)")]
    ControlInName,
    /// No role was given.
    #[error("une clé a au moins un rôle : api, marketing ou admin")]
    NoRole,
    /// The key would be expired when it is made.
    #[error("l'expiration de la clé est déjà passée")]
    AlreadyExpired,
    /// The system gives no random bits.
    #[error("le système ne fournit pas de bits aléatoires : {message}")]
    Random {
        /// The system's message.
        message: String,
    },
    /// What was given is not the id of a key. It may be a whole secret, so it is not quoted.
    #[error("identifiant de clé attendu : les 8 chiffres hexadécimaux que montre `courtier key list`")]
    NotAnId,
    /// No key has this id.
    #[error("aucune clé n'a l'identifiant {id}")]
    NoSuchKey {
        /// The id.
        id: KeyId,
    },
}

impl Classify for KeyError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::EmptyName
            | Self::LongName { .. }
            | Self::ControlInName
            | Self::NoRole
            | Self::AlreadyExpired
            | Self::NotAnId => ErrorKind::Usage,
            Self::NoSuchKey { .. } => ErrorKind::NotFound,
            Self::Random { .. } => ErrorKind::Internal,
        }
    }
}

/// A document of keys, or of their uses, that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// Not JSON, or a field is unknown, missing or of another kind.
    #[error("ligne {line}, colonne {column} : {message}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// Written by a later courtier.
    #[error("version {found} du fichier : cette version de courtier lit la version {expected}")]
    Version {
        /// What the document says.
        found: u32,
        /// What is read.
        expected: u32,
    },
    /// Two keys have the same id.
    #[error("la clé {id} est définie deux fois")]
    Twice {
        /// The id.
        id: KeyId,
    },
    /// A key has a name that is not allowed, or no role.
    #[error("clé {id} : {problem}")]
    Invalid {
        /// The id.
        id: KeyId,
        /// What is wrong.
        problem: KeyError,
    },
}

impl Classify for KeyFileError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Storage
    }
}

impl From<serde_json::Error> for KeyFileError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json { line: error.line(), column: error.column(), message: json_message::message(&error) }
    }
}

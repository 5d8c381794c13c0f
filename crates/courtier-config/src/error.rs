//! Why the configuration cannot be used: which file and line, or which variable, and what is wrong, in French.
//!
//! No error holds the value of a secret, nor the text that a `*_FILE` variable gives for a path: it may be the secret
//! itself, put into the wrong variable.

use std::io;
use std::path::PathBuf;

use courtier_core::{Classify, ErrorKind};

use crate::{Kind, OptionKey, Origin};

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The configuration file cannot be read.
    #[error("`{}` : lecture impossible", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why the system refuses.
        #[source]
        source: io::Error,
    },
    /// Not YAML.
    #[error(
        "{file}, ligne {line}, colonne {column} : YAML illisible \
         (à vérifier : indentation, guillemets, `:` suivi d'une espace)"
    )]
    Yaml {
        /// The file.
        file: String,
        /// Line, from 1; 0 when the parser does not know.
        line: u64,
        /// Column, from 1; 0 when the parser does not know.
        column: u64,
    },
    /// A key given twice.
    #[error("{file}, ligne {line}, clé `{key}` : donnée deux fois")]
    DuplicateKey {
        /// The file.
        file: String,
        /// Line of the second, from 1.
        line: u64,
        /// The key, without its section.
        key: String,
    },
    /// The document or a section is not a mapping.
    #[error("{file}, ligne {line}, clé `{key}` : attendu : groupe de clés, trouvé : {found}")]
    NotAGroup {
        /// The file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// The section, or `(document)`.
        key: String,
        /// What is there, in French and without its value.
        found: &'static str,
    },
    /// A key that names no option.
    #[error("{file}, ligne {line}, clé `{key}` : option inconnue{}", suggestion(nearest.as_deref()))]
    UnknownKey {
        /// The file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Path of the key.
        key: String,
        /// The option or section that looks most like it.
        nearest: Option<String>,
    },
    /// `section.name` written as one key.
    #[error(
        "{file}, ligne {line}, clé `{key}` : s'écrit sur deux niveaux : `{}:`, puis en retrait `{}:`",
        key.section(),
        key.name()
    )]
    DottedKey {
        /// The file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// The option that is meant.
        key: OptionKey,
    },
    /// A variable that names no option.
    #[error("variable {name} : ne désigne aucune option{}", suggestion(nearest.as_deref()))]
    UnknownVariable {
        /// The variable.
        name: String,
        /// The variable that looks most like it.
        nearest: Option<String>,
    },
    /// A value that is not of the option's type.
    #[error("{origin}, option `{key}` : attendu : {expected}, trouvé : {found}")]
    WrongKind {
        /// Where the value comes from.
        origin: Origin,
        /// The option.
        key: OptionKey,
        /// What is expected.
        expected: Kind,
        /// What is there, in French; never a secret.
        found: String,
    },
    /// A secret in the configuration file or on the command line, where others can read it.
    #[error(
        "{origin}, option `{key}` : un secret ne se donne que par la variable {} ou par le fichier que désigne {}",
        key.variable(),
        key.file_variable()
    )]
    SecretExposed {
        /// Where it is.
        origin: Origin,
        /// The option.
        key: OptionKey,
    },
    /// The file of a secret cannot be read.
    #[error("variable {variable} : le fichier qu'elle désigne ne peut pas être lu")]
    SecretFile {
        /// The `*_FILE` variable.
        variable: String,
        /// Why the system refuses.
        #[source]
        source: io::Error,
    },
    /// A secret given both ways.
    #[error(
        "option `{key}` : {} et {} sont données toutes les deux, une seule est permise",
        key.variable(),
        key.file_variable()
    )]
    SecretTwice {
        /// The option.
        key: OptionKey,
    },
}

impl Classify for ConfigError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }
}

/// Returns ` (vouliez-vous dire ... ?)`, or nothing.
fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(" (vouliez-vous dire `{name}` ?)")).unwrap_or_default()
}

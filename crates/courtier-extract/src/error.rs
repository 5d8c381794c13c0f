//! What stops the reading of exports.

use std::io;
use std::path::PathBuf;

use courtier_core::{Classify, ErrorKind};

use crate::Ignored;

/// Why exports cannot be found or read. Every message says what, where, and what to do; none quotes a data cell.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    /// A path given by the user does not exist.
    #[error("`{}` n'existe pas : vérifier le chemin", path.display())]
    PathNotFound {
        /// The path as given.
        path: PathBuf,
    },
    /// A file or folder cannot be opened or read.
    #[error("`{name}` ne peut pas être lu ({source}) : vérifier les droits et le disque")]
    Read {
        /// The file, folder or archive entry.
        name: String,
        /// The system's answer.
        source: io::Error,
    },
    /// A folder or an archive holds no CSV file at all.
    #[error(
        "`{name}` ne contient aucun fichier CSV : donner un zip, un dossier ou un fichier d'export CSV{}",
        listed(ignored)
    )]
    NoCsv {
        /// The folder or archive.
        name: String,
        /// What it holds instead.
        ignored: Vec<Ignored>,
    },
    /// CSV files were found, but none is an export of a known table.
    #[error("aucun export reconnu parmi les fichiers donnés{}", listed(ignored))]
    NothingRecognised {
        /// What was found instead.
        ignored: Vec<Ignored>,
    },
    /// The zip's directory is absent or unreadable.
    #[error("l'archive `{name}` est illisible ou tronquée ({source}) : la télécharger à nouveau")]
    ArchiveDamaged {
        /// The archive.
        name: String,
        /// What the zip reader met.
        source: zip::result::ZipError,
    },
    /// The zip lists two entries of the same name.
    #[error("l'archive `{name}` contient plusieurs fichiers du même nom : la refaire")]
    ArchiveDuplicateNames {
        /// The archive.
        name: String,
    },
    /// An entry's path leaves the archive.
    #[error(
        "l'archive `{archive}` contient le chemin interdit `{entry}` : ne pas l'utiliser, la demander à nouveau à sa source"
    )]
    UnsafePath {
        /// The archive.
        archive: String,
        /// The path inside it, control characters escaped.
        entry: String,
    },
    /// An entry needs a password.
    #[error("`{name}` est chiffré : refaire l'archive sans mot de passe")]
    Encrypted {
        /// The entry.
        name: String,
    },
    /// An entry uses a compression method other than stored and deflate.
    #[error("`{name}` utilise une compression non gérée ({method}) : refaire un zip ordinaire (deflate)")]
    UnsupportedCompression {
        /// The entry.
        name: String,
        /// The method in the directory.
        method: String,
    },
    /// An entry, or a whole archive, would inflate beyond the limits.
    #[error(
        "`{name}` donne {out_bytes} octets pour {in_bytes} octets compressés, au-delà des limites : archive suspecte ; si elle est sûre, donner les CSV extraits"
    )]
    Bomb {
        /// The entry or the archive.
        name: String,
        /// Uncompressed bytes, declared or met so far.
        out_bytes: u64,
        /// Compressed bytes.
        in_bytes: u64,
    },
    /// The bytes of an entry do not agree with the directory.
    #[error("`{name}` est abîmé dans l'archive ({source}) : la télécharger à nouveau")]
    EntryDamaged {
        /// The entry.
        name: String,
        /// What the zip reader met.
        source: io::Error,
    },
    /// The file starts with a UTF-16 byte order mark.
    #[error("`{name}` est en UTF-16 : l'exporter à nouveau en « CSV UTF-8 »")]
    Utf16 {
        /// The file.
        name: String,
    },
    /// Two columns of a recognised file have the same name.
    #[error(
        "`{name}` (table `{table}`) : colonne(s) nommée(s) plusieurs fois {} : n'en garder qu'une",
        quoted(columns)
    )]
    DuplicateColumns {
        /// The file.
        name: String,
        /// The recognised table.
        table: String,
        /// The repeated names.
        columns: Vec<String>,
    },
    /// A recognised file lacks required columns.
    #[error(
        "`{name}` (table `{table}`) : colonne(s) obligatoire(s) absente(s) {} : refaire l'export avec",
        quoted(columns)
    )]
    MissingColumns {
        /// The file.
        name: String,
        /// The recognised table.
        table: String,
        /// Every missing required column.
        columns: Vec<String>,
    },
    /// The file no longer starts as when it was discovered.
    #[error("`{name}` a changé pendant la lecture : relancer quand le fichier est complet")]
    Changed {
        /// The file.
        name: String,
    },
}

impl Classify for ExtractError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::PathNotFound { .. } => ErrorKind::Usage,
            _ => ErrorKind::Input,
        }
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Lists the first ignored files with their reasons, to end a message.
fn listed(ignored: &[Ignored]) -> String {
    const SHOWN: usize = 5;
    if ignored.is_empty() {
        return String::new();
    }
    let mut shown: Vec<_> = ignored.iter().take(SHOWN).map(|i| format!("`{}` : {}", i.name, i.reason)).collect();
    if ignored.len() > SHOWN {
        shown.push(format!("et {} autre(s)", ignored.len() - SHOWN));
    }
    format!(" ({})", shown.join(" ; "))
}

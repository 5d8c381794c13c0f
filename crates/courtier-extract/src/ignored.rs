//! Files that were looked at and left aside, with the reason.

/// A file or archive entry that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// Its name, built like [`Export::name`](crate::Export::name).
    pub name: String,
    /// Why it is not read.
    pub reason: IgnoreReason,
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IgnoreReason {
    /// The extension says that it is something else.
    #[error("ce n'est pas un fichier CSV (.csv, .tsv, .tab ou .txt)")]
    NotCsv,
    /// Hidden, or left there by an operating system; a folder is then not entered.
    #[error("caché, ou laissé par le système")]
    SystemFile,
    /// An archive inside an archive.
    #[error("archive dans une archive : l'extraire d'abord")]
    NestedArchive,
    /// A spreadsheet.
    #[error("classeur de tableur : l'exporter en CSV UTF-8")]
    Spreadsheet,
    /// A compressed format other than zip.
    #[error("format compressé non géré : le décompresser ou en faire un zip")]
    OtherCompression,
    /// A symbolic link met in a folder or an archive.
    #[error("lien symbolique : donner le chemin réel")]
    SymbolicLink,
    /// A pipe, a socket or a device: it cannot be read twice.
    #[error("ni un fichier ordinaire ni un dossier : enregistrer les données dans un fichier")]
    NotAFile,
    /// The same file was already found under another path.
    #[error("déjà trouvé sous un autre chemin")]
    AlreadyFound,
    /// No byte, or blank lines only.
    #[error("fichier vide")]
    Empty,
    /// The first record cannot be split with any delimiter, or is too long.
    #[error(
        "en-tête illisible : la première ligne doit nommer les colonnes, séparées par `,`, `;`, `|` ou une tabulation"
    )]
    UnreadableHeader,
    /// No table shares a column with the header.
    #[error("aucune colonne connue dans l'en-tête")]
    NoKnownColumn,
    /// The header shares too few columns with every table.
    #[error(
        "table non reconnue : la plus proche est `{table}`, dont l'en-tête n'a que {shared} colonne(s) sur {columns}"
    )]
    TooFewKnownColumns {
        /// The closest table.
        table: String,
        /// Columns of that table in the header.
        shared: usize,
        /// Columns of that table.
        columns: usize,
    },
    /// Several tables fit equally well.
    #[error("table ambiguë : l'en-tête convient autant à {}", tables.join(", "))]
    Ambiguous {
        /// The tables that fit, in the order of the shapes.
        tables: Vec<String>,
    },
}

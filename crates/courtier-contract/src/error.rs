//! Why a contract cannot be used: which file, which line, which key, and what is wrong, in French.

use std::path::PathBuf;

use courtier_core::{Classify, ErrorKind};

/// A contract that cannot be read or that contradicts itself.
#[derive(Debug, thiserror::Error)]
pub enum ContractError {
    /// The folder or the file cannot be read.
    #[error("`{}` : lecture impossible", path.display())]
    Read {
        /// What was being read.
        path: PathBuf,
        /// Why the system refuses.
        #[source]
        source: std::io::Error,
    },
    /// The folder holds no contract.
    #[error("`{}` ne contient aucun contrat (`*.odcs.yaml`)", folder.display())]
    NoContract {
        /// The folder.
        folder: PathBuf,
    },
    /// Not YAML.
    #[error("{file}, ligne {line} : YAML illisible : {message}")]
    Yaml {
        /// Name of the file.
        file: String,
        /// Line, from 1; 0 when the parser does not know.
        line: u64,
        /// The parser's message (English).
        message: String,
    },
    /// YAML, but not a contract that courtier can apply.
    #[error("{file}, ligne {line}, clé `{key}` : {problem}")]
    Invalid {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Path of the key, such as `schema[0].properties[3].classification`.
        key: String,
        /// What is wrong.
        problem: Box<ContractProblem>,
    },
}

impl Classify for ContractError {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Usage
    }
}

/// What is wrong with the value of a key.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ContractProblem {
    /// A key that ODCS does not know here.
    #[error("clé inconnue{}", suggestion(nearest.as_deref()))]
    UnknownKey {
        /// The known key that looks most like it.
        nearest: Option<String>,
    },
    /// A key that must be there is not.
    #[error("clé obligatoire absente")]
    Missing,
    /// The value is not of the expected kind.
    #[error("attendu : {expected}, trouvé : {found}")]
    WrongKind {
        /// What is expected, in French.
        expected: &'static str,
        /// What is there, in French.
        found: &'static str,
    },
    /// A value outside a fixed list.
    #[error("`{value}` n'est pas permis : attendu {expected}{}", suggestion(nearest.as_deref()))]
    NotInList {
        /// The value.
        value: String,
        /// The list, separated by commas.
        expected: String,
        /// The permitted value that looks most like it.
        nearest: Option<String>,
    },
    /// A custom property given twice.
    #[error("`{0}` est donné deux fois")]
    Repeated(String),
    /// A list of exactly one element has another number of them.
    #[error("un élément attendu, {0} trouvés")]
    NotOne(usize),
    /// A silver name that is not unaccented lower-case `snake_case`.
    #[error("`{0}` n'est pas un nom : minuscules sans accent, chiffres et `_` seulement, en commençant par une lettre")]
    BadName(String),
    /// Two columns with the same silver name or the same source name.
    #[error("`{name}` est déjà pris par la colonne de la ligne {first_line}")]
    DuplicateName {
        /// The name.
        name: String,
        /// Where it was first given.
        first_line: u64,
    },
    /// No primary key, or several.
    #[error("une colonne `primaryKey: true` attendue, {0} trouvée(s)")]
    PrimaryKeys(usize),
    /// `minimum` with `exclusiveMinimum`, or `maximum` with `exclusiveMaximum`.
    #[error("`{0}` et `{1}` s'excluent")]
    TwoLimits(&'static str, &'static str),
    /// A range that no number satisfies.
    #[error("aucune valeur n'est {0}")]
    EmptyRange(String),
    /// An option or rule that the column's type cannot have.
    #[error("sans objet pour le type `{0}`")]
    NotForType(&'static str),
    /// Standard ODCS that courtier would have to apply but does not: silence would promise a check that never runs.
    #[error("prévu par la norme, mais courtier ne l'applique pas")]
    NotApplied,
    /// A foreign key that is written neither way that the standard allows.
    #[error(
        "`{0}` n'est pas une référence : attendu `table.colonne` ou `fichier.odcs.yaml#/schema/table/properties/colonne`"
    )]
    BadReference(String),
    /// A foreign key to a table that no contract declares.
    #[error("aucun contrat ne déclare la table `{table}`{}", suggestion(nearest.as_deref()))]
    UnknownTable {
        /// The table.
        table: String,
        /// The declared table that looks most like it.
        nearest: Option<String>,
    },
    /// A foreign key to a column that its table does not have.
    #[error("la table `{table}` n'a pas de colonne `{column}`{}", suggestion(nearest.as_deref()))]
    UnknownColumn {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The declared column that looks most like it.
        nearest: Option<String>,
    },
    /// A foreign key whose type is not that of the column it names.
    #[error("le type `{from}` n'est pas celui de la colonne désignée, `{to}`")]
    RelationType {
        /// Type of the referencing column.
        from: &'static str,
        /// Type of the referenced column.
        to: &'static str,
    },
    /// Two contracts for one table.
    #[error("la table `{table}` a déjà un contrat : {first_file}")]
    DuplicateTable {
        /// The table.
        table: String,
        /// The file that first declared it.
        first_file: String,
    },
}

/// Returns ` (vouliez-vous dire ... ?)`, or nothing.
fn suggestion(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(" (vouliez-vous dire `{name}` ?)")).unwrap_or_default()
}

//! Why the lake could not be read or written.

use courtier_core::{Classify, ErrorKind, TableName};
use courtier_profile::SampleError;
use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use deltalake_core::DeltaTableError;

/// Failure of the lake. Every variant says what, where, and keeps its cause as `source`.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// The configured location is neither a folder nor a known URL.
    #[error("l'emplacement du lac `{location}` n'est pas utilisable : {reason}")]
    Location {
        /// As configured.
        location: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Another process is writing.
    #[error(
        "le lac `{location}` est en cours d'écriture par un autre processus ({holder}) ; attendez sa fin puis relancez"
    )]
    Locked {
        /// The lake.
        location: String,
        /// What the lock file says of its holder.
        holder: String,
    },
    /// A Delta table could not be opened, written or committed.
    #[error("table `{table}` : {action} impossible")]
    Table {
        /// The table.
        table: TableName,
        /// What was being done.
        action: &'static str,
        /// Cause.
        #[source]
        source: Box<DeltaTableError>,
    },
    /// A file of the lake's own state could not be read or written.
    #[error("fichier d'état `{path}` du lac : {action} impossible")]
    State {
        /// Path inside the lake.
        path: String,
        /// What was being done.
        action: &'static str,
        /// Cause.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The state of the lake is older than its tables.
    #[error(
        "l'état du lac (`_courtier/published.json`, publication n° {published}) est plus ancien que sa table `{table}` \
             (publication n° {done}) ; restaurez le dossier `_courtier` tel qu'il était avec les tables ; rien n'a été publié"
    )]
    OutOfStep {
        /// A table that is ahead.
        table: TableName,
        /// Its generation.
        done: i64,
        /// The generation that readers see.
        published: i64,
    },
    /// A table that the lake does not have.
    #[error("le lac n'a pas de table `{table}` ; {hint}")]
    UnknownTable {
        /// As asked.
        table: String,
        /// The nearest name, or how to list the tables.
        hint: String,
    },
    /// The stored columns do not fit those that the contract now declares.
    #[error(
        "table `{table}` : la colonne `{column}` est stockée en {stored} mais le contrat déclare {declared} ; \
             rétablissez le type dans le contrat, ou rechargez les fichiers dans un lac neuf"
    )]
    SchemaChanged {
        /// The table.
        table: TableName,
        /// The column.
        column: String,
        /// Arrow type in the lake.
        stored: String,
        /// Arrow type that the contract calls for.
        declared: String,
    },
    /// A query failed.
    #[error("requête refusée ou interrompue")]
    Query(#[source] Box<DataFusionError>),
    /// A statement that is not a read.
    #[error(
        "lecture seule : `{statement}` n'est pas permis ici ; seules les requêtes SELECT, SHOW, DESCRIBE et EXPLAIN le sont"
    )]
    ReadOnly {
        /// First word of the statement.
        statement: String,
    },
    /// Columns could not be assembled.
    #[error("assemblage des colonnes de `{table}` impossible")]
    Columns {
        /// The table.
        table: TableName,
        /// Cause.
        #[source]
        source: ArrowError,
    },
    /// The loan requests cannot be profiled.
    #[error("profil des demandes impossible : {0}")]
    Profile(#[source] SampleError),
    /// A model cannot be used.
    #[error("modèle `{model}` : {reason}")]
    Model {
        /// File or table name of the model.
        model: String,
        /// What is wrong and what to do.
        reason: String,
    },
}

impl LakeError {
    /// Returns a function that wraps a Delta error on `table` while doing `action`.
    pub(crate) fn table(table: &TableName, action: &'static str) -> impl FnOnce(DeltaTableError) -> Self + use<> {
        let table = table.clone();
        move |source| Self::Table { table, action, source: Box::new(source) }
    }

    /// Returns a function that wraps a failure on the state file `path` while doing `action`.
    pub(crate) fn state<E>(path: &str, action: &'static str) -> impl FnOnce(E) -> Self + use<E>
    where
        E: std::error::Error + Send + Sync + 'static,
    {
        let path = path.to_owned();
        move |source| Self::State { path, action, source: Box::new(source) }
    }
}

impl From<DataFusionError> for LakeError {
    fn from(source: DataFusionError) -> Self {
        Self::Query(Box::new(source))
    }
}

impl Classify for LakeError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Location { .. } | Self::SchemaChanged { .. } | Self::Model { .. } | Self::ReadOnly { .. } => {
                ErrorKind::Usage
            }
            Self::UnknownTable { .. } => ErrorKind::NotFound,
            Self::Query(error) => kind_of_query(error),
            Self::OutOfStep { .. } | Self::Locked { .. } | Self::Table { .. } | Self::State { .. } => {
                ErrorKind::Storage
            }
            Self::Columns { .. } | Self::Profile(_) => ErrorKind::Internal,
        }
    }
}

/// A query that cannot be planned or computed is the user's; one whose files cannot be read is not.
fn kind_of_query(error: &DataFusionError) -> ErrorKind {
    match error.find_root() {
        DataFusionError::ParquetError(_)
        | DataFusionError::ObjectStore(_)
        | DataFusionError::IoError(_)
        | DataFusionError::ResourcesExhausted(_)
        | DataFusionError::External(_) => ErrorKind::Storage,
        DataFusionError::Internal(_) => ErrorKind::Internal,
        _ => ErrorKind::Usage,
    }
}

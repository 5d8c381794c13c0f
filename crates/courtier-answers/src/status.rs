//! What the lake holds, how fresh it is, and what is wrong with it.

use chrono::{DateTime, Utc};
use courtier_lake::{Lake, LakeSession};
use serde::{Deserialize, Serialize};

use crate::AnswerError;
use crate::rows::rows;
use crate::snapshot::last_load;

/// State of a lake.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// Location of the lake.
    pub lac: String,
    /// Number of publications so far.
    pub publication: i64,
    /// When the last one was made; `None` for an empty lake.
    pub publie_le: Option<DateTime<Utc>>,
    /// When the last export was loaded; `None` when none was.
    pub charge_le: Option<DateTime<Utc>>,
    /// Tables, in name order.
    pub tables: Vec<TableStatus>,
    /// Broken rules of the rows that silver holds now, the most frequent first within a table.
    pub regles: Vec<RuleStatus>,
    /// Last loads, the most recent first.
    pub chargements: Vec<FileStatus>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableStatus {
    /// Full name.
    pub table: String,
    /// Published Delta version.
    pub version: u64,
    /// Rows.
    pub lignes: i64,
}

/// One rule that rows of a table break.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleStatus {
    /// Table.
    pub table_cible: String,
    /// Column.
    pub colonne: Option<String>,
    /// Rule.
    pub regle: String,
    /// `avertissement` or `erreur`.
    pub gravite: String,
    /// Rows.
    pub lignes: i64,
}

/// One load of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStatus {
    /// File.
    pub fichier: String,
    /// Table.
    pub table_cible: String,
    /// Rows read.
    pub lues: i64,
    /// New rows.
    pub inserees: i64,
    /// Changed rows.
    pub mises_a_jour: i64,
    /// Rows that did not change.
    pub inchangees: i64,
    /// Repeated rows.
    pub doublons: i64,
    /// Rejected rows.
    pub rejetees: i64,
    /// Keys that the full export no longer has.
    pub cles_disparues: Option<i64>,
    /// When.
    pub charge_le: String,
}

/// Most loads shown.
const LOADS_SHOWN: usize = 10;

impl Status {
    /// Reads the state of a lake.
    ///
    /// # Errors
    /// [`AnswerError`] when the lake cannot be read.
    pub async fn read(lake: &Lake) -> Result<Self, AnswerError> {
        let published = lake.published().await?;
        let session = LakeSession::on(lake, &published)?;
        let mut tables = Vec::new();
        for (name, version) in published.tables() {
            #[derive(Deserialize)]
            struct Count {
                lignes: i64,
            }
            let (_, batches) = session.collect(&format!("SELECT count(*) AS lignes FROM {name}")).await?;
            let counts: Vec<Count> = rows("count", &batches)?;
            let lignes = counts.first().map_or(0, |count| count.lignes);
            tables.push(TableStatus { table: name.to_string(), version, lignes });
        }
        let regles = if session.has_table("quality", "violations") {
            let (_, batches) = session
                .collect(
                    "SELECT table_cible, colonne, regle, gravite, count(*) AS lignes FROM quality.violations \
                     GROUP BY table_cible, colonne, regle, gravite \
                     ORDER BY table_cible, lignes DESC, colonne, regle",
                )
                .await?;
            rows("quality.violations", &batches)?
        } else {
            Vec::new()
        };
        let chargements = if session.has_table("quality", "reconciliation") {
            let (_, batches) = session
                .collect(&format!(
                    "SELECT fichier, table_cible, lues, inserees, mises_a_jour, inchangees, doublons, rejetees, \
                     cles_disparues, CAST(charge_le AS VARCHAR) AS charge_le FROM quality.reconciliation \
                     ORDER BY charge_le DESC, fichier LIMIT {LOADS_SHOWN}"
                ))
                .await?;
            rows("quality.reconciliation", &batches)?
        } else {
            Vec::new()
        };
        Ok(Self {
            lac: lake.folder().display().to_string(),
            publication: published.generation,
            publie_le: (published.generation > 0).then_some(published.published_at),
            charge_le: last_load(&session).await?,
            tables,
            regles,
            chargements,
        })
    }
}

//! Small tables that courtier keeps about its own work: runs, files, reconciliation, test results.

use std::io::BufRead;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use courtier_core::{Schema as LakeSchema, TableName};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::ReaderBuilder;
use datafusion::common::ScalarValue;
use deltalake_core::kernel::Add;
use serde::Serialize;

use crate::table_columns::timestamp_type;
use crate::{Lake, LakeError, PartitionValues, Publication, TableWriter};

/// A row of a table that courtier keeps about its own work.
pub trait Record: Serialize {
    /// Schema of the table.
    const SCHEMA: LakeSchema;
    /// Name of the table.
    const TABLE: &'static str;

    /// Returns the columns: name and type.
    fn columns() -> Vec<(&'static str, DataType)>;
}

/// A run of a command that writes: `ops.runs`.
#[derive(Debug, Clone, Serialize)]
pub struct RunRecord {
    /// Run id.
    pub run_id: String,
    /// Command.
    pub commande: String,
    /// Start.
    pub debut: DateTime<Utc>,
    /// End; `None` for a run that was cut.
    pub fin: Option<DateTime<Utc>>,
    /// Duration in milliseconds.
    pub duree_ms: Option<i64>,
    /// `ok`, `tests_en_echec`, `erreur` or `interrompu`.
    pub statut: String,
    /// Steps with their duration and counts, JSON.
    pub etapes: String,
    /// Error, if any.
    pub erreur: Option<String>,
    /// Version of courtier.
    pub version: String,
}

impl Record for RunRecord {
    const SCHEMA: LakeSchema = LakeSchema::Ops;
    const TABLE: &'static str = "runs";

    fn columns() -> Vec<(&'static str, DataType)> {
        vec![
            ("run_id", DataType::Utf8),
            ("commande", DataType::Utf8),
            ("debut", timestamp_type()),
            ("fin", timestamp_type()),
            ("duree_ms", DataType::Int64),
            ("statut", DataType::Utf8),
            ("etapes", DataType::Utf8),
            ("erreur", DataType::Utf8),
            ("version", DataType::Utf8),
        ]
    }
}

/// A file that was loaded: `ops.fichiers`.
#[derive(Debug, Clone, Serialize)]
pub struct FileRecord {
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: String,
    /// Name, as given to `ingest`.
    pub fichier: String,
    /// Table it was loaded into.
    pub table_cible: String,
    /// Size in bytes, uncompressed.
    pub taille_octets: i64,
    /// Byte between two cells.
    pub separateur: String,
    /// Rows whose bytes were not UTF-8 and were read as Windows-1252.
    pub lignes_reencodees: i64,
    /// Columns of the file that the contract does not know.
    pub colonnes_inconnues: i64,
    /// Optional columns of the contract that the file does not have.
    pub colonnes_absentes: i64,
    /// Run.
    pub run_id: String,
    /// When the run started.
    pub charge_le: DateTime<Utc>,
}

impl Record for FileRecord {
    const SCHEMA: LakeSchema = LakeSchema::Ops;
    const TABLE: &'static str = "fichiers";

    fn columns() -> Vec<(&'static str, DataType)> {
        vec![
            ("sha256", DataType::Utf8),
            ("fichier", DataType::Utf8),
            ("table_cible", DataType::Utf8),
            ("taille_octets", DataType::Int64),
            ("separateur", DataType::Utf8),
            ("lignes_reencodees", DataType::Int64),
            ("colonnes_inconnues", DataType::Int64),
            ("colonnes_absentes", DataType::Int64),
            ("run_id", DataType::Utf8),
            ("charge_le", timestamp_type()),
        ]
    }
}

/// A read of one opportunity through the API: `ops.lectures`. Ids only. The column `lot`, the lot that the read was published
/// with, is the same for all of a lot: whoever publishes it tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReadRecord<'a> {
    /// When; a number of microseconds in JSON, which is read and written faster than a text.
    #[serde(with = "chrono::serde::ts_microseconds")]
    pub lu_le: DateTime<Utc>,
    /// Who: the id of an API key, the pseudonym of a token's subject, or `local`.
    pub lecteur: &'a str,
    /// Route of the API.
    pub route: &'a str,
    /// The opportunity.
    pub id_opportunite: &'a str,
    /// Id of the request.
    pub id_requete: &'a str,
}

impl Record for ReadRecord<'_> {
    const SCHEMA: LakeSchema = LakeSchema::Ops;
    const TABLE: &'static str = "lectures";

    fn columns() -> Vec<(&'static str, DataType)> {
        vec![
            ("lu_le", timestamp_type()),
            ("lecteur", DataType::Utf8),
            ("route", DataType::Utf8),
            ("id_opportunite", DataType::Utf8),
            ("id_requete", DataType::Utf8),
            ("lot", DataType::Utf8),
        ]
    }
}

/// Where every row of a file went: `quality.reconciliation`.
///
/// `lues = inserees + mises_a_jour + inchangees + doublons + rejetees`, or the run fails before publishing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReconciliationRecord {
    /// File.
    pub fichier: String,
    /// Table.
    pub table_cible: String,
    /// Rows read.
    pub lues: i64,
    /// Rows whose key is new.
    pub inserees: i64,
    /// Rows whose key was known and a cell changed.
    pub mises_a_jour: i64,
    /// Rows whose key was known and no cell changed.
    pub inchangees: i64,
    /// Rows whose key occurred earlier in the file.
    pub doublons: i64,
    /// Rows that are not in silver.
    pub rejetees: i64,
    /// Keys of the table that the file, a full export, does not have; `None` for a partial export.
    pub cles_disparues: Option<i64>,
    /// Run.
    pub run_id: String,
    /// When the run started.
    pub charge_le: DateTime<Utc>,
}

impl ReconciliationRecord {
    /// Returns whether every row read is accounted for.
    #[must_use]
    pub const fn is_balanced(&self) -> bool {
        self.lues == self.inserees + self.mises_a_jour + self.inchangees + self.doublons + self.rejetees
    }
}

impl Record for ReconciliationRecord {
    const SCHEMA: LakeSchema = LakeSchema::Quality;
    const TABLE: &'static str = "reconciliation";

    fn columns() -> Vec<(&'static str, DataType)> {
        vec![
            ("fichier", DataType::Utf8),
            ("table_cible", DataType::Utf8),
            ("lues", DataType::Int64),
            ("inserees", DataType::Int64),
            ("mises_a_jour", DataType::Int64),
            ("inchangees", DataType::Int64),
            ("doublons", DataType::Int64),
            ("rejetees", DataType::Int64),
            ("cles_disparues", DataType::Int64),
            ("run_id", DataType::Utf8),
            ("charge_le", timestamp_type()),
        ]
    }
}

/// A test of the data of a table: `quality.resultats_tests`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestRecord {
    /// Table tested.
    pub table_cible: String,
    /// Code of the test.
    pub test: String,
    /// Column tested.
    pub colonne: Option<String>,
    /// `avertissement` or `erreur`.
    pub gravite: String,
    /// Rows that fail it.
    pub lignes_en_echec: i64,
    /// `ok` or `echec`.
    pub statut: String,
    /// Run.
    pub run_id: String,
    /// When the run started.
    pub execute_le: DateTime<Utc>,
}

impl Record for TestRecord {
    const SCHEMA: LakeSchema = LakeSchema::Quality;
    const TABLE: &'static str = "resultats_tests";

    fn columns() -> Vec<(&'static str, DataType)> {
        vec![
            ("table_cible", DataType::Utf8),
            ("test", DataType::Utf8),
            ("colonne", DataType::Utf8),
            ("gravite", DataType::Utf8),
            ("lignes_en_echec", DataType::Int64),
            ("statut", DataType::Utf8),
            ("run_id", DataType::Utf8),
            ("execute_le", timestamp_type()),
        ]
    }
}

impl Publication<'_> {
    /// Appends rows to one of courtier's own tables; an empty slice makes sure that the table exists.
    ///
    /// # Errors
    /// [`LakeError`] when the table cannot be opened or written.
    pub async fn append<R: Record>(&mut self, rows: &[R]) -> Result<(), LakeError> {
        let (name, schema) = table_of::<R>()?;
        let staged = self.stage(&name, &schema, &[]).await?;
        let columns = |source| LakeError::Columns { table: name.clone(), source };
        let mut decoder = ReaderBuilder::new(staged.file_schema()).build_decoder().map_err(columns)?;
        decoder.serialize(rows).map_err(columns)?;
        if let Some(batch) = decoder.flush().map_err(columns)? {
            let mut writer = staged.writer();
            writer.write(&batch).await?;
            let files = writer.finish().await?;
            staged.add(files, &PartitionValues::new()).await?;
        }
        Ok(())
    }

    /// Appends the rows of files that [`Lake::write_lines`] wrote; without files, makes sure that the table exists.
    ///
    /// # Errors
    /// [`LakeError`] when the table cannot be opened.
    pub async fn append_files<R: Record>(&mut self, files: Vec<Add>) -> Result<(), LakeError> {
        let (name, schema) = table_of::<R>()?;
        self.stage(&name, &schema, &[]).await?.add(files, &PartitionValues::new()).await
    }
}

impl Lake {
    /// Writes rows, given as JSON, a line each, to files of one of courtier's own tables, without holding them all. Needs no
    /// lock: the files belong to the table once [`Publication::append_files`] is committed. The last line must be whole.
    /// `constants` are text columns that the lines leave out, and the one value of each.
    ///
    /// # Errors
    /// [`LakeError::Columns`] when a line is not such a row; another when lines cannot be read or files written.
    pub async fn write_lines<R: Record>(
        &self,
        mut lines: impl BufRead,
        constants: &[(&str, &str)],
    ) -> Result<Vec<Add>, LakeError> {
        let (name, schema) = table_of::<R>()?;
        let columns = |source| LakeError::Columns { table: name.clone(), source };
        let mut decoder = ReaderBuilder::new(Arc::clone(&schema)).build_decoder().map_err(columns)?;
        let mut writer = TableWriter::new(&name, &self.log_store(&name)?, schema);
        loop {
            let buffer = lines.fill_buf().map_err(LakeError::state(R::TABLE, "lecture"))?;
            let (given, taken) = (buffer.len(), decoder.decode(buffer).map_err(columns)?);
            lines.consume(taken);
            // Less than what was given is taken when a batch is full; nothing is given at the end.
            if (taken < given || given == 0)
                && let Some(batch) = decoder.flush().map_err(columns)?
            {
                writer.write(&filled(&batch, constants).map_err(columns)?).await?;
            }
            if given == 0 {
                return writer.finish().await;
            }
        }
    }
}

/// Gives columns of a batch one value each.
fn filled(batch: &RecordBatch, constants: &[(&str, &str)]) -> Result<RecordBatch, ArrowError> {
    let schema = batch.schema();
    let mut columns = batch.columns().to_vec();
    for (name, value) in constants {
        let index = schema.index_of(name)?;
        let value = ScalarValue::from(*value).cast_to(schema.field(index).data_type())?;
        columns[index] = value.to_array_of_size(batch.num_rows())?;
    }
    RecordBatch::try_new(schema, columns)
}

/// Returns the name and the columns of one of courtier's own tables.
fn table_of<R: Record>() -> Result<(TableName, Arc<Schema>), LakeError> {
    let name = TableName::new(R::SCHEMA, R::TABLE).map_err(LakeError::state(R::TABLE, "ouverture"))?;
    let columns = R::columns().into_iter().map(|(column, data_type)| Field::new(column, data_type, true));
    Ok((name, Arc::new(Schema::new(columns.collect::<Vec<_>>()))))
}

//! `courtier ingest`: files to bronze, silver and quality, in one publication.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use courtier_contract::{Contract, Contracts};
use courtier_core::{Clock, Schema, TableName};
use courtier_extract::{Discovery, Export, FileFacts, Ignored, Limits, ShapeColumn, TableShape, discover};
use courtier_lake::{
    FileRecord, KEY, KeyHash, KeyIndex, LEVEL, Lake, LakeError, LakeSession, LoadShape, PartitionValues, Publication,
    ReconciliationRecord, TARGET_TABLE, TestRecord, ViolationLevel, audit, bronze_schema, drop_rows, read_keys,
    rejected_schema, silver_schema, violations_schema,
};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use hashbrown::HashSet;

use crate::audit_silver::{audit_silver, fail_on_errors};
use crate::full_export::{FullExport, FullExports};
use crate::known_files::KnownFiles;
use crate::load_file::{LoadTargets, Loaded, hash_file, load_file};
use crate::table_violations::record_table_violations;
use crate::{JobError, Observer, Run};

/// What to load, and how.
#[derive(Debug, Clone)]
pub struct IngestRequest {
    /// Files, folders and archives.
    pub paths: Vec<PathBuf>,
    /// Whether the files are full exports (keys they lack are gone) or partial ones; `None`: a file that has at least
    /// half of the keys of its table is taken as full.
    pub full: Option<bool>,
    /// Whether to load a file even when its bytes were loaded before (to go back to an older export).
    pub force: bool,
    /// Bounds that keep a hostile file from taking the machine.
    pub limits: Limits,
}

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileOutcome {
    /// Loaded; the record says where its rows went.
    Loaded(ReconciliationRecord),
    /// The same bytes were loaded before: nothing to do.
    AlreadyLoaded,
}

/// What became of the files of an ingest.
#[derive(Debug, Clone)]
pub struct IngestReport {
    /// Run.
    pub run_id: String,
    /// Each recognised file: name, table, outcome.
    pub files: Vec<(String, String, FileOutcome)>,
    /// Files left aside.
    pub ignored: Vec<Ignored>,
    /// Results of the tests on the new data.
    pub tests: Vec<TestRecord>,
}

/// Loads files.
///
/// # Errors
/// [`JobError`]; nothing is published then, and the failed run is recorded.
pub fn ingest<'a>(
    lake: &'a Lake,
    contracts: &'a Contracts,
    request: &'a IngestRequest,
    clock: Arc<dyn Clock>,
    observer: Arc<dyn Observer>,
) -> BoxFuture<'a, Result<IngestReport, JobError>> {
    async move {
        let mut run = Run::start(lake, "ingest", clock, observer)?;
        let prepared = prepare(lake, contracts, request, &mut run).await;
        run.end(lake, prepared).await
    }
    .boxed()
}

async fn prepare<'l>(
    lake: &'l Lake,
    contracts: &Contracts,
    request: &IngestRequest,
    run: &mut Run,
) -> Result<(Publication<'l>, IngestReport), JobError> {
    let publication = Publication::begin(lake, run.lock()).await?;
    let Discovery { mut exports, ignored } = {
        let (paths, shapes, limits) = (request.paths.clone(), shapes(contracts), request.limits);
        tokio::task::spawn_blocking(move || discover(&paths, &shapes, &limits))
            .await
            .map_err(|error| JobError::Worker(error.to_string()))??
    };
    // The answer must not depend on the order in which files were named.
    exports.sort_by(|a, b| (&a.table, &a.name).cmp(&(&b.table, &b.name)));
    let known = KnownFiles::read(&LakeSession::on(lake, publication.published())?).await?;
    let mut ingest = Ingest {
        contracts,
        request,
        publication,
        known,
        indexes: BTreeMap::new(),
        known_before: BTreeMap::new(),
        met: BTreeMap::new(),
        incomplete: BTreeSet::new(),
    };
    let mut files = Vec::new();
    for export in &exports {
        let outcome = ingest.file(export, run).await?;
        files.push((export.name.clone(), export.table.clone(), outcome));
    }
    let touched: BTreeSet<String> = files
        .iter()
        .filter(|(_, _, outcome)| matches!(outcome, FileOutcome::Loaded(_)))
        .map(|(_, table, _)| table.clone())
        .collect();
    let exports = ingest.full_exports();
    count_gone(&mut files, &exports);
    let mut publication = ingest.publication;
    let records: Vec<ReconciliationRecord> = files
        .iter()
        .filter_map(|(_, _, outcome)| match outcome {
            FileOutcome::Loaded(record) => Some(record.clone()),
            FileOutcome::AlreadyLoaded => None,
        })
        .collect();
    let mut tests = Vec::new();
    if !touched.is_empty() {
        publication.append(&records).await?;
        run.begin_step("contrôle", None);
        record_table_violations(&mut publication, contracts, &touched, &exports, run).await?;
        tests = audit_silver(&publication, contracts, &touched, run).await?;
        publication.append(&tests).await?;
        run.end_step("contrôle", None);
        fail_on_errors(&tests)?;
    }
    Ok((publication, IngestReport { run_id: run.id.clone(), files, ignored, tests }))
}

/// Writes how many keys are gone on the last file of each full export.
fn count_gone(files: &mut [(String, String, FileOutcome)], exports: &FullExports) {
    for (table, export) in exports {
        let of_table = files.iter_mut().filter(|(_, of, _)| of == table);
        let records = of_table.filter_map(|(_, _, outcome)| match outcome {
            FileOutcome::Loaded(record) => Some(record),
            FileOutcome::AlreadyLoaded => None,
        });
        if let Some(record) = records.last() {
            record.cles_disparues = Some(i64::try_from(export.gone).unwrap_or(i64::MAX));
        }
    }
}

fn shapes(contracts: &Contracts) -> Vec<TableShape> {
    contracts
        .iter()
        .map(|contract| TableShape {
            table: contract.table().to_owned(),
            columns: contract
                .columns()
                .iter()
                .map(|column| ShapeColumn { source_name: column.source_name.clone(), required: column.required })
                .collect(),
        })
        .collect()
}

/// An ingest in progress.
struct Ingest<'l, 'r> {
    contracts: &'r Contracts,
    request: &'r IngestRequest,
    publication: Publication<'l>,
    known: KnownFiles,
    /// Keys of each table touched so far.
    indexes: BTreeMap<String, KeyIndex>,
    /// How many keys each table had before the run.
    known_before: BTreeMap<String, usize>,
    /// Keys that the files of the run have, by table: the files of a table are one export, in one part or several.
    met: BTreeMap<String, HashSet<KeyHash>>,
    /// Tables a file of which was left aside because it was loaded before: the keys of their export are not all known.
    incomplete: BTreeSet<String>,
}

impl Ingest<'_, '_> {
    /// Compares each table with the export that its files make: the keys that a full export lacks are gone.
    fn full_exports(&mut self) -> FullExports {
        let mut exports = FullExports::new();
        for (table, keys) in std::mem::take(&mut self.met) {
            // Every key of the files is in the table by now: what it has gained is new.
            let after = self.indexes.get(&table).map_or(0, KeyIndex::known_len);
            let before = self.known_before.get(&table).copied().unwrap_or_default();
            let had = keys.len().saturating_sub(after.saturating_sub(before));
            let is_whole = !self.incomplete.contains(&table);
            if is_whole && self.request.full.unwrap_or(had * 2 >= before) {
                let gone = after.saturating_sub(keys.len());
                exports.insert(table, FullExport { keys, gone });
            }
        }
        exports
    }

    async fn file(&mut self, export: &Export, run: &mut Run) -> Result<FileOutcome, JobError> {
        // A file already loaded has the same size: only then is it worth reading it once just to hash it.
        if self.known.has_size(&export.table, export.size_bytes) {
            let facts = hash_file(export).await?;
            if !self.request.force && self.known.has_hash(&export.table, &hex(&facts)) {
                if !self.known.is_of_this_run(&export.table, &hex(&facts)) {
                    self.incomplete.insert(export.table.clone());
                }
                return Ok(FileOutcome::AlreadyLoaded);
            }
        }
        let Some(contract) = self.contracts.get(&export.table) else {
            return Err(JobError::Worker(format!("table `{}` sans contrat", export.table)));
        };
        let step = format!("chargement {}", export.table);
        run.begin_step(&step, Some(export.size_bytes));
        let loaded = self.load(contract, export, run).await?;
        let record = self.place(contract, export, loaded, run).await?;
        run.end_step(&step, Some(record.lues));
        Ok(FileOutcome::Loaded(record))
    }

    /// Reads the file and writes the new Parquet files.
    async fn load(&mut self, contract: &Contract, export: &Export, run: &Run) -> Result<Loaded, JobError> {
        let extras: Vec<String> = export.layout.extras.iter().map(|(_, name)| name.clone()).collect();
        let [bronze, silver, violations, rejected] = tables(contract.table())?;
        let publication = &mut self.publication;
        let bronze_columns = bronze_schema(contract, &extras);
        publication.stage(&bronze, &bronze_columns, &[audit::SOURCE_SHA256]).await?;
        publication.stage(&silver, &silver_schema(contract), &[]).await?;
        publication.stage(&violations, &violations_schema(), &[TARGET_TABLE, LEVEL]).await?;
        publication.stage(&rejected, &rejected_schema(), &[TARGET_TABLE]).await?;
        let staged = |name: &TableName| {
            publication.staged(name).ok_or_else(|| JobError::Worker(format!("table `{name}` non préparée")))
        };
        let index = match self.indexes.remove(contract.table()) {
            Some(index) => index,
            None => {
                let index = read_keys(staged(&silver)?, &contract.key().1.name).await?;
                self.known_before.insert(contract.table().to_owned(), index.known_len());
                index
            }
        };
        let shape = LoadShape::new(contract.clone(), &extras, run.id.clone(), run.started_at, export.name.clone());
        let targets = LoadTargets {
            bronze: staged(&bronze)?,
            silver: staged(&silver)?,
            violations: staged(&violations)?,
            rejected: staged(&rejected)?,
            workers: publication.lake().engine().thread_count(),
        };
        load_file(export, shape, &targets, index, &run.observer()).await
    }

    /// Puts the new files in their tables, drops the rows they replace, and checks that the counts add up.
    async fn place(
        &mut self,
        contract: &Contract,
        export: &Export,
        loaded: Loaded,
        run: &Run,
    ) -> Result<ReconciliationRecord, JobError> {
        let Loaded { counts, files, facts, mut index } = loaded;
        let [bronze, silver, violations, rejected] = tables(contract.table())?;
        let sha256 = hex(&facts);
        let of_table = PartitionValues::from([(TARGET_TABLE.to_owned(), contract.table().to_owned())]);
        let of_level = |level: ViolationLevel| {
            let mut partition = of_table.clone();
            partition.insert(LEVEL.to_owned(), level.as_str().to_owned());
            partition
        };

        let table = stage_again(&mut self.publication, &silver)?;
        drop_rows(table, &contract.key().1.name, index.replaced(), |_| true).await?;
        table.add(files.silver, &PartitionValues::new()).await?;
        let table = stage_again(&mut self.publication, &violations)?;
        let of_rows = of_level(ViolationLevel::Row);
        drop_rows(table, KEY, index.replaced(), |file| file.is_in(&of_rows)).await?;
        table.add(files.violations, &of_rows).await?;
        // What was said of a key against an older file is over when a newer one has the key.
        let met = index.met_keys();
        let of_duplicates = of_level(ViolationLevel::Duplicate);
        for partition in [&of_duplicates, &of_level(ViolationLevel::Export)] {
            drop_rows(table, KEY, &met, |file| file.is_in(partition)).await?;
        }
        table.add(files.duplicates, &of_duplicates).await?;
        let of_file = PartitionValues::from([(audit::SOURCE_SHA256.to_owned(), sha256.clone())]);
        // Bronze and the rejected lines hold each file once, even when it is loaded again.
        if !self.known.has_hash(contract.table(), &sha256) {
            stage_again(&mut self.publication, &bronze)?.add(files.bronze, &of_file).await?;
            stage_again(&mut self.publication, &rejected)?.add(files.rejected, &of_table).await?;
        }

        let record = ReconciliationRecord {
            fichier: export.name.clone(),
            table_cible: contract.table().to_owned(),
            lues: counts.read,
            inserees: counts.inserted,
            mises_a_jour: counts.updated,
            inchangees: counts.unchanged,
            doublons: counts.duplicates,
            rejetees: counts.rejected,
            cles_disparues: None,
            run_id: run.id.clone(),
            charge_le: run.started_at,
        };
        if !record.is_balanced() {
            let placed = record.inserees + record.mises_a_jour + record.inchangees + record.doublons + record.rejetees;
            return Err(JobError::Unbalanced { file: export.name.clone(), read: record.lues, placed });
        }
        self.met.entry(contract.table().to_owned()).or_default().extend(met);
        self.publication.append(&[file_record(export, &facts, counts.reencoded, run)]).await?;
        self.known.add_of_this_run(&export.table, facts.size_bytes, sha256);
        index.end_file();
        self.indexes.insert(contract.table().to_owned(), index);
        Ok(record)
    }
}

fn file_record(export: &Export, facts: &FileFacts, reencoded: i64, run: &Run) -> FileRecord {
    let layout = &export.layout;
    FileRecord {
        sha256: hex(facts),
        fichier: export.name.clone(),
        table_cible: export.table.clone(),
        taille_octets: i64::try_from(facts.size_bytes).unwrap_or(i64::MAX),
        separateur: char::from(layout.delimiter).to_string(),
        lignes_reencodees: reencoded,
        colonnes_inconnues: i64::try_from(layout.extras.len()).unwrap_or(i64::MAX),
        colonnes_absentes: i64::try_from(layout.columns.iter().filter(|c| c.is_none()).count()).unwrap_or(i64::MAX),
        run_id: run.id.clone(),
        charge_le: run.started_at,
    }
}

fn tables(table: &str) -> Result<[TableName; 4], LakeError> {
    let name = |schema, table: &str| {
        TableName::new(schema, table)
            .map_err(|error| LakeError::Model { model: table.to_owned(), reason: error.to_string() })
    };
    Ok([
        name(Schema::Bronze, table)?,
        name(Schema::Silver, table)?,
        name(Schema::Quality, "violations")?,
        name(Schema::Quality, "lignes_rejetees")?,
    ])
}

fn stage_again<'p>(
    publication: &'p mut Publication<'_>,
    name: &TableName,
) -> Result<&'p mut courtier_lake::StagedTable, JobError> {
    publication.staged_mut(name).ok_or_else(|| JobError::Worker(format!("table `{name}` non préparée")))
}

fn hex(facts: &FileFacts) -> String {
    facts.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
}

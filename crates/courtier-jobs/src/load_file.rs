//! Loads one file into bronze, silver and quality: one thread reads and frames, the others parse, type and encode.

use std::sync::Arc;

use courtier_contract::{Rule, Severity};
use courtier_extract::{Block, Export, FileFacts, Record};
use courtier_lake::{
    BlockRows, BlockRowsBuilder, Finding, KeyIndex, LoadShape, RejectedRow, RowFate, StagedTable, TableWriter,
    Violation, rejected_batch, violations_batch,
};
use datafusion::arrow::array::BooleanArray;
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::SchemaRef;
use deltalake_core::kernel::Add;
use tokio::sync::{Mutex, mpsc, watch};
use tokio::task::JoinSet;

use crate::{JobError, Observer};

/// Blocks waiting between the reader and the workers: bounds the memory, and keeps workers fed.
const BLOCKS_IN_FLIGHT: usize = 4;
/// Violations of a level kept by a worker before they are written.
const VIOLATIONS_BUFFERED: usize = 50_000;

/// Where the rows of a file went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct LoadCounts {
    /// Rows read.
    pub(crate) read: i64,
    /// Rows whose key is new.
    pub(crate) inserted: i64,
    /// Rows whose key was known and a cell changed.
    pub(crate) updated: i64,
    /// Rows whose key was known and no cell changed.
    pub(crate) unchanged: i64,
    /// Rows whose key occurred earlier in the file.
    pub(crate) duplicates: i64,
    /// Rows that are not in silver.
    pub(crate) rejected: i64,
    /// Rows read as Windows-1252.
    pub(crate) reencoded: i64,
}

impl LoadCounts {
    fn add(&mut self, other: Self) {
        self.read += other.read;
        self.inserted += other.inserted;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.duplicates += other.duplicates;
        self.rejected += other.rejected;
        self.reencoded += other.reencoded;
    }
}

/// Files written for a load, not yet part of their tables.
#[derive(Debug, Default)]
pub(crate) struct LoadedFiles {
    /// For `bronze.<table>`.
    pub(crate) bronze: Vec<Add>,
    /// For `silver.<table>`.
    pub(crate) silver: Vec<Add>,
    /// For `quality.violations`, level row.
    pub(crate) violations: Vec<Add>,
    /// For `quality.violations`, level duplicate.
    pub(crate) duplicates: Vec<Add>,
    /// For `quality.lignes_rejetees`.
    pub(crate) rejected: Vec<Add>,
}

impl LoadedFiles {
    fn extend(&mut self, other: Self) {
        self.bronze.extend(other.bronze);
        self.silver.extend(other.silver);
        self.violations.extend(other.violations);
        self.duplicates.extend(other.duplicates);
        self.rejected.extend(other.rejected);
    }
}

/// The tables that a load writes to.
#[derive(Debug)]
pub(crate) struct LoadTargets<'a> {
    /// `bronze.<table>`.
    pub(crate) bronze: &'a StagedTable,
    /// `silver.<table>`.
    pub(crate) silver: &'a StagedTable,
    /// `quality.violations`.
    pub(crate) violations: &'a StagedTable,
    /// `quality.lignes_rejetees`.
    pub(crate) rejected: &'a StagedTable,
    /// Workers that parse and encode side by side.
    pub(crate) workers: usize,
}

/// What the load of a file gave.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// Where the rows went.
    pub(crate) counts: LoadCounts,
    /// Files to add to the tables.
    pub(crate) files: LoadedFiles,
    /// Size, hash and lines of the source file.
    pub(crate) facts: FileFacts,
    /// Keys before the file and in it.
    pub(crate) index: KeyIndex,
}

/// Reads a file to its end and returns its facts, without loading it.
///
/// # Errors
/// [`JobError::Extract`] when the file cannot be read.
pub(crate) async fn hash_file(export: &Export) -> Result<FileFacts, JobError> {
    let export = export.clone();
    let facts = tokio::task::spawn_blocking(move || export.open()?.finish());
    Ok(facts.await.map_err(|error| JobError::Worker(error.to_string()))??)
}

/// Loads a file: every row goes to bronze, every new or changed row to silver, everything wrong to quality.
///
/// # Errors
/// [`JobError`] when the file cannot be read or the lake cannot be written; nothing is part of a table then.
pub(crate) async fn load_file(
    export: &Export,
    shape: LoadShape,
    targets: &LoadTargets<'_>,
    index: KeyIndex,
    observer: &Arc<dyn Observer>,
) -> Result<Loaded, JobError> {
    let (blocks, incoming) = mpsc::channel::<(u64, Block)>(BLOCKS_IN_FLIGHT);
    let source = export.clone();
    let reader = tokio::task::spawn_blocking(move || -> Result<FileFacts, JobError> {
        let mut reader = source.open()?;
        for (number, block) in (0_u64..).zip(reader.by_ref()) {
            if blocks.blocking_send((number, block?)).is_err() {
                // The workers are gone: one of them has the error to report.
                return Err(JobError::Stopped);
            }
        }
        Ok(reader.finish()?)
    });
    let (turn, _) = watch::channel(0_u64);
    let shared = Arc::new(Shared {
        shape,
        export: export.clone(),
        incoming: Mutex::new(incoming),
        index: Mutex::new(index),
        turn,
        observer: Arc::clone(observer),
    });
    let mut workers = JoinSet::new();
    for _ in 0..targets.workers {
        workers.spawn(Worker::new(Arc::clone(&shared), targets).run());
    }
    let mut counts = LoadCounts::default();
    let mut files = LoadedFiles::default();
    while let Some(worked) = workers.join_next().await {
        // Dropping the set on an error stops the other workers, which closes the channel and stops the reader.
        let (worker_counts, worker_files) = worked.map_err(|error| JobError::Worker(error.to_string()))??;
        counts.add(worker_counts);
        files.extend(worker_files);
    }
    let facts = reader.await.map_err(|error| JobError::Worker(error.to_string()))??;
    let shared = Arc::into_inner(shared).ok_or_else(|| JobError::Worker("tâche encore active".to_owned()))?;
    Ok(Loaded { counts, files, facts, index: shared.index.into_inner() })
}

/// What the workers of a load share.
#[derive(Debug)]
struct Shared {
    shape: LoadShape,
    export: Export,
    incoming: Mutex<mpsc::Receiver<(u64, Block)>>,
    index: Mutex<KeyIndex>,
    /// Number of the block whose rows may be decided now: fates depend on the order of the file.
    turn: watch::Sender<u64>,
    observer: Arc<dyn Observer>,
}

struct Worker {
    shared: Arc<Shared>,
    bronze: TableWriter,
    silver: TableWriter,
    violations: ViolationWriter,
    duplicates: ViolationWriter,
    rejected: TableWriter,
    rejected_schema: SchemaRef,
    counts: LoadCounts,
}

impl Worker {
    fn new(shared: Arc<Shared>, targets: &LoadTargets<'_>) -> Self {
        Self {
            shared,
            bronze: targets.bronze.writer(),
            silver: targets.silver.writer(),
            violations: ViolationWriter::new(targets.violations),
            duplicates: ViolationWriter::new(targets.violations),
            rejected: targets.rejected.writer(),
            rejected_schema: targets.rejected.file_schema(),
            counts: LoadCounts::default(),
        }
    }

    async fn run(mut self) -> Result<(LoadCounts, LoadedFiles), JobError> {
        loop {
            let next = self.shared.incoming.lock().await.recv().await;
            let Some((number, block)) = next else { break };
            let bytes = block.bytes() as u64;
            let rows = self.parse(&block)?;
            drop(block);
            let fates = decide(&self.shared, number, &rows).await;
            self.shared.observer.advance(bytes, rows.rows_read);
            self.write(rows, &fates).await?;
        }
        let files = LoadedFiles {
            bronze: self.bronze.finish().await?,
            silver: self.silver.finish().await?,
            violations: self.violations.finish(&self.shared.shape).await?,
            duplicates: self.duplicates.finish(&self.shared.shape).await?,
            rejected: self.rejected.finish().await?,
        };
        Ok((self.counts, files))
    }

    fn parse(&mut self, block: &Block) -> Result<BlockRows, JobError> {
        let layout = &self.shared.export.layout;
        let positions: Vec<Option<usize>> =
            layout.columns.iter().copied().chain(layout.extras.iter().map(|(position, _)| Some(*position))).collect();
        let mut rows = BlockRowsBuilder::new(&self.shared.shape, block.bytes() / 256);
        let mut records = block.records(layout);
        while let Some(record) = records.next_record() {
            match record {
                Record::Row { line, cells, reencoded } => {
                    self.counts.reencoded += i64::from(reencoded);
                    rows.push(signed(line), |column| {
                        positions.get(column).copied().flatten().map(|position| cells.get(position))
                    });
                }
                Record::Rejected { line, reason, raw } => rows.reject(RejectedRow {
                    line: signed(line),
                    reason: reason.code().to_owned(),
                    explanation: reason.to_string(),
                    text: Some(raw.into_owned()),
                }),
            }
        }
        Ok(rows.finish()?)
    }

    async fn write(&mut self, rows: BlockRows, fates: &[RowFate]) -> Result<(), JobError> {
        self.count(&rows, fates);
        self.bronze.write(&rows.bronze).await?;
        let stays = |fate: &RowFate| matches!(fate, RowFate::Inserted | RowFate::Updated);
        if fates.iter().all(stays) {
            self.silver.write(&rows.silver).await?;
        } else {
            let selection: BooleanArray = fates.iter().map(|fate| Some(stays(fate))).collect();
            let selected =
                filter_record_batch(&rows.silver, &selection).map_err(|error| JobError::Worker(error.to_string()))?;
            self.silver.write(&selected).await?;
        }
        for (row, violation) in rows.violations {
            if fates.get(row).is_some_and(stays) {
                self.violations.pending.push(violation);
            }
        }
        let (key_position, key) = self.shared.shape.contract.key();
        let keys = rows.silver.column(key_position);
        for (row, fate) in fates.iter().enumerate() {
            if *fate == RowFate::Duplicate {
                let text = datafusion::arrow::util::display::array_value_to_string(keys, row).ok();
                self.duplicates.pending.push(Violation {
                    rule: Rule::CleDupliquee,
                    severity: Severity::Avertissement,
                    column: Some(key.name.clone()),
                    key: text,
                    value: None,
                    file: None,
                    line: rows.lines.get(row).copied(),
                });
            }
        }
        if !rows.rejected.is_empty() {
            let batch = rejected_batch(&self.rejected_schema, &rows.rejected, finding(&self.shared.shape))
                .map_err(|error| JobError::Worker(error.to_string()))?;
            self.rejected.write(&batch).await?;
        }
        self.violations.write_if_many(&self.shared.shape).await?;
        self.duplicates.write_if_many(&self.shared.shape).await
    }

    fn count(&mut self, rows: &BlockRows, fates: &[RowFate]) {
        self.counts.read += signed(rows.rows_read);
        self.counts.rejected += i64::try_from(rows.rejected.len()).unwrap_or(i64::MAX);
        for fate in fates {
            match fate {
                RowFate::Inserted => self.counts.inserted += 1,
                RowFate::Updated => self.counts.updated += 1,
                RowFate::Unchanged => self.counts.unchanged += 1,
                RowFate::Duplicate => self.counts.duplicates += 1,
            }
        }
    }
}

/// Writes violations of one level, many at a time.
struct ViolationWriter {
    writer: TableWriter,
    schema: SchemaRef,
    pending: Vec<Violation>,
}

impl ViolationWriter {
    fn new(violations: &StagedTable) -> Self {
        Self { writer: violations.writer(), schema: violations.file_schema(), pending: Vec::new() }
    }

    async fn write_if_many(&mut self, shape: &LoadShape) -> Result<(), JobError> {
        if self.pending.len() >= VIOLATIONS_BUFFERED { self.write(shape).await } else { Ok(()) }
    }

    async fn write(&mut self, shape: &LoadShape) -> Result<(), JobError> {
        let violations = std::mem::take(&mut self.pending);
        if !violations.is_empty() {
            let batch = violations_batch(&self.schema, &violations, finding(shape))
                .map_err(|error| JobError::Worker(error.to_string()))?;
            self.writer.write(&batch).await?;
        }
        Ok(())
    }

    async fn finish(mut self, shape: &LoadShape) -> Result<Vec<Add>, JobError> {
        self.write(shape).await?;
        Ok(self.writer.finish().await?)
    }
}

/// Decides the fate of each row of a block, after those of all earlier blocks.
async fn decide(shared: &Shared, number: u64, rows: &BlockRows) -> Vec<RowFate> {
    let mut turns = shared.turn.subscribe();
    // The sender lives as long as `shared`, so waiting cannot fail.
    let _closed = turns.wait_for(|turn| *turn == number).await.is_err();
    let mut index = shared.index.lock().await;
    let fates = rows.keys.iter().map(|(key, hash)| index.decide(*key, *hash)).collect();
    drop(index);
    shared.turn.send_replace(number + 1);
    fates
}

fn finding(shape: &LoadShape) -> Finding<'_> {
    Finding { file: &shape.source_file, run_id: &shape.run_id, found_at: shape.loaded_at }
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

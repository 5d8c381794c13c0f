//! Several tables changed together: all of them or none, whatever happens to the process.
//!
//! Delta commits are atomic for one table. courtier makes a publication of several tables atomic with a redo log:
//!
//! 1. the new Parquet files are written beside the old ones (no reader sees them), and audited;
//! 2. the Delta actions of every table go to `pending.json` in one atomic put: from here on the publication will happen;
//! 3. each table's actions are committed with the application transaction `(courtier, generation)`;
//! 4. `published.json` names the new version of every table, then `pending.json` goes.
//!
//! A process killed before 2 leaves files that nobody references; killed after 2, the next writer repeats 3 and 4, and
//! the application transaction tells it which tables are already done.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use courtier_core::TableName;
use datafusion::arrow::datatypes::Schema;
use deltalake_core::DeltaTable;
use deltalake_core::kernel::transaction::{CommitBuilder, CommitProperties, TableReference};
use deltalake_core::kernel::{Action, Transaction};
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};

use crate::{Lake, LakeError, Published, StagedTable, WriteLock};

/// Name under which courtier's generations are recorded in each table's log.
const APPLICATION: &str = "courtier";

/// A publication that has been decided.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    generation: i64,
    run_id: String,
    published_at: DateTime<Utc>,
    tables: BTreeMap<String, Vec<Action>>,
}

impl Pending {
    const FILE: &'static str = "pending.json";
}

/// The tables that a run is about to publish.
#[derive(Debug)]
pub struct Publication<'l> {
    lake: &'l Lake,
    published: Published,
    staged: BTreeMap<TableName, StagedTable>,
}

impl<'l> Publication<'l> {
    /// Starts from what is published now. Finishes first a publication that a killed process had decided.
    ///
    /// # Errors
    /// [`LakeError`] when the lake's state cannot be read or a pending publication cannot be finished.
    pub fn begin<'a>(lake: &'l Lake, _lock: &'a WriteLock) -> BoxFuture<'a, Result<Self, LakeError>>
    where
        'l: 'a,
    {
        async move {
            let mut published = lake.published().await?;
            if let Some(pending) = lake.read_state::<Pending>(Pending::FILE).await? {
                if pending.generation > published.generation {
                    tracing::warn!(generation = pending.generation, "finishing the publication of an interrupted run");
                    published = apply(lake, published, pending, BTreeMap::new()).await?;
                }
                lake.delete_state(Pending::FILE).await?;
            }
            Ok(Self { lake, published, staged: BTreeMap::new() })
        }
        .boxed()
    }

    /// Returns the lake.
    #[must_use]
    pub const fn lake(&self) -> &'l Lake {
        self.lake
    }

    /// Returns what readers see while this publication is prepared.
    #[must_use]
    pub const fn published(&self) -> &Published {
        &self.published
    }

    /// Opens a table for change; a second call for the same table returns the same staged table.
    ///
    /// # Errors
    /// [`LakeError`] when the table cannot be opened or its stored columns do not fit `schema`.
    pub fn stage<'a: 'b, 'b>(
        &'a mut self,
        name: &'b TableName,
        schema: &'b Schema,
        partition_columns: &'b [&'b str],
    ) -> BoxFuture<'b, Result<&'a mut StagedTable, LakeError>> {
        async move {
            let staged = match self.staged.remove(name) {
                Some(staged) => staged,
                None => StagedTable::open(self.lake, name, schema, partition_columns).await?,
            };
            Ok(self.staged.entry(name.clone()).or_insert(staged))
        }
        .boxed()
    }

    /// Returns a staged table.
    #[must_use]
    pub fn staged(&self, name: &TableName) -> Option<&StagedTable> {
        self.staged.get(name)
    }

    /// Returns a staged table, for change.
    pub fn staged_mut(&mut self, name: &TableName) -> Option<&mut StagedTable> {
        self.staged.get_mut(name)
    }

    /// Returns the staged tables in name order.
    pub fn staged_tables(&self) -> impl Iterator<Item = &StagedTable> {
        self.staged.values()
    }

    /// Refuses to publish over tables that are newer than what `published.json` says: the state folder was lost or is an
    /// older copy, and a generation used twice would be taken for one already committed.
    async fn check_in_step(&self) -> Result<(), LakeError> {
        for staged in self.staged.values() {
            let done = staged.last_generation(APPLICATION).await?.unwrap_or_default();
            if done > self.published.generation {
                return Err(LakeError::OutOfStep {
                    table: staged.name().clone(),
                    done,
                    published: self.published.generation,
                });
            }
        }
        Ok(())
    }

    /// Publishes the staged tables that changed, all together.
    ///
    /// # Errors
    /// [`LakeError`] when the decision could not be recorded (nothing happened), or when a commit failed after it (the
    /// next writer finishes it).
    pub fn commit<'a>(self, run_id: &'a str, now: DateTime<Utc>) -> BoxFuture<'a, Result<Published, LakeError>>
    where
        'l: 'a,
    {
        async move {
            self.check_in_step().await?;
            let (mut tables, mut opened) = (BTreeMap::new(), BTreeMap::new());
            for (name, staged) in self.staged {
                if staged.is_changed() {
                    opened.extend(staged.current().map(|table| (name.clone(), table.clone())));
                    tables.insert(name.to_string(), staged.into_actions(now)?);
                }
            }
            if tables.is_empty() {
                return Ok(self.published);
            }
            let generation = self.published.generation + 1;
            let pending = Pending { generation, run_id: run_id.to_owned(), published_at: now, tables };
            self.lake.write_state(Pending::FILE, &pending).await?;
            let published = apply(self.lake, self.published, pending, opened).await?;
            self.lake.delete_state(Pending::FILE).await?;
            Ok(published)
        }
        .boxed()
    }
}

/// Commits every table of a decided publication that is not committed yet, then shows the result to readers. Tables that were
/// opened under the lock that is held, and do not have the generation, need not be read again.
async fn apply(
    lake: &Lake,
    mut published: Published,
    pending: Pending,
    mut opened: BTreeMap<TableName, DeltaTable>,
) -> Result<Published, LakeError> {
    let generation = pending.generation;
    let names: Vec<(TableName, Vec<Action>)> = pending
        .tables
        .into_iter()
        .map(|(name, actions)| Ok((name.parse()?, actions)))
        .collect::<Result<_, courtier_core::TableNameError>>()
        .map_err(LakeError::state(Pending::FILE, "lecture"))?;
    // Tables are independent: committing them side by side costs one commit's time, not their sum.
    let commits = names.into_iter().map(|(name, actions)| {
        let opened = opened.remove(&name);
        async move {
            let version = commit_table(lake, &name, opened, actions, generation).await?;
            Ok::<_, LakeError>((name, version))
        }
    });
    for (name, version) in futures::future::try_join_all(commits).await? {
        published.set(&name, version);
    }
    published.generation = generation;
    if published.origin.is_empty() {
        published.origin.clone_from(&pending.run_id);
    }
    published.run_id = pending.run_id;
    published.published_at = pending.published_at;
    lake.write_state(Published::FILE, &published).await?;
    Ok(published)
}

/// Commits one table of generation `generation`, unless its log says that this was done. Returns its version.
async fn commit_table(
    lake: &Lake,
    name: &TableName,
    opened: Option<DeltaTable>,
    actions: Vec<Action>,
    generation: i64,
) -> Result<u64, LakeError> {
    let failed = || LakeError::table(name, "validation");
    let log_store = lake.log_store(name)?;
    let mut table = opened;
    if table.is_none() && log_store.is_delta_table_location().await.map_err(failed())? {
        let mut found = DeltaTable::new(Arc::clone(&log_store));
        found.load().await.map_err(failed())?;
        let snapshot = found.snapshot().map_err(failed())?.snapshot();
        let done = snapshot.transaction_version(log_store.as_ref(), APPLICATION).await.map_err(failed())?;
        if done == Some(generation) {
            return Ok(snapshot.version());
        }
        table = Some(found);
    }
    let snapshot = table.as_ref().map(DeltaTable::snapshot).transpose().map_err(failed())?;
    let properties =
        CommitProperties::default().with_application_transaction(Transaction::new(APPLICATION, generation));
    let operation = DeltaOperation::Write { mode: SaveMode::Append, partition_by: None, predicate: None };
    let committed = CommitBuilder::from(properties)
        .with_actions(actions)
        .build(snapshot.map(|snapshot| snapshot as &dyn TableReference), log_store, operation)
        .await
        .map_err(failed())?;
    Ok(committed.version())
}

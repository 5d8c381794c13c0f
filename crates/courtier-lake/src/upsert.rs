//! Upsert by key: which rows a table holds before a load, and how the replaced ones leave it.

use std::sync::Arc;

use datafusion::arrow::array::{BooleanArray, RecordBatch, cast::AsArray as _};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::{Int64Type, Schema, SchemaRef};
use futures::TryStreamExt as _;
use hashbrown::HashSet;

use crate::row_fate::{KeyHash, KeyIndex, key_hash};
use crate::table_columns::audit;
use crate::{LakeError, PartitionValues, StagedTable, TableFile};

/// Reads the keys and row hashes of a table before a load.
///
/// # Errors
/// [`LakeError`] when a file of the table cannot be read.
pub async fn read_keys(staged: &StagedTable, key_column: &str) -> Result<KeyIndex, LakeError> {
    let mut index = KeyIndex::default();
    let wanted = columns_of(staged, &[key_column, audit::ROW_HASH])?;
    for file in staged.files() {
        let mut rows = staged.file_rows(file, &wanted).await?;
        while let Some(batch) = rows.try_next().await? {
            let keys = batch.column(0).as_string::<i32>();
            let hashes = batch.column(1).as_primitive::<Int64Type>();
            for (key, hash) in keys.iter().zip(hashes) {
                if let (Some(key), Some(hash)) = (key, hash) {
                    index.insert_known(key_hash(key), hash);
                }
            }
        }
    }
    Ok(index)
}

/// Drops from a staged table the rows whose `key_column` is one of `keys`, in the files that `candidates` selects:
/// files that hold such a row are rewritten without it, the others stay as they are.
///
/// # Errors
/// [`LakeError`] when a file cannot be read or written.
pub async fn drop_rows(
    staged: &mut StagedTable,
    key_column: &str,
    keys: &HashSet<KeyHash>,
    candidates: impl Fn(&TableFile) -> bool,
) -> Result<(), LakeError> {
    if keys.is_empty() {
        return Ok(());
    }
    let key_only = columns_of(staged, &[key_column])?;
    let all = staged.file_schema();
    let files: Vec<TableFile> = staged.files().filter(|file| candidates(file)).cloned().collect();
    for file in files {
        if !holds_a_key(staged, &file, &key_only, keys).await? {
            continue;
        }
        let mut writer = staged.writer();
        let mut rows = staged.file_rows(&file, &all).await?;
        while let Some(batch) = rows.try_next().await? {
            let keep = kept_rows(&batch, key_column, keys);
            let kept = filter_record_batch(&batch, &keep)
                .map_err(|source| LakeError::Columns { table: staged.name().clone(), source })?;
            writer.write(&kept).await?;
        }
        let partition: PartitionValues =
            file.partition.iter().filter_map(|(k, v)| Some((k.clone(), v.clone()?))).collect();
        let written = writer.finish().await?;
        staged.remove(|kept| kept.path == file.path);
        staged.add(written, &partition).await?;
    }
    Ok(())
}

async fn holds_a_key(
    staged: &StagedTable,
    file: &TableFile,
    key_only: &SchemaRef,
    keys: &HashSet<KeyHash>,
) -> Result<bool, LakeError> {
    let mut rows = staged.file_rows(file, key_only).await?;
    while let Some(batch) = rows.try_next().await? {
        if batch.column(0).as_string::<i32>().iter().flatten().any(|key| keys.contains(&key_hash(key))) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns which rows stay: those whose key is NULL or not one of `keys`.
fn kept_rows(batch: &RecordBatch, key_column: &str, keys: &HashSet<KeyHash>) -> BooleanArray {
    match batch.column_by_name(key_column) {
        Some(column) => column
            .as_string::<i32>()
            .iter()
            .map(|key| Some(key.is_none_or(|key| !keys.contains(&key_hash(key)))))
            .collect(),
        None => BooleanArray::from(vec![true; batch.num_rows()]),
    }
}

fn columns_of(staged: &StagedTable, names: &[&str]) -> Result<SchemaRef, LakeError> {
    let schema = staged.schema();
    let fields: Vec<_> = names
        .iter()
        .map(|name| schema.field_with_name(name).cloned())
        .collect::<Result<_, _>>()
        .map_err(|source| LakeError::Columns { table: staged.name().clone(), source })?;
    Ok(Arc::new(Schema::new(fields)))
}

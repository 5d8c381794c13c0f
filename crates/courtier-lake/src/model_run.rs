//! Runs a model and tests what it made, before any reader sees it.

use std::sync::Arc;

use courtier_contract::Contract;
use courtier_contract::LogicalType;
use courtier_core::{Classify as _, ErrorKind, TableName};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::dataframe::DataFrame;
use datafusion::error::DataFusionError;
use futures::future::BoxFuture;
use futures::{FutureExt as _, TryStreamExt as _};

use crate::model_tests::{ModelTest, test_rows};
use crate::table_columns::timestamp_type;
use crate::{LakeError, LakeSession, Model, PartitionValues, Publication, Seed, Violation};

/// What a model made.
#[derive(Debug, Clone)]
pub struct ModelRun {
    /// Rows of the table.
    pub rows: i64,
    /// Tests of the contract.
    pub tests: Vec<ModelTest>,
    /// The rows that fail them, one entry a row and test.
    pub violations: Vec<Violation>,
}

/// Runs a model in `session`, stages its rows as the table's next version, shows them in `session`, and tests them.
///
/// # Errors
/// [`LakeError`] when the query fails, its columns are not those of the contract, or the lake cannot be written.
pub fn run_model<'a>(
    publication: &'a mut Publication<'_>,
    session: &'a LakeSession,
    model: &'a Model,
) -> BoxFuture<'a, Result<ModelRun, LakeError>> {
    async move {
        let frame = session.query(&model.sql).await.map_err(|error| model.failed(&error))?;
        write_table(publication, session, &model.table, model.contract.as_ref(), frame).await
    }
    .boxed()
}

/// Stages the rows of a seed as its table's next version, shows them in `session`, and tests them.
///
/// # Errors
/// [`LakeError`] when the columns are not those of the contract, or the lake cannot be written.
pub fn run_seed<'a>(
    publication: &'a mut Publication<'_>,
    session: &'a LakeSession,
    seed: &'a Seed,
) -> BoxFuture<'a, Result<ModelRun, LakeError>> {
    async move {
        let frame = session.context().read_table(seed.provider()?)?;
        write_table(publication, session, &seed.table, seed.contract.as_ref(), frame).await
    }
    .boxed()
}

async fn write_table(
    publication: &mut Publication<'_>,
    session: &LakeSession,
    table: &TableName,
    contract: Option<&Contract>,
    frame: DataFrame,
) -> Result<ModelRun, LakeError> {
    let schema = delta_schema(frame.schema().inner());
    if let Some(contract) = contract {
        check_columns(table, contract, &schema)?;
    }
    let staged = publication.stage(table, &Schema::empty(), &[]).await?;
    staged.replace(Arc::clone(&schema));
    let mut writer = staged.writer();
    let mut rows = 0;
    let failed = |error: DataFusionError| match LakeError::from(error) {
        error if error.kind() == ErrorKind::Usage => Model::failed_on_data(table),
        error => error,
    };
    let mut stream = frame.execute_stream().await.map_err(failed)?;
    while let Some(batch) = stream.try_next().await.map_err(failed)? {
        rows += i64::try_from(batch.num_rows()).unwrap_or(i64::MAX);
        let stored = store_as(&batch, &schema).map_err(|source| LakeError::Columns { table: table.clone(), source })?;
        writer.write(&stored).await?;
    }
    let files = writer.finish().await?;
    staged.add(files, &PartitionValues::new()).await?;
    session.show(table, staged.next_version()?);
    let (tests, violations) = match contract {
        Some(contract) => test_rows(session, table, contract).await?,
        None => Default::default(),
    };
    Ok(ModelRun { rows, tests, violations })
}

/// Returns the columns in types that Delta Lake stores.
fn delta_schema(schema: &Schema) -> SchemaRef {
    let fields: Vec<Field> =
        schema.fields().iter().map(|field| Field::new(field.name(), delta_type(field.data_type()), true)).collect();
    Arc::new(Schema::new(fields))
}

fn delta_type(data_type: &DataType) -> DataType {
    match data_type {
        DataType::Utf8View | DataType::LargeUtf8 => DataType::Utf8,
        DataType::BinaryView | DataType::LargeBinary => DataType::Binary,
        DataType::UInt8 => DataType::Int16,
        DataType::UInt16 => DataType::Int32,
        DataType::UInt32 | DataType::UInt64 => DataType::Int64,
        DataType::Float16 => DataType::Float32,
        DataType::Null => DataType::Utf8,
        DataType::Timestamp(_, _) => timestamp_type(),
        DataType::Dictionary(_, value) => delta_type(value),
        other => other.clone(),
    }
}

fn store_as(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let columns = batch
        .columns()
        .iter()
        .zip(schema.fields())
        .map(|(column, field)| cast(column, field.data_type()))
        .collect::<Result<_, _>>()?;
    RecordBatch::try_new(Arc::clone(schema), columns)
}

/// Refuses a model whose columns are not those that its contract declares, in that order.
fn check_columns(table: &TableName, contract: &Contract, schema: &Schema) -> Result<(), LakeError> {
    let wrong = |reason| Err(LakeError::Model { model: table.to_string(), reason });
    let made: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    let declared: Vec<&str> = contract.columns().iter().map(|column| column.name.as_str()).collect();
    if made != declared {
        return wrong(format!(
            "la requête donne les colonnes {} mais le contrat déclare {}",
            made.join(", "),
            declared.join(", ")
        ));
    }
    for (field, column) in schema.fields().iter().zip(contract.columns()) {
        if !holds(field.data_type(), column.logical_type) {
            return wrong(format!(
                "la colonne `{}` est de type {} mais le contrat déclare {}",
                column.name,
                field.data_type(),
                column.logical_type.as_str()
            ));
        }
    }
    Ok(())
}

fn holds(data_type: &DataType, logical_type: LogicalType) -> bool {
    match logical_type {
        LogicalType::Text | LogicalType::SalesforceId => *data_type == DataType::Utf8,
        LogicalType::Integer => data_type.is_integer(),
        LogicalType::Number => data_type.is_numeric(),
        LogicalType::Boolean => *data_type == DataType::Boolean,
        LogicalType::Timestamp => matches!(data_type, DataType::Timestamp(_, _)),
        LogicalType::Date => *data_type == DataType::Date32,
    }
}

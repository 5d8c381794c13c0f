//! Runs a model and tests what it made, before any reader sees it.

use std::sync::Arc;

use courtier_contract::{Bound, Column, Contract, LogicalType, Severity};
use courtier_core::{Classify as _, ErrorKind};
use datafusion::arrow::array::{Array as _, RecordBatch, cast::AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use futures::future::BoxFuture;
use futures::{FutureExt as _, TryStreamExt as _};

use crate::table_columns::timestamp_type;
use crate::{LakeError, LakeSession, Model, PartitionValues, Publication};

/// What a model made.
#[derive(Debug, Clone)]
pub struct ModelRun {
    /// Rows of the table.
    pub rows: i64,
    /// Tests of the contract.
    pub tests: Vec<ModelTest>,
}

/// A test of a model's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelTest {
    /// Code of the test.
    pub test: &'static str,
    /// Column tested.
    pub column: String,
    /// How grave a failure is.
    pub severity: Severity,
    /// Rows that fail.
    pub failing: i64,
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
        let schema = delta_schema(frame.schema().inner());
        if let Some(contract) = &model.contract {
            check_columns(model, contract, &schema)?;
        }
        let staged = publication.stage(&model.table, &Schema::empty(), &[]).await?;
        staged.replace(Arc::clone(&schema));
        let mut writer = staged.writer();
        let mut rows = 0;
        let failed = |error: DataFusionError| match LakeError::from(error) {
            error if error.kind() == ErrorKind::Usage => model.failed_on_data(),
            error => error,
        };
        let mut stream = frame.execute_stream().await.map_err(failed)?;
        while let Some(batch) = stream.try_next().await.map_err(failed)? {
            rows += i64::try_from(batch.num_rows()).unwrap_or(i64::MAX);
            let stored = store_as(&batch, &schema)
                .map_err(|source| LakeError::Columns { table: model.table.clone(), source })?;
            writer.write(&stored).await?;
        }
        let files = writer.finish().await?;
        staged.add(files, &PartitionValues::new()).await?;
        session.show(&model.table, staged.next_version()?);
        let tests = match &model.contract {
            Some(contract) => test_rows(session, model, contract).await?,
            None => Vec::new(),
        };
        Ok(ModelRun { rows, tests })
    }
    .boxed()
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
fn check_columns(model: &Model, contract: &Contract, schema: &Schema) -> Result<(), LakeError> {
    let wrong = |reason| Err(LakeError::Model { model: model.table.to_string(), reason });
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

/// Tests the rows of a staged model in one query: each test is a count of failing rows.
async fn test_rows(session: &LakeSession, model: &Model, contract: &Contract) -> Result<Vec<ModelTest>, LakeError> {
    let mut tests = Vec::new();
    let mut counts = Vec::new();
    for column in contract.columns() {
        for (test, count) in column_tests(column) {
            let severity = if column.primary_key { Severity::Erreur } else { column.severity };
            tests.push(ModelTest { test, column: column.name.clone(), severity, failing: 0 });
            counts.push(count);
        }
    }
    let sql = format!("SELECT {} FROM {}", counts.join(", "), model.table);
    let (_, batches) = session.collect(&sql).await?;
    if let Some(batch) = batches.first() {
        for (test, column) in tests.iter_mut().zip(batch.columns()) {
            let count = column.as_primitive_opt::<Int64Type>();
            test.failing = count.filter(|count| count.is_valid(0)).map_or(0, |count| count.value(0));
        }
    }
    Ok(tests)
}

fn column_tests(column: &Column) -> Vec<(&'static str, String)> {
    let name = format!("\"{}\"", column.name);
    let failing = |condition: String| format!("count(*) FILTER (WHERE {condition})");
    let mut tests = Vec::new();
    if column.primary_key {
        tests.push(("cle_unique", format!("count({name}) - count(DISTINCT {name})")));
    }
    if column.required || column.primary_key {
        tests.push(("obligatoire_manquant", failing(format!("{name} IS NULL"))));
    }
    if let Some(bounds) = column.bounds {
        let lower = bounds.lower.map(|bound| match bound {
            Bound::Inclusive(limit) => format!("{name} < {limit}"),
            Bound::Exclusive(limit) => format!("{name} <= {limit}"),
        });
        let upper = bounds.upper.map(|bound| match bound {
            Bound::Inclusive(limit) => format!("{name} > {limit}"),
            Bound::Exclusive(limit) => format!("{name} >= {limit}"),
        });
        let outside: Vec<String> = lower.into_iter().chain(upper).collect();
        tests.push(("hors_bornes", failing(outside.join(" OR "))));
    }
    if let Some(allowed) = &column.allowed {
        let values: Vec<String> = allowed.iter().map(|value| format!("'{}'", value.replace('\'', "''"))).collect();
        tests.push(("valeur_non_declaree", failing(format!("{name} NOT IN ({})", values.join(", ")))));
    }
    tests
}

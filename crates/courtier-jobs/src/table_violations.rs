//! What is wrong with a row against other tables or against the last full export: computed anew at every ingest.

use std::collections::BTreeSet;

use courtier_contract::{Classification, Column, Contract, Contracts, Rule, Severity};
use courtier_lake::{LakeError, LakeSession, Publication, Violation, ViolationLevel, audit, key_hash};
use datafusion::arrow::array::{Array as _, RecordBatch, cast::AsArray as _};
use datafusion::arrow::datatypes::Int64Type;

use crate::full_export::{FullExport, FullExports};
use crate::replace_violations::replace_violations;
use crate::{JobError, Run};

/// Replaces the violations of foreign keys around the touched tables, and those of keys gone from full exports.
pub(crate) async fn record_table_violations(
    publication: &mut Publication<'_>,
    contracts: &Contracts,
    touched: &BTreeSet<String>,
    exports: &FullExports,
    run: &Run,
) -> Result<(), JobError> {
    let session = LakeSession::on_publication(publication)?;
    for contract in contracts.iter() {
        let relations: Vec<&Column> = contract.columns().iter().filter(|c| c.relation.is_some()).collect();
        let parents = relations.iter().filter_map(|c| c.relation.as_ref());
        let concerned = touched.contains(contract.table()) || parents.into_iter().any(|r| touched.contains(&r.table));
        if concerned && !relations.is_empty() && session.has_table("silver", contract.table()) {
            let mut orphans = Vec::new();
            for column in relations {
                orphans.extend(orphan_rows(&session, contract, column).await?);
            }
            replace_violations(publication, contract.table(), ViolationLevel::Relation, &orphans, run).await?;
        }
        if let Some(export) = exports.get(contract.table()) {
            let rows = gone_rows(&session, contract, export).await?;
            replace_violations(publication, contract.table(), ViolationLevel::Export, &rows, run).await?;
        }
    }
    Ok(())
}

/// Returns the rows of `contract` whose `column` names no row of the table it refers to. A table that was never loaded
/// is not held against them.
async fn orphan_rows(session: &LakeSession, contract: &Contract, column: &Column) -> Result<Vec<Violation>, LakeError> {
    let Some(relation) = &column.relation else { return Ok(Vec::new()) };
    if !session.has_table("silver", &relation.table) {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT c.{key}, c.{file}, c.{row}, c.{column} FROM silver.{child} c \
         LEFT ANTI JOIN silver.{parent} p ON c.{column} = p.{target} WHERE c.{column} IS NOT NULL \
         ORDER BY c.{file}, c.{row}",
        key = contract.key().1.name,
        file = audit::SOURCE_FILE,
        row = audit::SOURCE_ROW,
        column = column.name,
        child = contract.table(),
        parent = relation.table,
        target = relation.column,
    );
    let (_, batches) = session.collect(&sql).await?;
    let mut violations = Vec::new();
    for batch in &batches {
        let values = batch.column(3).as_string::<i32>();
        for row in 0..batch.num_rows() {
            let value = (column.classification != Classification::Personnel && values.is_valid(row))
                .then(|| values.value(row).to_owned());
            violations.push(Violation {
                rule: Rule::RelationOrpheline,
                severity: column.severity,
                column: Some(column.name.clone()),
                value,
                ..row_of(batch, row)
            });
        }
    }
    Ok(violations)
}

/// Returns the rows of `contract` that the export does not have.
async fn gone_rows(
    session: &LakeSession,
    contract: &Contract,
    export: &FullExport,
) -> Result<Vec<Violation>, LakeError> {
    if export.gone == 0 {
        return Ok(Vec::new());
    }
    let key = &contract.key().1.name;
    let sql = format!(
        "SELECT {key}, {file}, {row} FROM silver.{table} ORDER BY {file}, {row}",
        file = audit::SOURCE_FILE,
        row = audit::SOURCE_ROW,
        table = contract.table(),
    );
    let (_, batches) = session.collect(&sql).await?;
    let mut violations = Vec::new();
    for batch in &batches {
        let keys = batch.column(0).as_string::<i32>();
        for (row, text) in keys.iter().enumerate() {
            if text.is_some_and(|text| !export.keys.contains(&key_hash(text))) {
                violations.push(Violation {
                    rule: Rule::CleDisparue,
                    severity: Severity::Avertissement,
                    column: Some(key.clone()),
                    value: None,
                    ..row_of(batch, row)
                });
            }
        }
    }
    Ok(violations)
}

/// Names a row of a query whose first columns are the key, the file and the line.
fn row_of(batch: &RecordBatch, row: usize) -> Violation {
    let text = |column: usize| {
        let column = batch.column(column).as_string::<i32>();
        column.is_valid(row).then(|| column.value(row).to_owned())
    };
    let lines = batch.column(2).as_primitive::<Int64Type>();
    Violation {
        rule: Rule::RelationOrpheline,
        severity: Severity::Avertissement,
        column: None,
        key: text(0),
        value: None,
        file: text(1),
        line: lines.is_valid(row).then(|| lines.value(row)),
    }
}

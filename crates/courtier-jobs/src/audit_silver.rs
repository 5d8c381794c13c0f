//! Tests of new data before readers see them, derived from the contracts.

use std::collections::BTreeSet;

use courtier_contract::{Contract, Contracts};
use courtier_lake::{LakeSession, Publication, TestRecord};
use datafusion::arrow::array::{Array as _, cast::AsArray as _};
use datafusion::arrow::datatypes::Int64Type;

use crate::{JobError, Run};

/// Tests the touched tables as they are about to be published.
pub(crate) async fn audit_silver(
    publication: &Publication<'_>,
    contracts: &Contracts,
    touched: &BTreeSet<String>,
    run: &Run,
) -> Result<Vec<TestRecord>, JobError> {
    let session = LakeSession::on_publication(publication)?;
    let mut tests = Vec::new();
    for contract in contracts.iter().filter(|contract| touched.contains(contract.table())) {
        tests.extend(key_tests(&session, contract, run).await?);
        tests.extend(rule_tests(&session, contract, run).await?);
    }
    Ok(tests)
}

async fn key_tests(session: &LakeSession, contract: &Contract, run: &Run) -> Result<Vec<TestRecord>, JobError> {
    let key = &contract.key().1.name;
    let sql = format!(
        "SELECT count(*) - count({key}), count({key}) - count(DISTINCT {key}) FROM silver.{}",
        contract.table()
    );
    let (_, batches) = session.collect(&sql).await?;
    let count =
        |column: usize| batches.first().map_or(0, |batch| batch.column(column).as_primitive::<Int64Type>().value(0));
    Ok([("cle_presente", count(0)), ("cle_unique", count(1))]
        .into_iter()
        .map(|(test, failing)| record(contract.table(), test, Some(key), "erreur", failing, run))
        .collect())
}

/// Counts the broken rules of the table, a test for each column and rule.
async fn rule_tests(session: &LakeSession, contract: &Contract, run: &Run) -> Result<Vec<TestRecord>, JobError> {
    let sql = format!(
        "SELECT colonne, regle, gravite, count(*) FROM quality.violations WHERE table_cible = '{}' \
         GROUP BY colonne, regle, gravite ORDER BY colonne, regle, gravite",
        contract.table()
    );
    let (_, batches) = session.collect(&sql).await?;
    let mut tests = Vec::new();
    for batch in &batches {
        let [columns, rules, severities] = [0, 1, 2].map(|column| batch.column(column).as_string::<i32>());
        let counts = batch.column(3).as_primitive::<Int64Type>();
        for row in 0..batch.num_rows() {
            let column = columns.is_valid(row).then(|| columns.value(row));
            let (rule, severity) = (rules.value(row), severities.value(row));
            tests.push(record(contract.table(), rule, column, severity, counts.value(row), run));
        }
    }
    Ok(tests)
}

/// Makes the record of a test that `failing` rows fail.
pub(crate) fn record(
    table: &str,
    test: &str,
    column: Option<&str>,
    severity: &str,
    failing: i64,
    run: &Run,
) -> TestRecord {
    TestRecord {
        table_cible: table.to_owned(),
        test: test.to_owned(),
        colonne: column.map(str::to_owned),
        gravite: severity.to_owned(),
        lignes_en_echec: failing,
        statut: if failing == 0 { "ok" } else { "echec" }.to_owned(),
        run_id: run.id.clone(),
        execute_le: run.started_at,
    }
}

/// Stops the publication when a test of severity `erreur` failed.
pub(crate) fn fail_on_errors(tests: &[TestRecord]) -> Result<(), JobError> {
    let failures: Vec<String> = tests
        .iter()
        .filter(|test| test.statut == "echec" && test.gravite == "erreur")
        .map(|test| {
            let column = test.colonne.as_deref().map(|c| format!(".{c}")).unwrap_or_default();
            format!("{}{column} : {} ({} lignes)", test.table_cible, test.test, test.lignes_en_echec)
        })
        .collect();
    if failures.is_empty() { Ok(()) } else { Err(JobError::Tests { failures, records: tests.to_vec() }) }
}

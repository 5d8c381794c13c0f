//! Tests of a model's rows against its contract: how many rows fail, and which.

use courtier_contract::{Bound, Classification, Column, Contract, Rule, Severity};
use courtier_core::TableName;
use datafusion::arrow::array::{Array as _, cast::AsArray as _};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};

use crate::{LakeError, LakeSession, Violation};

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

/// A rule of the contract on one column, as SQL.
struct RowRule<'c> {
    column: &'c Column,
    rule: Rule,
    /// Holds for the rows that break the rule.
    broken: String,
}

/// Tests the rows of a staged model: each test is a count of failing rows, all in one query; then names the rows that
/// fail, if any.
pub(crate) async fn test_rows(
    session: &LakeSession,
    table: &TableName,
    contract: &Contract,
) -> Result<(Vec<ModelTest>, Vec<Violation>), LakeError> {
    let rules: Vec<RowRule<'_>> = contract.columns().iter().flat_map(row_rules).collect();
    let key = &contract.key().1.name;
    let repeated = format!("count(\"{key}\") - count(DISTINCT \"{key}\")");
    let counts = rules.iter().map(|rule| format!("count(*) FILTER (WHERE {})", rule.broken));
    let counts: Vec<String> = std::iter::once(repeated).chain(counts).collect();
    let (_, batches) = session.collect(&format!("SELECT {} FROM {table}", counts.join(", "))).await?;
    let failing = |position: usize| {
        let count = batches.first().and_then(|batch| batch.column(position).as_primitive_opt::<Int64Type>());
        count.filter(|count| count.is_valid(0)).map_or(0, |count| count.value(0))
    };
    let mut tests =
        vec![ModelTest { test: "cle_unique", column: key.clone(), severity: Severity::Erreur, failing: failing(0) }];
    let mut violations = Vec::new();
    for (position, rule) in rules.iter().enumerate() {
        let failing = failing(position + 1);
        tests.push(ModelTest {
            test: rule.rule.as_str(),
            column: rule.column.name.clone(),
            severity: rule.severity(),
            failing,
        });
        if failing > 0 {
            violations.extend(failing_rows(session, table, key, rule).await?);
        }
    }
    Ok((tests, violations))
}

impl RowRule<'_> {
    fn severity(&self) -> Severity {
        if self.column.primary_key { Severity::Erreur } else { self.column.severity }
    }
}

/// Returns the rows that break a rule, in the order of their keys.
async fn failing_rows(
    session: &LakeSession,
    table: &TableName,
    key: &str,
    rule: &RowRule<'_>,
) -> Result<Vec<Violation>, LakeError> {
    let column = &rule.column.name;
    let sql = format!("SELECT \"{key}\", \"{column}\" FROM {table} WHERE {} ORDER BY \"{key}\"", rule.broken);
    let (_, batches) = session.collect(&sql).await?;
    let mut violations = Vec::new();
    for batch in &batches {
        let text = |position: usize| {
            cast(batch.column(position), &DataType::Utf8)
                .map_err(|source| LakeError::Columns { table: table.clone(), source })
        };
        let (keys, values) = (text(0)?, text(1)?);
        for (key, value) in keys.as_string::<i32>().iter().zip(values.as_string::<i32>()) {
            let value = value.filter(|_| rule.column.classification != Classification::Personnel);
            violations.push(Violation {
                rule: rule.rule,
                severity: rule.severity(),
                column: Some(column.clone()),
                key: key.map(str::to_owned),
                value: value.map(str::to_owned),
                file: None,
                line: None,
            });
        }
    }
    Ok(violations)
}

fn row_rules(column: &Column) -> Vec<RowRule<'_>> {
    let name = format!("\"{}\"", column.name);
    let mut rules = Vec::new();
    let mut add = |rule, broken| rules.push(RowRule { column, rule, broken });
    if column.required || column.primary_key {
        add(Rule::ObligatoireManquant, format!("{name} IS NULL"));
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
        add(Rule::HorsBornes, outside.join(" OR "));
    }
    if let Some(allowed) = &column.allowed {
        let values: Vec<String> = allowed.iter().map(|value| format!("'{}'", value.replace('\'', "''"))).collect();
        add(Rule::ValeurNonDeclaree, format!("{name} NOT IN ({})", values.join(", ")));
    }
    rules
}

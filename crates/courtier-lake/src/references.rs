//! Figures that come neither from the exports nor from a model: dated tables and the rules of the configuration.

use std::sync::Arc;

use courtier_contract::{Contract, Contracts};
use courtier_loan::{UsuryTable, UsuryThreshold};
use datafusion::arrow::array::{ArrayRef, Date32Array, Float64Array, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type};
use datafusion::arrow::error::ArrowError;

use crate::{LakeError, RankingRules, Seed};

/// The tables made of references: name, contract. Bronze is text without a contract of its own.
const TABLES: [(&str, Option<&str>); 3] = [
    ("bronze.seuils_usure", None),
    ("silver.seuils_usure", Some(include_str!("../../../models/silver/seuils_usure.odcs.yaml"))),
    ("silver.parametres_classement", Some(include_str!("../../../models/silver/parametres_classement.odcs.yaml"))),
];

/// Reference figures of a lake: what its SQL functions know, and the seed tables that models read.
#[derive(Debug, Clone)]
pub struct References {
    /// Usury thresholds.
    pub usury: Arc<UsuryTable>,
    /// Rules of the ranking of proposals.
    pub ranking: RankingRules,
}

impl Default for References {
    fn default() -> Self {
        Self { usury: Arc::new(UsuryTable::embedded().clone()), ranking: RankingRules::default() }
    }
}

impl References {
    /// Returns the seed tables.
    ///
    /// # Errors
    /// [`LakeError`] when a contract or the columns of a table are wrong: a defect of courtier.
    pub fn seeds(&self) -> Result<Vec<Seed>, LakeError> {
        let rows = [
            usury_rows(&self.usury).and_then(|rows| usury_text(&rows)),
            usury_rows(&self.usury),
            self.ranking.parameters(),
        ];
        TABLES
            .iter()
            .zip(rows)
            .map(|((name, contract), rows)| {
                let table: courtier_core::TableName = name.parse().map_err(LakeError::state(name, "lecture"))?;
                let rows = rows.map_err(|source| LakeError::Columns { table: table.clone(), source })?;
                let contract = contract.map(|contract| contract_of(name, contract)).transpose()?;
                Ok(Seed { contract, table, rows })
            })
            .collect()
    }
}

/// Reads the contract of a table that comes with courtier.
pub(crate) fn contract_of(table: &str, text: &str) -> Result<Contract, LakeError> {
    let wrong = |reason: String| LakeError::Model { model: table.to_owned(), reason };
    let file = format!("{table}.odcs.yaml");
    let contracts = Contracts::parse([(file, text)]).map_err(|error| wrong(error.to_string()))?;
    let described = contracts.iter().next().cloned();
    described.ok_or_else(|| wrong("son contrat ne décrit aucune table".to_owned()))
}

/// Returns the rows of `silver.seuils_usure`, unknown thresholds included.
fn usury_rows(table: &UsuryTable) -> Result<RecordBatch, ArrowError> {
    let rows = table.rows();
    let text = |value: &dyn Fn(&UsuryThreshold) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(value)))
    };
    let day = |value: fn(&UsuryThreshold) -> chrono::NaiveDate| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(Date32Type::from_naive_date(value(row)))).collect::<Date32Array>())
    };
    let percent = |value: fn(&UsuryThreshold) -> Option<f64>| -> ArrayRef {
        Arc::new(rows.iter().map(value).collect::<Float64Array>())
    };
    RecordBatch::try_from_iter_with_nullable([
        ("id_seuil", text(&|row| format!("{} {}", row.category.code(), row.valid_from)), true),
        ("date_debut", day(|row| row.valid_from), true),
        ("date_fin", day(|row| row.valid_to), true),
        ("categorie", text(&|row| row.category.code().to_owned()), true),
        ("seuil_pct", percent(|row| row.threshold_pct), true),
        ("tem_pct", percent(|row| row.average_rate_pct), true),
        ("confirmation", text(&|row| row.confirmation.code().to_owned()), true),
        ("source", text(&|row| row.source.clone()), true),
    ])
}

/// Returns the same rows as a file of thresholds has them: all text, without the key.
fn usury_text(rows: &RecordBatch) -> Result<RecordBatch, ArrowError> {
    let schema = rows.schema();
    let columns = schema.fields().iter().zip(rows.columns()).skip(1);
    let texts = columns.map(|(field, column)| Ok((field.name().as_str(), cast(column, &DataType::Utf8)?, true)));
    RecordBatch::try_from_iter_with_nullable(texts.collect::<Result<Vec<_>, ArrowError>>()?)
}

#[cfg(test)]
mod tests {
    use super::References;

    #[test]
    fn gives_each_seed_the_columns_of_its_contract() {
        for seed in References::default().seeds().unwrap() {
            let Some(contract) = &seed.contract else { continue };
            let declared: Vec<&str> = contract.columns().iter().map(|column| column.name.as_str()).collect();
            let schema = seed.rows.schema();
            let made: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            assert_eq!(made, declared, "{}", seed.table);
            assert!(seed.rows.num_rows() > 0, "{}", seed.table);
        }
    }
}

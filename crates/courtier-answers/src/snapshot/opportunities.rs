//! The opportunities in memory, a column an array, in the order of their ids.

use std::borrow::Cow;
use std::hash::{BuildHasher as _, RandomState};

use courtier_core::SalesforceId;
use courtier_lake::LakeSession;
use datafusion::arrow::array::{ArrayRef, AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit};
use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use futures::TryStreamExt as _;
use hashbrown::HashTable;
use uuid::Uuid;

use super::labels::Labels;
use super::order::{Orders, SortColumn};
use crate::{AnswerError, Opportunity};

const TABLE: &str = "silver.opportunites";

/// The columns, in the order in which [`Opportunities::add`] reads them.
const COLUMNS: &str = "SELECT id, age_emprunteur, banque_principale, deja_souscrit_credit_immo, \
                       categorie_professionnelle, contrat_travail, revenu_total, montant_pret_principal, stage_name, \
                       date_creation FROM silver.opportunites";

/// Every opportunity.
#[derive(Debug, Default)]
pub(super) struct Opportunities {
    /// Ascending.
    ids: Vec<SalesforceId>,
    index: Index,
    ages: Vec<Option<i64>>,
    banks: Labels,
    had_mortgage: Vec<Option<bool>>,
    professions: Labels,
    contracts: Labels,
    incomes: Vec<Option<f64>>,
    amounts: Vec<Option<f64>>,
    stages: Labels,
    /// Microseconds since 1970, UTC.
    created: Vec<Option<i64>>,
    orders: Orders,
}

impl Opportunities {
    /// Reads them as a stream: what is in memory is what stays there.
    pub(super) async fn load(session: &LakeSession) -> Result<Self, AnswerError> {
        let mut loaded = Self::default();
        let stream = session.query(COLUMNS).await?.execute_stream().await;
        let mut batches = stream.map_err(|error| AnswerError::Lake(error.into()))?;
        let failed = |error: DataFusionError| AnswerError::Lake(error.into());
        while let Some(batch) = batches.try_next().await.map_err(failed)? {
            loaded.add(&batch).map_err(|source| AnswerError::Row { table: TABLE, source })?;
        }
        loaded.sort();
        Ok(loaded)
    }

    fn add(&mut self, batch: &RecordBatch) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let column =
            |place: usize, as_type: &DataType| -> Result<ArrayRef, ArrowError> { cast(batch.column(place), as_type) };
        let instant = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
        for id in column(0, &DataType::Utf8)?.as_string::<i32>() {
            self.ids.push(SalesforceId::parse(id.unwrap_or_default())?);
        }
        self.ages.extend(column(1, &DataType::Int64)?.as_primitive::<Int64Type>());
        self.banks.extend(batch.column(2))?;
        self.had_mortgage.extend(column(3, &DataType::Boolean)?.as_boolean());
        self.professions.extend(batch.column(4))?;
        self.contracts.extend(batch.column(5))?;
        self.incomes.extend(column(6, &DataType::Float64)?.as_primitive::<Float64Type>());
        self.amounts.extend(column(7, &DataType::Float64)?.as_primitive::<Float64Type>());
        self.stages.extend(batch.column(8))?;
        let micros = cast(&column(9, &instant)?, &DataType::Int64)?;
        self.created.extend(micros.as_primitive::<Int64Type>());
        Ok(())
    }

    /// Puts the rows in the order of their ids, and makes the indexes.
    fn sort(&mut self) {
        let mut rows: Vec<(SalesforceId, u32)> = self.ids.iter().copied().zip(0..).collect();
        rows.sort_unstable();
        let order: Vec<u32>;
        (self.ids, order) = rows.into_iter().unzip();
        self.ages = reordered(&self.ages, &order);
        self.had_mortgage = reordered(&self.had_mortgage, &order);
        self.incomes = reordered(&self.incomes, &order);
        self.amounts = reordered(&self.amounts, &order);
        self.created = reordered(&self.created, &order);
        for labels in [&mut self.banks, &mut self.professions, &mut self.contracts, &mut self.stages] {
            labels.reorder(&order);
        }
        self.index = Index::of(&self.ids);
        self.orders = Orders::of(self);
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn row(&self, id: SalesforceId) -> Option<usize> {
        self.index.row(&self.ids, id)
    }

    pub(super) fn id(&self, row: usize) -> Option<SalesforceId> {
        self.ids.get(row).copied()
    }

    /// Returns the answer for a row.
    pub(super) fn answer(&self, row: usize) -> Opportunity<'_> {
        Opportunity {
            response_id: Uuid::new_v4(),
            id: self.ids.get(row).map(|id| id.as_str().into()).unwrap_or_default(),
            age_emprunteur: self.age(row),
            banque_principale: self.banks.get(row).map(Cow::Borrowed),
            deja_souscrit_credit_immo: self.had_mortgage.get(row).copied().flatten(),
            categorie_professionnelle: self.professions.get(row).map(Cow::Borrowed),
            contrat_travail: self.contracts.get(row).map(Cow::Borrowed),
            revenu_total: self.income(row),
            montant_pret_principal: self.amount(row),
            stage_name: self.stages.get(row).map(Cow::Borrowed),
        }
    }

    pub(super) fn age(&self, row: usize) -> Option<i64> {
        self.ages.get(row).copied().flatten()
    }

    pub(super) fn income(&self, row: usize) -> Option<f64> {
        self.incomes.get(row).copied().flatten()
    }

    pub(super) fn amount(&self, row: usize) -> Option<f64> {
        self.amounts.get(row).copied().flatten()
    }

    /// Returns when the opportunity of a row was created, in microseconds since 1970.
    pub(super) fn created_micros(&self, row: usize) -> Option<i64> {
        self.created.get(row).copied().flatten()
    }

    /// Returns what a row is sorted by; `None` for a missing value, and for the id.
    pub(super) fn sort_value(&self, column: SortColumn, row: usize) -> Option<f64> {
        match column {
            SortColumn::Id => None,
            SortColumn::Age => self.age(row).map(|age| age as f64),
            SortColumn::Income => self.income(row),
            SortColumn::Amount => self.amount(row),
            // Exact: microseconds stay below 2^53 until 2255.
            SortColumn::Created => self.created_micros(row).map(|micros| micros as f64),
        }
    }

    pub(super) const fn banks(&self) -> &Labels {
        &self.banks
    }

    pub(super) const fn stages(&self) -> &Labels {
        &self.stages
    }

    pub(super) const fn orders(&self) -> &Orders {
        &self.orders
    }
}

/// The row of each id. A binary search would read the memory of eighteen rows where this reads that of one.
#[derive(Debug, Default)]
struct Index {
    rows: HashTable<u32>,
    hasher: RandomState,
}

impl Index {
    /// Ids are distinct, since they are the key of their table.
    fn of(ids: &[SalesforceId]) -> Self {
        let hasher = RandomState::new();
        let hash = |row: &u32| ids.get(*row as usize).map_or(0, |id| hasher.hash_one(id));
        let mut rows = HashTable::with_capacity(ids.len());
        for row in 0..u32::try_from(ids.len()).unwrap_or(u32::MAX) {
            rows.insert_unique(hash(&row), row, hash);
        }
        Self { rows, hasher }
    }

    fn row(&self, ids: &[SalesforceId], id: SalesforceId) -> Option<usize> {
        let is_it = |row: &u32| ids.get(*row as usize) == Some(&id);
        self.rows.find(self.hasher.hash_one(id), is_it).map(|row| *row as usize)
    }
}

/// Returns the values in the order of the rows given.
pub(super) fn reordered<T: Copy>(values: &[T], order: &[u32]) -> Vec<T> {
    order.iter().filter_map(|row| values.get(*row as usize).copied()).collect()
}

/// A row of tests: a number for the id, an age, an income and a bank.
#[cfg(test)]
pub(super) type TestRow = (u16, Option<i64>, Option<i32>, Option<&'static str>);

#[cfg(test)]
impl Opportunities {
    /// Returns the id that a number stands for in tests.
    pub(super) fn test_id(number: u16) -> SalesforceId {
        SalesforceId::parse(&format!("0065q00000{number:05}")).unwrap()
    }

    /// Makes opportunities.
    pub(super) fn test_rows(rows: &[TestRow]) -> Self {
        let mut made = Self::default();
        for (number, age, income, bank) in rows {
            made.ids.push(Self::test_id(*number));
            made.ages.push(*age);
            made.incomes.push(income.map(f64::from));
            made.had_mortgage.push(None);
            made.amounts.push(None);
            made.created.push(None);
            let none: ArrayRef = std::sync::Arc::new(datafusion::arrow::array::StringArray::from(vec![None::<&str>]));
            let bank: ArrayRef = std::sync::Arc::new(datafusion::arrow::array::StringArray::from(vec![*bank]));
            made.banks.extend(&bank).unwrap();
            for labels in [&mut made.professions, &mut made.contracts, &mut made.stages] {
                labels.extend(&none).unwrap();
            }
        }
        made.sort();
        made
    }
}

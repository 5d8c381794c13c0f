//! The opportunities in memory, a column an array, in the order of their ids.

use courtier_core::SalesforceId;
use courtier_lake::LakeSession;
use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, BooleanArray, Float64Array, Int64Array};
use datafusion::arrow::compute::{cast, concat};
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, TimeUnit};
use uuid::Uuid;

use super::labels::Labels;
use super::order::{Orders, SortColumn};
use crate::{AnswerError, Opportunity};

const TABLE: &str = "silver.opportunites";

/// The columns, in the order in which [`Opportunities::load`] reads them.
const COLUMNS: &str = "SELECT id, age_emprunteur, banque_principale, deja_souscrit_credit_immo, \
                       categorie_professionnelle, contrat_travail, revenu_total, montant_pret_principal, stage_name, \
                       date_creation FROM silver.opportunites ORDER BY id";

/// Every opportunity.
#[derive(Debug)]
pub(super) struct Opportunities {
    /// Ascending: a search of it is the index.
    ids: Vec<SalesforceId>,
    ages: Int64Array,
    banks: Labels,
    had_mortgage: BooleanArray,
    professions: Labels,
    contracts: Labels,
    incomes: Float64Array,
    amounts: Float64Array,
    stages: Labels,
    /// Microseconds since 1970, UTC.
    created: Int64Array,
    orders: Orders,
}

impl Opportunities {
    pub(super) async fn load(session: &LakeSession) -> Result<Self, AnswerError> {
        let (schema, batches) = session.collect(COLUMNS).await?;
        let wrong = |source: Box<dyn std::error::Error + Send + Sync>| AnswerError::Row { table: TABLE, source };
        let parts = |column: usize| batches.iter().map(move |batch| batch.column(column));
        let whole = |column: usize, as_type: &DataType| -> Result<ArrayRef, AnswerError> {
            let parts: Vec<_> = parts(column).map(AsRef::as_ref).collect();
            let joined = match parts.as_slice() {
                [] => datafusion::arrow::array::new_empty_array(schema.field(column).data_type()),
                parts => concat(parts).map_err(|error| wrong(error.into()))?,
            };
            cast(&joined, as_type).map_err(|error| wrong(error.into()))
        };
        let labels = |column: usize| Labels::read(parts(column)).map_err(|error| wrong(error.into()));
        let ids = whole(0, &DataType::Utf8)?;
        let ids = ids.as_string::<i32>();
        let mut loaded = Self {
            ids: ids
                .iter()
                .map(|id| SalesforceId::parse(id.unwrap_or_default()).map_err(|error| wrong(error.into())))
                .collect::<Result<_, _>>()?,
            ages: whole(1, &DataType::Int64)?.as_primitive::<Int64Type>().clone(),
            banks: labels(2)?,
            had_mortgage: whole(3, &DataType::Boolean)?.as_boolean().clone(),
            professions: labels(4)?,
            contracts: labels(5)?,
            incomes: whole(6, &DataType::Float64)?.as_primitive::<Float64Type>().clone(),
            amounts: whole(7, &DataType::Float64)?.as_primitive::<Float64Type>().clone(),
            stages: labels(8)?,
            created: {
                let instants = whole(9, &DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())))?;
                let micros = cast(&instants, &DataType::Int64).map_err(|error| wrong(error.into()))?;
                micros.as_primitive::<Int64Type>().clone()
            },
            orders: Orders::default(),
        };
        loaded.orders = Orders::of(&loaded);
        Ok(loaded)
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn row(&self, id: SalesforceId) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    pub(super) fn id(&self, row: usize) -> Option<SalesforceId> {
        self.ids.get(row).copied()
    }

    /// Returns the answer for a row.
    pub(super) fn answer(&self, row: usize) -> Opportunity {
        let text = |labels: &Labels| labels.get(row).map(str::to_owned);
        Opportunity {
            response_id: Uuid::new_v4(),
            id: self.ids.get(row).map(|id| id.as_str().to_owned()).unwrap_or_default(),
            age_emprunteur: self.age(row),
            banque_principale: text(&self.banks),
            deja_souscrit_credit_immo: self.had_mortgage.is_valid(row).then(|| self.had_mortgage.value(row)),
            categorie_professionnelle: text(&self.professions),
            contrat_travail: text(&self.contracts),
            revenu_total: self.income(row),
            montant_pret_principal: self.amount(row),
            stage_name: text(&self.stages),
        }
    }

    pub(super) fn age(&self, row: usize) -> Option<i64> {
        self.ages.is_valid(row).then(|| self.ages.value(row))
    }

    pub(super) fn income(&self, row: usize) -> Option<f64> {
        self.incomes.is_valid(row).then(|| self.incomes.value(row))
    }

    pub(super) fn amount(&self, row: usize) -> Option<f64> {
        self.amounts.is_valid(row).then(|| self.amounts.value(row))
    }

    /// Returns when the opportunity of a row was created, in microseconds since 1970.
    pub(super) fn created_micros(&self, row: usize) -> Option<i64> {
        self.created.is_valid(row).then(|| self.created.value(row))
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

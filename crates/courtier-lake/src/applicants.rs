//! The loan requests of a lake as the columns that a profile is made of, and that profile.

use std::collections::HashMap;

use courtier_contract::Contract;
use courtier_profile::{CategoricalColumn, NumericColumn, Profile, Sample};
use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch, StringArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::error::DataFusionError;
use futures::future::BoxFuture;
use futures::{FutureExt as _, TryStreamExt as _};

use crate::{LakeError, LakeSession};

/// The columns of a profile. The borrower's, never the co-borrower's; a bank's network is that of the day of the request.
const REQUESTS: &str = "\
    SELECT CAST(age_emprunteur AS DOUBLE) AS age_emprunteur, revenu_total, \
    CASE WHEN montant_pret_principal > 0 THEN montant_pret_principal END AS montant_pret_principal, \
    CAST(deja_souscrit_credit_immo AS DOUBLE) AS deja_souscrit_credit_immo, \
    reseau_bancaire(banque_principale, CAST(date_creation AT TIME ZONE 'Europe/Paris' AS DATE)) AS reseau_bancaire, \
    categorie_professionnelle, contrat_travail, origine, stage_name, \
    substr(CAST(CAST(date_creation AT TIME ZONE 'Europe/Paris' AS DATE) AS VARCHAR), 1, 7) AS mois \
    FROM silver.opportunites";

/// Number columns of [`REQUESTS`], first: age, income, amount, whether there was a mortgage before.
const NUMBERS: usize = 4;
/// Label columns of [`REQUESTS`], after them: network, profession, contract, origin, stage, month.
const LABELS: usize = 6;

/// Cells that silver does not have because they broke a rule, a column.
const INVALID: &str = "\
    SELECT colonne, count(*) AS nombre FROM quality.violations \
    WHERE table_cible = 'opportunites' AND niveau = 'ligne' AND regle <> 'obligatoire_manquant' GROUP BY colonne";

/// Ages counted when the contract declares none.
const DEFAULT_AGES: (u32, u32) = (18, 100);

/// Profiles the loan requests of `silver.opportunites`; `contract` is that table's, whose bounds of the age hold.
///
/// # Errors
/// [`LakeError::UnknownTable`] when nothing was loaded yet, [`LakeError::Profile`] when the requests are too many.
pub fn applicant_profile<'a>(
    session: &'a LakeSession,
    contract: Option<&'a Contract>,
) -> BoxFuture<'a, Result<Profile, LakeError>> {
    async move {
        let sample = sample(session, age_bounds(contract)).await?;
        Profile::new(&sample).map_err(LakeError::Profile)
    }
    .boxed()
}

/// Returns the bounds of the age that the contract declares.
fn age_bounds(contract: Option<&Contract>) -> (u32, u32) {
    let bounds = contract.and_then(|contract| contract.column("age_emprunteur")).and_then(|column| column.bounds);
    let limits = bounds.and_then(|bounds| Some((bounds.lower?.limit() as u32, bounds.upper?.limit() as u32)));
    limits.unwrap_or(DEFAULT_AGES)
}

async fn sample(session: &LakeSession, age_bounds: (u32, u32)) -> Result<Sample, LakeError> {
    let invalid = invalid_cells(session).await?;
    let mut numbers: [Vec<Option<f64>>; NUMBERS] = Default::default();
    let mut labels: [LabelCodes; LABELS] = Default::default();
    let mut batches = session.query(REQUESTS).await?.execute_stream().await?;
    while let Some(batch) = batches.try_next().await? {
        for (values, column) in numbers.iter_mut().zip(batch.columns()) {
            values.extend(column.as_primitive::<Float64Type>().iter());
        }
        for (codes, column) in labels.iter_mut().zip(batch.columns().iter().skip(NUMBERS)) {
            // Functions of text give views, columns of files do not.
            codes.extend(utf8(column)?.as_string::<i32>());
        }
    }
    let of = |column: &str| invalid.get(column).copied().unwrap_or_default();
    let number = |values: Vec<Option<f64>>, column: &str| NumericColumn::from_options(values, of(column));
    let [ages, incomes, amounts, buyers] = numbers;
    let [networks, professions, contracts, origins, stages, months] = labels;
    let label = |codes: LabelCodes, column: &str| codes.column(of(column));
    Ok(Sample {
        age_bounds,
        age_emprunteur: number(ages, "age_emprunteur"),
        revenu_total: number(incomes, "revenu_total"),
        montant_pret_principal: number(amounts, "montant_pret_principal"),
        reseau_bancaire: label(networks, "banque_principale")?,
        deja_souscrit_credit_immo: CategoricalColumn::from_bools(
            buyers.into_iter().map(|value| value.map(|value| value > 0.0)),
            Sample::BUYERS,
            of("deja_souscrit_credit_immo"),
        ),
        categorie_professionnelle: label(professions, "categorie_professionnelle")?,
        contrat_travail: label(contracts, "contrat_travail")?,
        origine: label(origins, "origine")?,
        stage_name: label(stages, "stage_name")?,
        mois: label(months, "date_creation")?,
    })
}

async fn invalid_cells(session: &LakeSession) -> Result<HashMap<String, u64>, LakeError> {
    let mut invalid = HashMap::new();
    if !session.has_table("quality", "violations") {
        return Ok(invalid);
    }
    let (_, batches) = session.collect(INVALID).await?;
    for batch in &batches {
        for (column, count) in columns_and_counts(batch)? {
            invalid.insert(column, count);
        }
    }
    Ok(invalid)
}

fn columns_and_counts(batch: &RecordBatch) -> Result<Vec<(String, u64)>, LakeError> {
    let names = utf8(batch.column(0))?;
    let counts = batch.column(1).as_primitive::<Int64Type>();
    let names = names.as_string::<i32>();
    Ok((0..batch.num_rows())
        .filter(|row| names.is_valid(*row))
        .map(|row| (names.value(row).to_owned(), counts.value(row).unsigned_abs()))
        .collect())
}

fn utf8(column: &ArrayRef) -> Result<ArrayRef, LakeError> {
    Ok(cast(column, &DataType::Utf8).map_err(DataFusionError::from)?)
}

/// A column of labels under construction: a code a row.
#[derive(Debug, Default)]
struct LabelCodes {
    codes: Vec<u32>,
    labels: Vec<String>,
    known: HashMap<String, u32>,
}

impl LabelCodes {
    fn extend(&mut self, texts: &StringArray) {
        self.codes.reserve(texts.len());
        for text in texts {
            let code = text.map_or(CategoricalColumn::MISSING, |text| self.code(text));
            self.codes.push(code);
        }
    }

    fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.known.get(text) {
            return *code;
        }
        let code = u32::try_from(self.labels.len()).unwrap_or(CategoricalColumn::MISSING);
        self.labels.push(text.to_owned());
        self.known.insert(text.to_owned(), code);
        code
    }

    fn column(self, invalid: u64) -> Result<CategoricalColumn, LakeError> {
        CategoricalColumn::new(self.codes, self.labels, invalid).map_err(LakeError::Profile)
    }
}

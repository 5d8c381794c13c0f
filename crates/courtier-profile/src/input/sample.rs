//! The columns of the loan requests to profile.

use crate::input::categorical_column::CategoricalColumn;
use crate::input::error::SampleError;
use crate::input::numeric_column::NumericColumn;

/// The loan requests, one a row in every column. The borrower's columns, not the co-borrower's.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Youngest and oldest age that the contract allows, years.
    pub age_bounds: (u32, u32),
    /// Age of the borrower, years.
    pub age_emprunteur: NumericColumn,
    /// Income of the household, EUR a month.
    pub revenu_total: NumericColumn,
    /// Amount of the main loan, EUR.
    pub montant_pret_principal: NumericColumn,
    /// Network of the borrower's main bank.
    pub reseau_bancaire: CategoricalColumn,
    /// First-time or repeat buyer: see [`CategoricalColumn::from_bools`] and [`Sample::BUYERS`].
    pub deja_souscrit_credit_immo: CategoricalColumn,
    /// Profession of the borrower.
    pub categorie_professionnelle: CategoricalColumn,
    /// Contract of employment of the borrower.
    pub contrat_travail: CategoricalColumn,
    /// Where the request comes from.
    pub origine: CategoricalColumn,
    /// How far the request went.
    pub stage_name: CategoricalColumn,
    /// Month of the request, `YYYY-MM`.
    pub mois: CategoricalColumn,
}

impl Sample {
    /// The labels of [`Sample::deja_souscrit_credit_immo`]: `false`, then `true`.
    pub const BUYERS: [&'static str; 2] = ["Primo-accédant", "Secundo-accédant"];

    /// Most rows of a sample: row numbers are 32 bits.
    pub const MAX_ROWS: usize = u32::MAX as usize - 1;

    /// Returns the number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.age_emprunteur.len()
    }

    /// Checks that every column has one entry a row.
    pub(crate) fn check(&self) -> Result<(), SampleError> {
        let expected = self.rows();
        let columns = [
            ("revenu_total", self.revenu_total.len()),
            ("montant_pret_principal", self.montant_pret_principal.len()),
            ("reseau_bancaire", self.reseau_bancaire.len()),
            ("deja_souscrit_credit_immo", self.deja_souscrit_credit_immo.len()),
            ("categorie_professionnelle", self.categorie_professionnelle.len()),
            ("contrat_travail", self.contrat_travail.len()),
            ("origine", self.origine.len()),
            ("stage_name", self.stage_name.len()),
            ("mois", self.mois.len()),
        ];
        for (column, found) in columns {
            if found != expected {
                return Err(SampleError::Length { column, expected, found });
            }
        }
        if expected > Self::MAX_ROWS {
            return Err(SampleError::TooManyRows { rows: expected, max: Self::MAX_ROWS });
        }
        let (min, max) = self.age_bounds;
        if min > max || max - min > 1000 { Err(SampleError::AgeBounds { min, max }) } else { Ok(()) }
    }
}

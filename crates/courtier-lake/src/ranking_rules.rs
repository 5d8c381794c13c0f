//! What decides which proposals are usable and how they are ranked: configuration, never constants of the SQL.

use std::sync::Arc;

use courtier_core::Criterion;
use datafusion::arrow::array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::error::ArrowError;

/// Bounds, patterns and criterion of the ranking of proposals (design, section 5).
#[derive(Debug, Clone, PartialEq)]
pub struct RankingRules {
    /// First thing that proposals are compared on.
    pub criterion: Criterion,
    /// Nominal rate above which a proposal is not usable, percent a year.
    pub max_rate_pct: f64,
    /// Term up to which the value is probably in years, months.
    pub years_max_months: u32,
    /// Shortest term, months.
    pub min_term_months: u32,
    /// Longest term, months.
    pub max_term_months: u32,
    /// Insurance rate above which a proposal is not usable, percent a year.
    pub max_insurance_pct: f64,
    /// Stages that are not eligible, separated by commas: `*` stands for any text, case and accents do not count.
    pub ineligible_stages: String,
    /// What if: figures taken instead of those of the files.
    pub simulation: Simulation,
}

/// Figures that replace those of the files in a what-if.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Simulation {
    /// Amount of every loan, in euros.
    pub amount_eur: Option<f64>,
    /// Term of every proposal, in months.
    pub term_months: Option<u32>,
}

impl Default for RankingRules {
    fn default() -> Self {
        Self {
            criterion: Criterion::Taeg,
            max_rate_pct: 15.0,
            years_max_months: 30,
            min_term_months: 36,
            max_term_months: 360,
            max_insurance_pct: 2.0,
            ineligible_stages: "99-*, *non éligible*, *refus*".to_owned(),
            simulation: Simulation::default(),
        }
    }
}

impl RankingRules {
    /// Returns the only row of `silver.parametres_classement`.
    pub(crate) fn parameters(&self) -> Result<RecordBatch, ArrowError> {
        let number = |value: Option<f64>| -> ArrayRef { Arc::new(Float64Array::from(vec![value])) };
        let months = |value: Option<u32>| -> ArrayRef { Arc::new(Int64Array::from(vec![value.map(i64::from)])) };
        RecordBatch::try_from_iter_with_nullable([
            ("critere", Arc::new(StringArray::from(vec![self.criterion.code()])) as ArrayRef, true),
            ("taux_interet_max_pct", number(Some(self.max_rate_pct)), true),
            ("duree_en_annees_max", months(Some(self.years_max_months)), true),
            ("duree_mois_min", months(Some(self.min_term_months)), true),
            ("duree_mois_max", months(Some(self.max_term_months)), true),
            ("taux_assurance_max_pct", number(Some(self.max_insurance_pct)), true),
            (
                "etapes_non_eligibles",
                Arc::new(StringArray::from(vec![self.ineligible_stages.as_str()])) as ArrayRef,
                true,
            ),
            ("montant_simule_eur", number(self.simulation.amount_eur), true),
            ("duree_simulee_mois", months(self.simulation.term_months), true),
        ])
    }
}

//! Regulatory figures that change with time and are known to various degrees, as data
//! (`data/parametres_reglementaires.csv`).

use std::sync::LazyLock;

use chrono::NaiveDate;
use courtier_core::Confirmation;

use crate::dated_table::{DatedTableError, Line, lines};

const HEADER: &str = "parametre,date_debut,date_fin,valeur,unite,confirmation,source";

/// A regulatory figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegulatoryParameter {
    /// Highest effort rate, percent.
    HcsfMaxEffort,
    /// Longest amortisation, months.
    HcsfMaxTerm,
    /// Longest deferral on top of it, where one is admitted, months.
    HcsfMaxDeferral,
    /// Share of works from which a purchase admits that deferral, percent.
    HcsfMinWorksShare,
    /// Share of the property's value up to which a bridge loan is left out of the effort rate, percent.
    HcsfBridgeMaxShare,
    /// Part of gross rents that counts as income, percent: a lender's choice.
    RentWeight,
    /// Time over which the cost of insurance is told, months.
    InsuranceCostHorizon,
}

/// A regulatory figure for a time.
#[derive(Debug, Clone, PartialEq)]
pub struct RegulatoryValue {
    /// What it is.
    pub parameter: RegulatoryParameter,
    /// First day; `None` when it was not found.
    pub valid_from: Option<NaiveDate>,
    /// Last day; `None` while in force.
    pub valid_to: Option<NaiveDate>,
    /// The figure, in the unit of its parameter.
    pub value: f64,
    /// How well it is known.
    pub confirmation: Confirmation,
    /// Where it was read.
    pub source: String,
}

/// The regulatory figures, by date.
#[derive(Debug, Clone, PartialEq)]
pub struct RegulatoryTable {
    /// In order of parameter, then of time; no overlap.
    rows: Vec<RegulatoryValue>,
}

impl RegulatoryParameter {
    /// Every parameter.
    pub const ALL: [Self; 7] = [
        Self::HcsfMaxEffort,
        Self::HcsfMaxTerm,
        Self::HcsfMaxDeferral,
        Self::HcsfMinWorksShare,
        Self::HcsfBridgeMaxShare,
        Self::RentWeight,
        Self::InsuranceCostHorizon,
    ];

    /// Returns the code used in the table, and the unit of the figure.
    #[must_use]
    pub const fn code_and_unit(self) -> (&'static str, &'static str) {
        match self {
            Self::HcsfMaxEffort => ("hcsf_taux_effort_max", "pct"),
            Self::HcsfMaxTerm => ("hcsf_duree_max", "mois"),
            Self::HcsfMaxDeferral => ("hcsf_differe_max", "mois"),
            Self::HcsfMinWorksShare => ("hcsf_part_travaux_min", "pct"),
            Self::HcsfBridgeMaxShare => ("hcsf_relais_quotite_max", "pct"),
            Self::RentWeight => ("poids_loyers_bruts", "pct"),
            Self::InsuranceCostHorizon => ("horizon_cout_assurance", "mois"),
        }
    }
}

impl RegulatoryParameter {
    /// Returns the parameter of a code, `None` when there is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|parameter| parameter.code_and_unit().0 == code)
    }
}

impl RegulatoryTable {
    /// Text of the embedded table: CSV with a header, one row a parameter and period.
    pub const EMBEDDED_CSV: &str = include_str!("../data/parametres_reglementaires.csv");

    /// Returns the table that courtier is delivered with, read once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        #[expect(clippy::expect_used, reason = "the text is embedded and a test reads it")]
        static TABLE: LazyLock<RegulatoryTable> =
            LazyLock::new(|| RegulatoryTable::parse(RegulatoryTable::EMBEDDED_CSV).expect("embedded parameters"));
        &TABLE
    }

    /// Reads a table with the columns of [`Self::EMBEDDED_CSV`].
    ///
    /// # Errors
    /// [`DatedTableError`] names the line that is wrong, or the two periods that overlap.
    pub fn parse(text: &str) -> Result<Self, DatedTableError> {
        let mut rows = lines(text, HEADER)?.iter().map(value).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|row| (row.parameter, row.valid_from));
        for (earlier, later) in rows.iter().zip(rows.iter().skip(1)) {
            let overlaps = earlier.valid_to.is_none_or(|to| later.valid_from.is_none_or(|from| from <= to));
            if earlier.parameter == later.parameter && overlaps {
                let what = later.parameter.code_and_unit().0.to_owned();
                return Err(DatedTableError::Overlap { what, from: later.valid_from.unwrap_or_default() });
            }
        }
        Ok(Self { rows })
    }

    /// Returns every row, in order of parameter, then of time.
    #[must_use]
    pub fn rows(&self) -> &[RegulatoryValue] {
        &self.rows
    }

    /// Returns the row of a parameter at a date, `None` when it has no figure then.
    #[must_use]
    pub fn row(&self, parameter: RegulatoryParameter, date: NaiveDate) -> Option<&RegulatoryValue> {
        self.rows.iter().find(|row| {
            row.parameter == parameter
                && row.valid_from.is_none_or(|from| from <= date)
                && row.valid_to.is_none_or(|to| date <= to)
        })
    }

    /// Returns the figure of a parameter at a date, in its unit; `None` when it has none then.
    #[must_use]
    pub fn value(&self, parameter: RegulatoryParameter, date: NaiveDate) -> Option<f64> {
        self.row(parameter, date).map(|row| row.value)
    }
}

/// Reads a line of the table.
fn value(line: &Line<'_, 7>) -> Result<RegulatoryValue, DatedTableError> {
    let [code, from, to, figure, unit, confirmation, source] = line.cells;
    let parameter = RegulatoryParameter::from_code(code).ok_or_else(|| line.unusable("parametre", code))?;
    if unit != parameter.code_and_unit().1 {
        return Err(line.unusable("unite", unit));
    }
    Ok(RegulatoryValue {
        parameter,
        valid_from: line.optional("date_debut", from)?,
        valid_to: line.optional("date_fin", to)?,
        value: line.figure("valeur", figure)?.ok_or_else(|| line.unusable("valeur", figure))?,
        confirmation: Confirmation::from_code(confirmation)
            .ok_or_else(|| line.unusable("confirmation", confirmation))?,
        source: source.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{RegulatoryParameter, RegulatoryTable};
    use crate::dated_table::DatedTableError;
    use chrono::NaiveDate;
    use courtier_core::Confirmation;

    fn on(date: &str) -> NaiveDate {
        date.parse().unwrap()
    }

    #[test]
    fn reads_the_embedded_table() {
        assert_eq!(RegulatoryTable::embedded().rows().len(), 8);
    }

    #[test]
    fn follows_the_date() {
        let works = |date| RegulatoryTable::embedded().value(RegulatoryParameter::HcsfMinWorksShare, on(date));
        assert_eq!(works("2021-12-31"), None);
        assert_eq!(works("2023-12-31"), Some(25.0));
        assert_eq!(works("2024-01-01"), Some(10.0));
    }

    #[test]
    fn tells_what_is_not_verified() {
        let weight = RegulatoryTable::embedded().row(RegulatoryParameter::RentWeight, on("2026-01-01")).unwrap();
        assert_eq!(weight.confirmation, Confirmation::Unverified);
    }

    #[test]
    fn refuses_a_bad_table() {
        let parse = |line: &str| RegulatoryTable::parse(&format!("{}\n{line}\n", super::HEADER));
        assert!(matches!(RegulatoryTable::parse("x"), Err(DatedTableError::Header { .. })));
        assert!(matches!(parse("a,b"), Err(DatedTableError::Columns { line: 2, found: 2, expected: 7 })));
        let bad = |column, line| matches!(parse(line), Err(DatedTableError::Value { column: c, .. }) if c == column);
        assert!(bad("parametre", "inconnu,,,1,pct,memoire,"));
        assert!(bad("unite", "hcsf_duree_max,,,300,jours,memoire,"));
        assert!(bad("valeur", "hcsf_duree_max,,,,mois,memoire,"));
        assert!(bad("date_debut", "hcsf_duree_max,hier,,300,mois,memoire,"));
        let twice = "hcsf_duree_max,2022-01-01,,300,mois,memoire,\nhcsf_duree_max,2023-01-01,,324,mois,memoire,";
        assert!(matches!(parse(twice), Err(DatedTableError::Overlap { .. })));
    }
}

//! Usury: the threshold of a loan at a date, and whether a TAEG is above it.
//!
//! The thresholds are data (`data/seuils_usure.csv`), each with its source; a date or a category without a published
//! figure in the table is unknown, never extrapolated.

use std::sync::LazyLock;

use chrono::NaiveDate;
use courtier_core::Confirmation;

use crate::dated_table::{DatedTableError, Line, lines};
use crate::months::Months;
use crate::rate::EffectiveRate;
use crate::rounding::round_half_up;

const HEADER: &str = "date_debut,date_fin,categorie,seuil_pct,tem_pct,confirmation,source";

/// Decimals at which a TAEG is compared with a threshold: a TAEG equal to it but for rounding errors is not above.
const COMPARED_DECIMALS: i32 = 6;

/// Kind of rate of a household mortgage, as the Banque de France sorts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RateKind {
    /// Fixed rate.
    Fixed,
    /// Variable rate.
    Variable,
    /// Bridge loan (prêt relais), whatever its rate.
    Bridge,
}

/// Category of household mortgages with a usury threshold of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UsuryCategory {
    /// Fixed rate, less than 10 years.
    FixedUnder10Years,
    /// Fixed rate, 10 years or more and less than 20.
    Fixed10To20Years,
    /// Fixed rate, 20 years or more.
    Fixed20YearsAndOver,
    /// Variable rate.
    Variable,
    /// Bridge loan.
    Bridge,
}

/// A usury threshold for a time, known or not.
#[derive(Debug, Clone, PartialEq)]
pub struct UsuryThreshold {
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_to: NaiveDate,
    /// Category.
    pub category: UsuryCategory,
    /// Threshold, percent a year; `None` when no figure was found.
    pub threshold_pct: Option<f64>,
    /// Average effective rate of the previous quarter (TEM) that the threshold comes from, percent a year.
    pub average_rate_pct: Option<f64>,
    /// How well the threshold is known.
    pub confirmation: Confirmation,
    /// Where it was read.
    pub source: String,
}

/// What the usury threshold says of a TAEG.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum UsuryVerdict {
    /// At the threshold or under it.
    Within {
        /// The threshold, percent a year.
        threshold_pct: f64,
    },
    /// Above it.
    Above {
        /// The threshold, percent a year.
        threshold_pct: f64,
    },
    /// No threshold is known for this category at this date.
    Unknown,
}

/// The usury thresholds, by category and date.
#[derive(Debug, Clone, PartialEq)]
pub struct UsuryTable {
    /// In order of category, then of time; no overlap.
    rows: Vec<UsuryThreshold>,
}

impl UsuryCategory {
    /// Every category.
    pub const ALL: [Self; 5] =
        [Self::FixedUnder10Years, Self::Fixed10To20Years, Self::Fixed20YearsAndOver, Self::Variable, Self::Bridge];

    /// Returns the category of a loan.
    ///
    /// **Source:** avis on the application of articles L. 314-6 du code de la consommation: "moins de 10 ans", "10 ans
    /// et moins de 20 ans", "20 ans et plus", so that 240 months are in the last band.
    #[must_use]
    pub const fn of(kind: RateKind, months: Months) -> Self {
        match (kind, months.get()) {
            (RateKind::Variable, _) => Self::Variable,
            (RateKind::Bridge, _) => Self::Bridge,
            (RateKind::Fixed, ..120) => Self::FixedUnder10Years,
            (RateKind::Fixed, 120..240) => Self::Fixed10To20Years,
            (RateKind::Fixed, 240..) => Self::Fixed20YearsAndOver,
        }
    }

    /// Returns the code used in the table and shown to users.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FixedUnder10Years => "fixe_moins_10_ans",
            Self::Fixed10To20Years => "fixe_10_a_20_ans",
            Self::Fixed20YearsAndOver => "fixe_20_ans_et_plus",
            Self::Variable => "variable",
            Self::Bridge => "relais",
        }
    }

    /// Returns the category of a code, `None` when there is no such code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

impl UsuryTable {
    /// Text of the embedded table, for whoever publishes it: CSV with a header, one row a period and category.
    pub const EMBEDDED_CSV: &str = include_str!("../data/seuils_usure.csv");

    /// Returns the table that courtier is delivered with, read once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        #[expect(clippy::expect_used, reason = "the text is embedded and a test reads it")]
        static TABLE: LazyLock<UsuryTable> =
            LazyLock::new(|| UsuryTable::parse(UsuryTable::EMBEDDED_CSV).expect("embedded usury table"));
        &TABLE
    }

    /// Reads a table with the columns of [`Self::EMBEDDED_CSV`], for users who bring their own: it says nothing of what
    /// the embedded one has and it lacks.
    ///
    /// Where both are given, the threshold must be the average rate increased by a third, rounded to 0.01 (article
    /// L. 314-6 du code de la consommation): this catches typing errors.
    ///
    /// # Errors
    /// [`DatedTableError`] names the line that is wrong, or the two periods that overlap.
    pub fn parse(text: &str) -> Result<Self, DatedTableError> {
        let mut rows = lines(text, HEADER)?.iter().map(threshold).collect::<Result<Vec<_>, _>>()?;
        rows.sort_by_key(|row| (row.category, row.valid_from));
        for (earlier, later) in rows.iter().zip(rows.iter().skip(1)) {
            if earlier.category == later.category && later.valid_from <= earlier.valid_to {
                let what = later.category.code().to_owned();
                return Err(DatedTableError::Overlap { what, from: later.valid_from });
            }
        }
        Ok(Self { rows })
    }

    /// Returns every row, in order of category, then of time.
    #[must_use]
    pub fn rows(&self) -> &[UsuryThreshold] {
        &self.rows
    }

    /// Returns the row of a category at a date, `None` outside the table. Its threshold may be unknown.
    #[must_use]
    pub fn row(&self, category: UsuryCategory, date: NaiveDate) -> Option<&UsuryThreshold> {
        let after = self.rows.partition_point(|row| (row.category, row.valid_from) <= (category, date));
        let row = self.rows.get(after.checked_sub(1)?)?;
        (row.category == category && date <= row.valid_to).then_some(row)
    }

    /// Returns the threshold of a category at a date, percent a year; `None` when it is not known.
    ///
    /// **Source:** article L. 314-6 du code de la consommation; each row has where its figure was read.
    #[must_use]
    pub fn threshold_pct(&self, category: UsuryCategory, date: NaiveDate) -> Option<f64> {
        self.row(category, date)?.threshold_pct
    }

    /// Returns what the threshold at `date`, the day the loan is granted, says of a TAEG.
    ///
    /// **Source:** article L. 314-6 du code de la consommation ("au moment où il est consenti"). The TAEG is compared
    /// at 6 decimals, as everywhere in courtier; the text does not say how it is rounded.
    #[must_use]
    pub fn verdict(&self, taeg: EffectiveRate, category: UsuryCategory, date: NaiveDate) -> UsuryVerdict {
        match self.threshold_pct(category, date) {
            None => UsuryVerdict::Unknown,
            Some(threshold_pct) if round_half_up(taeg.percent(), COMPARED_DECIMALS) > threshold_pct => {
                UsuryVerdict::Above { threshold_pct }
            }
            Some(threshold_pct) => UsuryVerdict::Within { threshold_pct },
        }
    }
}

/// Reads a line of the table.
fn threshold(line: &Line<'_, 7>) -> Result<UsuryThreshold, DatedTableError> {
    let [from, to, category, threshold, average, confirmation, source] = line.cells;
    let date = |column, cell| line.optional(column, cell)?.ok_or_else(|| line.unusable(column, cell));
    let row = UsuryThreshold {
        valid_from: date("date_debut", from)?,
        valid_to: date("date_fin", to)?,
        category: UsuryCategory::from_code(category).ok_or_else(|| line.unusable("categorie", category))?,
        threshold_pct: line.figure("seuil_pct", threshold)?,
        average_rate_pct: line.figure("tem_pct", average)?,
        confirmation: Confirmation::from_code(confirmation)
            .ok_or_else(|| line.unusable("confirmation", confirmation))?,
        source: source.to_owned(),
    };
    if row.valid_to < row.valid_from {
        return Err(line.unusable("date_fin", to));
    }
    if row.threshold_pct.is_none() != (row.confirmation == Confirmation::NotFound) {
        return Err(line.unusable("confirmation", confirmation));
    }
    match (row.threshold_pct, row.average_rate_pct) {
        (Some(threshold), Some(average)) if !is_four_thirds(threshold, average) => {
            Err(DatedTableError::NotFourThirds { line: line.number })
        }
        _ => Ok(row),
    }
}

/// Says whether a threshold is its average rate increased by a third, rounded to 0.01.
fn is_four_thirds(threshold_pct: f64, average_pct: f64) -> bool {
    (round_half_up(average_pct * 4.0 / 3.0, 2) - threshold_pct).abs() < 1e-9
}

//! What "most advantageous" means: the first thing that proposals are compared on.

use std::fmt;

/// Criterion of the most advantageous proposal. Ties are then cut in a fixed order, the same for every criterion but for
/// the TAEG (see `models/gold/couts_propositions.sql`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Criterion {
    /// TAEG, insurance included: the legal measure of what a loan costs (article L. 314-1 du code de la consommation).
    #[default]
    Taeg,
    /// Nominal rate alone, without insurance.
    Rate,
    /// Interest and insurance over the whole loan, in euros.
    TotalCost,
    /// Monthly payment, insurance included.
    MonthlyPayment,
}

impl Criterion {
    /// Every criterion, the default first.
    pub const ALL: [Self; 4] = [Self::Taeg, Self::Rate, Self::TotalCost, Self::MonthlyPayment];

    /// The codes of every criterion, in the same order.
    pub const CODES: [&'static str; 4] = ["taeg", "taux", "cout-total", "mensualite"];

    /// Returns the stable code that users write and read.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Taeg => Self::CODES[0],
            Self::Rate => Self::CODES[1],
            Self::TotalCost => Self::CODES[2],
            Self::MonthlyPayment => Self::CODES[3],
        }
    }

    /// Returns the criterion of a code, `None` when there is none.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|criterion| criterion.code() == code)
    }

    /// Returns its name in a French sentence.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Taeg => "TAEG avec assurance",
            Self::Rate => "taux nominal hors assurance",
            Self::TotalCost => "coût total (intérêts et assurance)",
            Self::MonthlyPayment => "mensualité avec assurance",
        }
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Criterion;

    #[test]
    fn reads_what_it_writes() {
        for criterion in Criterion::ALL {
            assert_eq!(Criterion::from_code(criterion.code()), Some(criterion));
        }
        assert_eq!(Criterion::from_code("TAEG"), None);
    }
}

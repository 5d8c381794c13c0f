//! Yearly rates in percent: three kinds that must never be mixed up, and a share.
//!
//! 3.5 means 3.5 % a year. A fraction such as 0.035 is a valid but tiny rate: telling the two apart is for the caller,
//! who knows where the figure comes from.

use crate::rounding::round_half_up;

/// Highest nominal or insurance rate that is taken for a rate, in percent a year.
const MAX_PERCENT: f64 = 100.0;

/// Decimals of a rate shown to people. The law asks for one at least (annexe à l'article R. 314-3); two is our choice,
/// and what French offers show.
pub const SHOWN_DECIMALS: i32 = 2;

/// A nominal borrowing rate (taux débiteur), in percent a year, divided by 12 to give the monthly rate.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct NominalRate(f64);

/// A borrower-insurance rate, in percent of the insured capital a year. Not a TAEA.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct InsuranceRate(f64);

/// An effective (compound) rate, in percent a year: what a TAEG is.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct EffectiveRate(f64);

/// The share of the capital that is insured for one borrower (quotité), in percent.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct InsuredShare(f64);

/// Why a figure is not a rate or a share.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RateError {
    /// Not between 0 and 100 percent a year.
    #[error("un taux annuel est compris entre 0 et 100 %, reçu `{0}`")]
    Rate(f64),
    /// Negative or not a finite number.
    #[error("un taux effectif est un nombre positif ou nul, reçu `{0}`")]
    Effective(f64),
    /// Not above 0 and at most 100 percent.
    #[error("une quotité est supérieure à 0 et au plus de 100 %, reçu `{0}`")]
    Share(f64),
}

/// Returns the percentage when it is a number between 0 and 100.
fn checked_percent(percent: f64) -> Result<f64, RateError> {
    if (0.0..=MAX_PERCENT).contains(&percent) { Ok(percent) } else { Err(RateError::Rate(percent)) }
}

impl NominalRate {
    /// No interest, as in a prêt à taux zéro.
    pub const ZERO: Self = Self(0.0);

    /// Returns the rate of so many percent a year.
    ///
    /// # Errors
    /// [`RateError::Rate`] outside 0 to 100, or not a number.
    pub fn from_percent(percent: f64) -> Result<Self, RateError> {
        checked_percent(percent).map(Self)
    }

    /// Returns the percentage a year.
    #[must_use]
    pub const fn percent(self) -> f64 {
        self.0
    }

    /// Returns the monthly rate as a fraction: a twelfth of the yearly one, whatever the month.
    ///
    /// **Source:** annexe à l'article R. 314-3 du code de la consommation, remark (c), whose twelve normalised months
    /// serve the nominal rate of mortgages too.
    #[must_use]
    pub fn monthly_fraction(self) -> f64 {
        self.0 / 1200.0
    }
}

impl InsuranceRate {
    /// Returns the rate of so many percent of the insured capital a year.
    ///
    /// # Errors
    /// [`RateError::Rate`] outside 0 to 100, or not a number.
    pub fn from_percent(percent: f64) -> Result<Self, RateError> {
        checked_percent(percent).map(Self)
    }

    /// Returns the percentage a year.
    #[must_use]
    pub const fn percent(self) -> f64 {
        self.0
    }
}

impl InsuredShare {
    /// The whole capital.
    pub const FULL: Self = Self(100.0);

    /// Returns the share of so many percent of the capital.
    ///
    /// # Errors
    /// [`RateError::Share`] when not above 0 and at most 100, or not a number.
    pub fn from_percent(percent: f64) -> Result<Self, RateError> {
        if percent > 0.0 && percent <= 100.0 { Ok(Self(percent)) } else { Err(RateError::Share(percent)) }
    }

    /// Returns the percentage.
    #[must_use]
    pub const fn percent(self) -> f64 {
        self.0
    }
}

impl EffectiveRate {
    /// Returns the effective rate of so many percent a year, as [`crate::taeg_constant()`] gives it.
    ///
    /// # Errors
    /// [`RateError::Effective`] when negative or not a finite number.
    pub fn from_percent(percent: f64) -> Result<Self, RateError> {
        if percent.is_finite() && percent >= 0.0 { Ok(Self(percent)) } else { Err(RateError::Effective(percent)) }
    }

    /// Returns the rate that a solver found.
    pub(crate) const fn solved(percent: f64) -> Self {
        Self(percent)
    }

    /// Returns the unrounded percentage a year.
    #[must_use]
    pub const fn percent(self) -> f64 {
        self.0
    }

    /// Returns the percentage a year as shown to people: half up, [`SHOWN_DECIMALS`] decimals.
    ///
    /// **Source:** annexe à l'article R. 314-3 du code de la consommation, for half up and at least one decimal.
    #[must_use]
    pub fn shown_percent(self) -> f64 {
        round_half_up(self.0, SHOWN_DECIMALS)
    }
}

#[cfg(test)]
mod tests {
    use super::{EffectiveRate, InsuranceRate, InsuredShare, NominalRate, RateError};

    #[test]
    fn refuses_what_is_not_a_rate() {
        for percent in [-0.01, 100.01, f64::NAN, f64::INFINITY] {
            assert!(matches!(NominalRate::from_percent(percent), Err(RateError::Rate(_))), "{percent}");
            assert!(InsuranceRate::from_percent(percent).is_err(), "{percent}");
        }
        for percent in [-0.01, f64::NAN, f64::INFINITY] {
            assert!(matches!(EffectiveRate::from_percent(percent), Err(RateError::Effective(_))), "{percent}");
        }
    }

    #[test]
    fn shows_two_decimals_half_up() {
        for (percent, shown) in [(9.054_797, 9.05), (9.056_148, 9.06), (3.555, 3.56), (1000.0, 1000.0)] {
            assert_eq!(EffectiveRate::from_percent(percent).unwrap().shown_percent(), shown);
        }
    }

    #[test]
    fn refuses_a_share_of_nothing() {
        for percent in [0.0, -1.0, 100.5, f64::NAN] {
            assert!(matches!(InsuredShare::from_percent(percent), Err(RateError::Share(_))), "{percent}");
        }
    }

    #[test]
    fn keeps_the_bounds() {
        assert_eq!(NominalRate::from_percent(0.0), Ok(NominalRate::ZERO));
        assert_eq!(InsuredShare::from_percent(100.0), Ok(InsuredShare::FULL));
    }
}

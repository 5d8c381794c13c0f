//! A measure with its confidence interval.

use serde::Serialize;

/// Two-sided confidence of every interval.
pub const CONFIDENCE: f64 = 0.95;

/// The normal quantile at 97.5 %.
pub(crate) const Z: f64 = 1.959_963_984_540_054;

/// A confidence interval at 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub bas: f64,
    /// Upper end.
    pub haut: f64,
}

impl Interval {
    /// Returns the interval when both ends are numbers, in order.
    pub(crate) fn new(bas: f64, haut: f64) -> Option<Self> {
        (bas.is_finite() && haut.is_finite() && bas <= haut).then_some(Self { bas, haut })
    }

    /// Returns the interval of a correlation from its standard error on Fisher's scale.
    ///
    /// **Source:** Fisher (1915): `atanh r` is nearly normal.
    pub(crate) fn of_correlation(r: f64, standard_error: f64) -> Option<Self> {
        if r.abs() >= 1.0 {
            return None;
        }
        let z = r.atanh();
        Self::new((z - Z * standard_error).tanh(), (z + Z * standard_error).tanh())
    }

    /// Tells whether the interval holds this value.
    pub(crate) fn holds(&self, value: f64) -> bool {
        (self.bas..=self.haut).contains(&value)
    }
}

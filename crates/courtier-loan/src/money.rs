//! Amounts: what is paid, in cents, and what the law computes without rounding, in euros.
//!
//! No currency but the euro, no formatting.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use crate::rounding::round_half_up;

/// An amount that is really paid or owed, in euro cents.
///
/// Arithmetic stops at the bounds of `i64`, which no loan comes near.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(i64);

/// An unrounded amount, in euros: an input of the legal equations, never an amount on an invoice.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Euros(f64);

impl Cents {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// Returns the amount of so many cents.
    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// Returns the amount of so many whole euros.
    #[must_use]
    pub const fn from_whole_euros(euros: i32) -> Self {
        Self(euros as i64 * 100)
    }

    /// Returns the number of cents.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Returns the same amount in euros, exact up to 2^53 cents.
    #[must_use]
    pub fn to_euros(self) -> Euros {
        Euros(self.0 as f64 / 100.0)
    }
}

impl Euros {
    /// Returns the amount of so many euros.
    #[must_use]
    pub const fn new(euros: f64) -> Self {
        Self(euros)
    }

    /// Returns the number of euros.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }

    /// Rounds to the cent, half up. Not-a-number gives zero, and an amount beyond the range of [`Cents`] its bound.
    #[must_use]
    pub fn to_cents(self) -> Cents {
        Cents(round_half_up(self.0 * 100.0, 0) as i64)
    }
}

impl Add for Cents {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Cents {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Cents {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl SubAssign for Cents {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Neg for Euros {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cents, Euros};

    #[test]
    fn rounds_half_a_cent_up() {
        assert_eq!(Euros::new(1_159.919_44).to_cents(), Cents::new(115_992));
        assert_eq!(Euros::new(1.005).to_cents(), Cents::new(101));
    }

    #[test]
    fn keeps_cents_through_euros() {
        for cents in [0, 1, 33, 10_001, 20_000_000, 99_999_999_999] {
            assert_eq!(Cents::new(cents).to_euros().to_cents(), Cents::new(cents));
        }
    }
}

//! The range of the values a number may take.

use std::fmt;

/// One end of a range, in the column's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// The value itself is allowed.
    Inclusive(f64),
    /// The value itself is not allowed.
    Exclusive(f64),
}

impl Bound {
    /// Returns the limit, allowed or not.
    #[must_use]
    pub const fn limit(self) -> f64 {
        match self {
            Self::Inclusive(limit) | Self::Exclusive(limit) => limit,
        }
    }
}

/// A range; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// The lower end.
    pub lower: Option<Bound>,
    /// The upper end.
    pub upper: Option<Bound>,
}

impl Bounds {
    /// Returns whether `value` is in the range.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        let above = match self.lower {
            None => true,
            Some(Bound::Inclusive(limit)) => value >= limit,
            Some(Bound::Exclusive(limit)) => value > limit,
        };
        let below = match self.upper {
            None => true,
            Some(Bound::Inclusive(limit)) => value <= limit,
            Some(Bound::Exclusive(limit)) => value < limit,
        };
        above && below
    }

    /// Returns whether no number can be in the range.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (self.lower, self.upper) {
            (Some(Bound::Inclusive(lower)), Some(Bound::Inclusive(upper))) => lower > upper,
            (Some(lower), Some(upper)) => lower.limit() >= upper.limit(),
            _ => false,
        }
    }
}

/// Writes the range as in `> 0 et <= 15`.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.lower {
            Some(Bound::Inclusive(limit)) => write!(f, ">= {limit}")?,
            Some(Bound::Exclusive(limit)) => write!(f, "> {limit}")?,
            None => {}
        }
        if self.lower.is_some() && self.upper.is_some() {
            f.write_str(" et ")?;
        }
        match self.upper {
            Some(Bound::Inclusive(limit)) => write!(f, "<= {limit}"),
            Some(Bound::Exclusive(limit)) => write!(f, "< {limit}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Bounds};

    #[test]
    fn keeps_an_inclusive_end_and_refuses_an_exclusive_one() {
        let bounds = Bounds { lower: Some(Bound::Exclusive(0.0)), upper: Some(Bound::Inclusive(15.0)) };
        assert!(!bounds.contains(0.0) && bounds.contains(0.01) && bounds.contains(15.0) && !bounds.contains(15.01));
        assert_eq!(bounds.to_string(), "> 0 et <= 15");
    }

    #[test]
    fn leaves_an_absent_end_open() {
        let bounds = Bounds { lower: Some(Bound::Inclusive(0.0)), upper: None };
        assert!(bounds.contains(1e300) && !bounds.contains(-0.01));
        assert_eq!(bounds.to_string(), ">= 0");
        let bounds = Bounds { lower: None, upper: Some(Bound::Exclusive(5.0)) };
        assert!(bounds.contains(-1e300) && !bounds.contains(5.0));
        assert_eq!(bounds.to_string(), "< 5");
    }

    #[test]
    fn knows_an_empty_range() {
        let range = |lower, upper| Bounds { lower: Some(lower), upper: Some(upper) }.is_empty();
        assert!(range(Bound::Inclusive(2.0), Bound::Inclusive(1.0)));
        assert!(range(Bound::Inclusive(1.0), Bound::Exclusive(1.0)));
        assert!(!range(Bound::Inclusive(1.0), Bound::Inclusive(1.0)));
    }
}

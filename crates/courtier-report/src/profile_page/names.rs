//! What the columns of a profile are called and counted in, and their medians.

use super::profile::{Number, Profile, Unit};

/// Titles, units and medians of the columns of a profile.
#[derive(Debug)]
pub(super) struct Names<'a>(&'a Profile);

impl<'a> Names<'a> {
    /// Takes them from the profile.
    pub(super) const fn of(profile: &'a Profile) -> Self {
        Self(profile)
    }

    /// Returns the title of a column; the column's name when the profile does not describe it.
    pub(super) fn title(&self, champ: &'a str) -> &'a str {
        let numbers = self.0.nombres.iter().map(|number| (&number.champ, &number.libelle));
        let labels = self.0.modalites.iter().map(|label| (&label.champ, &label.libelle));
        numbers.chain(labels).find(|(name, _)| *name == champ).map_or(champ, |(_, title)| title)
    }

    /// Returns the unit of a column; none for a label.
    pub(super) fn unit(&self, champ: &str) -> Option<Unit> {
        self.number(champ).map(|number| number.unite)
    }

    /// Returns the median of a number among all requests.
    pub(super) fn median(&self, champ: &str) -> Option<f64> {
        self.number(champ)?.mediane
    }

    fn number(&self, champ: &str) -> Option<&'a Number> {
        self.0.nombres.iter().find(|number| number.champ == champ)
    }
}

//! What a bank's name says.

use courtier_core::Confirmation;

/// The network, entity and group behind a bank's name. Every part but the branch is spelt as in the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BankIdentity<'a> {
    /// Network (enseigne), `None` when the name is unknown.
    pub brand: Option<&'a str>,
    /// Banking group, `None` when the tables claim none.
    pub group: Option<&'a str>,
    /// How well brand and group are known; [`Confirmation::NotFound`] when the name is unknown.
    pub confirmation: Confirmation,
    /// Regional or specialised entity of the network, `None` when the name tells none.
    pub entity: Option<&'a str>,
    /// How well it is known that the name means this entity; [`Confirmation::NotFound`] without entity.
    pub entity_confirmation: Confirmation,
    /// What the name says beyond network and entity (branch, desk, territory), as it is written there.
    pub branch: Option<&'a str>,
}

impl BankIdentity<'_> {
    /// What the network of an unknown name is called.
    pub const UNKNOWN: &'static str = "Inconnu";

    /// What is known of a name that no alias starts.
    pub(crate) const NOTHING: Self = Self {
        brand: None,
        group: None,
        confirmation: Confirmation::NotFound,
        entity: None,
        entity_confirmation: Confirmation::NotFound,
        branch: None,
    };
}

impl<'a> BankIdentity<'a> {
    /// Returns the network for a table or a report: the brand, or [`BankIdentity::UNKNOWN`].
    #[must_use]
    pub fn network(&self) -> &'a str {
        self.brand.unwrap_or(BankIdentity::UNKNOWN)
    }

    /// Says whether the name is that of a known network.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.brand.is_some()
    }
}

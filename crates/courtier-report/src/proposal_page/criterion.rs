//! What proposals are compared on, in words.

use serde::Serialize;

/// A criterion of comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Criterion {
    /// Effective rate, insurance included.
    #[serde(rename = "taeg")]
    Taeg,
    /// Nominal rate.
    #[serde(rename = "taux")]
    Rate,
    /// Interest and insurance over the whole loan.
    #[serde(rename = "cout-total")]
    TotalCost,
    /// Payment a month, insurance included.
    #[serde(rename = "mensualite")]
    Payment,
}

impl Criterion {
    /// Reads the code of the JSON form.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code {
            "taeg" => Some(Self::Taeg),
            "taux" => Some(Self::Rate),
            "cout-total" => Some(Self::TotalCost),
            "mensualite" => Some(Self::Payment),
            _ => None,
        }
    }

    /// Returns the name, after "critère :".
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Taeg => "TAEG assurance comprise",
            Self::Rate => "taux nominal",
            Self::TotalCost => "coût total",
            Self::Payment => "mensualité assurance comprise",
        }
    }

    /// Returns what makes a proposal the best, after "celle qui a".
    pub(crate) const fn best(self) -> &'static str {
        match self {
            Self::Taeg => "le TAEG le plus bas",
            Self::Rate => "le taux nominal le plus bas",
            Self::TotalCost => "le coût total le plus bas",
            Self::Payment => "la mensualité la plus basse",
        }
    }

    /// Returns how proposals are ordered, after "classées par".
    pub(crate) const fn order(self) -> &'static str {
        match self {
            Self::Taeg => "TAEG croissant, puis par coût total, durée, date de création et identifiant",
            Self::Rate => "taux nominal croissant, puis par coût total, durée, date de création et identifiant",
            Self::TotalCost => "coût total croissant, puis par TAEG, durée, date de création et identifiant",
            Self::Payment => "mensualité croissante, puis par TAEG, coût total, durée, date de création et identifiant",
        }
    }
}

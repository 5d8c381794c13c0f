//! What a crossing of two fields shows.

use serde::Serialize;

use crate::measure::{Ampleur, Interval};

/// How the link of two fields is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mesure {
    /// Two labels: Cramér's V, corrected for bias (0 to 1).
    VDeCramerCorrige,
    /// Two numbers: Spearman's rank correlation (-1 to 1).
    RhoDeSpearman,
    /// A number and a label of two categories: rank-biserial correlation (-1 to 1) of the first against the second.
    BiserialeDesRangs,
    /// A number and a label: eta squared on ranks, corrected for bias (0 to 1).
    Eta2DesRangsCorrige,
}

impl Mesure {
    /// The name in data.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::VDeCramerCorrige => "v_de_cramer_corrige",
            Self::RhoDeSpearman => "rho_de_spearman",
            Self::BiserialeDesRangs => "biseriale_des_rangs",
            Self::Eta2DesRangsCorrige => "eta2_des_rangs_corrige",
        }
    }
}

/// Two fields together, over the requests where both are known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Crossing {
    /// 1 for the strongest link. Links that cannot be measured come last.
    pub rang: usize,
    /// First field.
    pub champ_a: &'static str,
    /// Second field.
    pub champ_b: &'static str,
    /// Requests where both are known.
    pub effectif: u64,
    /// How the link is measured.
    pub mesure: Mesure,
    /// The measure; absent with fewer than ten requests, in one of two groups too, or when a field does not vary.
    pub valeur: Option<f64>,
    /// Its confidence interval at 95 %.
    pub ic95: Option<Interval>,
    /// The strength that ranks crossings, 0 to 1, whatever the measure: V, `|rho|`, or the square root of corrected eta squared.
    pub force: Option<f64>,
    /// The interval brought to that scale: `ic95` itself is on the measure's own.
    pub ic95_force: Option<Interval>,
    /// The strength in a word.
    pub ampleur: Option<Ampleur>,
    /// The measure without correction for bias, where there is one: V, or eta squared.
    pub valeur_brute: Option<f64>,
    /// Chi-square, or Kruskal and Wallis's H corrected for ties.
    pub statistique: Option<f64>,
    /// Its degrees of freedom.
    pub degres_de_liberte: Option<u64>,
    /// Two labels: the table of counts.
    pub tableau: Option<CrossTable>,
    /// A number and a label: the number in each category. Two numbers: the second in each quarter of the first.
    pub groupes: Vec<NumericGroup>,
    /// The same in a sentence.
    pub phrase: String,
}

/// Counts of two labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrossTable {
    /// Categories of the first field.
    pub lignes: Vec<String>,
    /// Categories of the second field.
    pub colonnes: Vec<String>,
    /// People, a list a line; absent where hidden, because they are fewer than ten or would tell of such a cell.
    pub nombres: Vec<Vec<Option<u64>>>,
    /// Share of the line, 0 to 1; absent where hidden.
    pub parts_ligne: Vec<Vec<Option<f64>>>,
}

/// A number within a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumericGroup {
    /// The category, or the quarter in words.
    pub groupe: String,
    /// People; absent where hidden, because they are fewer than ten or would tell of such a group.
    pub effectif: Option<u64>,
    /// First quartile, in the number's unit; absent, like the two that follow, with fewer than ten people.
    pub quartile_1: Option<f64>,
    /// Median.
    pub mediane: Option<f64>,
    /// Third quartile.
    pub quartile_3: Option<f64>,
}

/// The strength of a link on one scale, with the interval brought to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strength {
    pub(crate) force: f64,
    pub(crate) interval: Option<Interval>,
}

/// What is found about two fields before they are ranked.
#[derive(Debug, Default)]
pub(crate) struct Link {
    pub(crate) value: Option<f64>,
    pub(crate) interval: Option<Interval>,
    pub(crate) strength: Option<Strength>,
    pub(crate) raw: Option<f64>,
    pub(crate) statistic: Option<f64>,
    pub(crate) degrees: Option<u64>,
}

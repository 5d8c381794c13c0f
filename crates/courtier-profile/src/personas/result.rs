//! Personas as they are shown.

use serde::Serialize;

use crate::groups::{GroupNumber, GroupShare};

/// Groups of alike people, how they were found, and how far to trust them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Personas {
    /// How and why, in words.
    pub methode: String,
    /// Why there are no groups; absent when there are.
    pub motif_absence: Option<String>,
    /// People in the groups.
    pub classes_nombre: u64,
    /// People in none: less than half of the fields known.
    pub non_classes_nombre: u64,
    /// The axes.
    pub axes: Option<Axes>,
    /// Inertia within 3 to 6 groups of the tree, before consolidation.
    pub arbre: Vec<TreeLevel>,
    /// Share of the inertia of the axes kept that lies between the groups, 0 to 1.
    pub inertie_entre_groupes_part: Option<f64>,
    /// Whether the groups come again.
    pub stabilite: Option<GroupStability>,
    /// The largest first.
    pub groupes: Vec<Persona>,
    /// The whole in a sentence or two.
    pub phrase: String,
}

/// The axes of the factor analysis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axes {
    /// Inertia of each axis, decreasing.
    pub valeurs_propres: Vec<f64>,
    /// Their sum.
    pub inertie_totale: f64,
    /// Largest inertia that an axis of independent fields would have.
    pub seuil_du_hasard: f64,
    /// Axes above it.
    pub axes_au_dela_du_hasard: usize,
    /// Axes that the groups are made on.
    pub axes_retenus: usize,
    /// Share of all inertia on those, 0 to 1.
    pub inertie_retenue_part: f64,
    /// Where numbers and categories lie on the axes kept: the factor map.
    pub carte: Vec<MapPoint>,
}

/// A number or a category on the axes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapPoint {
    /// Column name.
    pub champ: &'static str,
    /// The category; absent for a number. `Modalités rares` are those of less than 2 %, together.
    pub modalite: Option<String>,
    /// One an axis kept. A number: its correlation with the axis, a missing value being the mean. A category: the mean of
    /// its people.
    pub coordonnees: Vec<f64>,
}

/// A level of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TreeLevel {
    /// Number of groups.
    pub groupes_nombre: usize,
    /// Inertia within them, a person, in squared units of the axes.
    pub inertie_intra: f64,
}

/// Whether the groups come again in other samples of the same people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupStability {
    /// Samples drawn.
    pub tirages_nombre: usize,
    /// People in each.
    pub tirage_effectif: usize,
    /// Mean adjusted Rand index (0 by chance, 1 for the same groups).
    pub rand_ajuste_moyen: f64,
    /// The lowest one.
    pub rand_ajuste_min: f64,
    /// In a word.
    pub niveau: Stabilite,
}

/// How stable groups are, by their mean adjusted Rand index.
///
/// **Source:** Steinley (2004), *Properties of the Hubert-Arabie adjusted Rand index*, Psychological Methods 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stabilite {
    /// 0.9 and more.
    Excellente,
    /// 0.8 and more.
    Bonne,
    /// 0.65 and more.
    Moyenne,
    /// Less.
    Faible,
}

impl Stabilite {
    pub(crate) fn of(index: f64) -> Self {
        match index {
            index if index >= 0.9 => Self::Excellente,
            index if index >= 0.8 => Self::Bonne,
            index if index >= 0.65 => Self::Moyenne,
            _ => Self::Faible,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Excellente => "excellente",
            Self::Bonne => "bonne",
            Self::Moyenne => "moyenne",
            Self::Faible => "faible",
        }
    }
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Persona {
    /// 1 for the largest.
    pub numero: usize,
    /// What sets it apart, in a few words.
    pub titre: String,
    /// People: 10 or more.
    pub nombre: u64,
    /// Their share of the people in groups, 0 to 1.
    pub part: f64,
    /// Its centre on the axes kept.
    pub centre: Vec<f64>,
    /// Mean Jaccard index with the most similar group of the samples: 0.75 and more is stable.
    pub jaccard_moyen: f64,
    /// Its numbers against all.
    pub nombres: Vec<GroupNumber>,
    /// Its categories against all.
    pub modalites: Vec<GroupShare>,
    /// What sets it apart, in a sentence.
    pub phrase: String,
}

//! The fields of a profile: names, units, scales, and how French speaks of them.

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Years,
    EurosAMonth,
    Euros,
}

impl Unit {
    /// The name in data.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Years => "ans",
            Self::EurosAMonth => "EUR/mois",
            Self::Euros => "EUR",
        }
    }
}

/// How distances between values are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// As they are.
    Linear,
    /// Natural logarithm: twice as much is as far at 2,000 EUR as at 20,000. Zero and below are taken for missing.
    Log,
}

impl Scale {
    /// Returns the value on this scale; NaN when it has none.
    pub(crate) fn of(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log if value > 0.0 => value.ln(),
            Self::Log => f64::NAN,
        }
    }
}

/// A field that is a number.
#[derive(Debug)]
pub(crate) struct NumericField {
    /// Column name.
    pub(crate) name: &'static str,
    /// With its article: "l'âge".
    pub(crate) the: &'static str,
    /// With its contracted preposition: "de l'âge".
    pub(crate) of_the: &'static str,
    /// Of its median: "l'âge médian".
    pub(crate) the_median: &'static str,
    /// Titles of groups whose values are low, and high; none for the age, which every title tells.
    pub(crate) low_high: Option<[&'static str; 2]>,
    pub(crate) unit: Unit,
    pub(crate) scale: Scale,
    /// Makes personas and the typical person, rather than only illustrating them.
    pub(crate) active: bool,
    /// Lower ends of the bands of combinations, after the first one; in the unit.
    pub(crate) bands: &'static [f64],
    /// Widths of bands for a record type, from fine to coarse; in the unit.
    pub(crate) record_widths: [f64; 4],
}

/// A field that is a label.
#[derive(Debug)]
pub(crate) struct CategoricalField {
    pub(crate) name: &'static str,
    /// With its article: "la profession".
    pub(crate) the: &'static str,
    /// "La profession la plus fréquente est".
    pub(crate) most_frequent_is: &'static str,
    /// "dont la profession est connue".
    pub(crate) when_known: &'static str,
    /// "Les professions les plus fréquentes, à égalité, sont".
    pub(crate) most_frequent_are: &'static str,
    /// Most categories that are told apart.
    pub(crate) most_categories: usize,
}

/// Most categories of a field that are told apart; rarer ones are merged with the small ones.
pub const MAX_CATEGORIES: usize = 50;

/// Most months that are told apart: ten years.
const MAX_MONTHS: usize = 120;

/// Age, income, amount: positions in [`NUMERIC`].
pub(crate) const AGE: usize = 0;

pub(crate) const NUMERIC: [NumericField; 3] = [
    NumericField {
        name: "age_emprunteur",
        the: "l'âge",
        of_the: "de l'âge",
        the_median: "l'âge médian",
        low_high: None,
        unit: Unit::Years,
        scale: Scale::Linear,
        active: true,
        bands: &[26.0, 36.0, 46.0, 56.0, 66.0],
        record_widths: [1.0, 5.0, 10.0, 20.0],
    },
    NumericField {
        name: "revenu_total",
        the: "le revenu du ménage",
        of_the: "du revenu du ménage",
        the_median: "le revenu médian du ménage",
        low_high: Some(["Revenu modeste", "Revenu élevé"]),
        unit: Unit::EurosAMonth,
        scale: Scale::Log,
        active: true,
        bands: &[2_000.0, 3_000.0, 4_000.0, 6_000.0, 8_000.0],
        record_widths: [500.0, 1_000.0, 2_000.0, 5_000.0],
    },
    NumericField {
        name: "montant_pret_principal",
        the: "le montant du prêt",
        of_the: "du montant du prêt",
        the_median: "le montant médian du prêt",
        low_high: Some(["Petit prêt", "Prêt élevé"]),
        unit: Unit::Euros,
        scale: Scale::Log,
        active: false,
        bands: &[100_000.0, 150_000.0, 200_000.0, 300_000.0, 400_000.0],
        record_widths: [25_000.0, 50_000.0, 100_000.0, 200_000.0],
    },
];

pub(crate) const CATEGORICAL: [CategoricalField; 4] = [
    CategoricalField {
        name: "reseau_bancaire",
        the: "le réseau bancaire",
        most_frequent_is: "Le réseau bancaire le plus fréquent est",
        most_frequent_are: "Les réseaux bancaires les plus fréquents, à égalité, sont",
        when_known: "dont le réseau bancaire est connu",
        most_categories: MAX_CATEGORIES,
    },
    CategoricalField {
        name: "deja_souscrit_credit_immo",
        the: "l'expérience du crédit immobilier",
        most_frequent_is: "L'expérience du crédit immobilier la plus fréquente est",
        most_frequent_are: "Les expériences du crédit immobilier les plus fréquentes, à égalité, sont",
        when_known: "dont l'expérience du crédit immobilier est connue",
        most_categories: MAX_CATEGORIES,
    },
    CategoricalField {
        name: "categorie_professionnelle",
        the: "la profession",
        most_frequent_is: "La profession la plus fréquente est",
        most_frequent_are: "Les professions les plus fréquentes, à égalité, sont",
        when_known: "dont la profession est connue",
        most_categories: MAX_CATEGORIES,
    },
    CategoricalField {
        name: "contrat_travail",
        the: "le contrat de travail",
        most_frequent_is: "Le contrat de travail le plus fréquent est",
        most_frequent_are: "Les contrats de travail les plus fréquents, à égalité, sont",
        when_known: "dont le contrat de travail est connu",
        most_categories: MAX_CATEGORIES,
    },
];

/// Fields that only cut the requests into segments. The bank network, a field of its own, does it too.
pub(crate) const SEGMENTING: [CategoricalField; 3] = [
    CategoricalField {
        name: "origine",
        the: "l'origine de la demande",
        most_frequent_is: "L'origine la plus fréquente est",
        most_frequent_are: "Les origines les plus fréquentes, à égalité, sont",
        when_known: "dont l'origine est connue",
        most_categories: MAX_CATEGORIES,
    },
    CategoricalField {
        name: "stage_name",
        the: "l'étape de la demande",
        most_frequent_is: "L'étape la plus fréquente est",
        most_frequent_are: "Les étapes les plus fréquentes, à égalité, sont",
        when_known: "dont l'étape est connue",
        most_categories: MAX_CATEGORIES,
    },
    CategoricalField {
        name: "mois",
        the: "le mois de la demande",
        most_frequent_is: "Le mois le plus fréquent est",
        most_frequent_are: "Les mois les plus fréquents, à égalité, sont",
        when_known: "dont le mois est connu",
        most_categories: MAX_MONTHS,
    },
];

/// Returns a field with its article; nothing for what is not a field.
pub(crate) fn the(champ: &str) -> &'static str {
    let number = NUMERIC.iter().find(|field| field.name == champ).map(|field| field.the);
    let label = || CATEGORICAL.iter().chain(&SEGMENTING).find(|field| field.name == champ).map(|field| field.the);
    number.or_else(label).unwrap_or_default()
}

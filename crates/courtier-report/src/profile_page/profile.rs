//! The contract of the page: the JSON form of a profile, field by field, named as there.

use serde_json::Value;

use crate::fields::{Fault, Field, record};

record! {
    /// The whole profile.
    Profile {
        demandes_nombre: u64,
        /// Fewest people that a figure tells about.
        petit_effectif: u64,
        niveau_de_confiance: f64,
        synthese: Vec<String>,
        qualite: Vec<Quality>,
        nombres: Vec<Number>,
        modalites: Vec<Categories>,
        croisements: Vec<Crossing>,
        personne_type: TypicalPerson,
        personas: Personas,
        segmentations: Vec<Segmentation>,
        chronologie: Timeline,
    }
}

record! {
    /// What a field lacks.
    Quality {
        libelle: String,
        renseignes_nombre: u64,
        manquants_nombre: u64,
        invalides_nombre: u64,
        renseignes_part: Option<f64>,
        phrase: String,
    }
}

record! {
    /// A number alone.
    Number {
        champ: String,
        libelle: String,
        unite: Unit,
        effectif: u64,
        moyenne: Option<f64>,
        ecart_type: Option<f64>,
        centile_1: Option<f64>,
        quartile_1: Option<f64>,
        mediane: Option<f64>,
        quartile_3: Option<f64>,
        centile_99: Option<f64>,
        histogramme: Vec<Bin>,
        phrase: String,
    }
}

record! {
    /// A class of a number: from `de` on, below `a`.
    Bin {
        de: f64,
        /// `null` for an open class.
        a: Option<f64>,
        nombre: u64,
        part: f64,
    }
}

record! {
    /// A label alone.
    Categories {
        champ: String,
        libelle: String,
        effectif: u64,
        modalites_distinctes: u64,
        modalites_regroupees: u64,
        modalites: Vec<Share>,
        modes: Vec<String>,
        phrase: String,
    }
}

record! {
    /// A category.
    Share {
        modalite: String,
        nombre: u64,
        part: f64,
    }
}

record! {
    /// Two fields together.
    Crossing {
        rang: u64,
        champ_a: String,
        champ_b: String,
        effectif: u64,
        mesure: Measure,
        valeur: Option<f64>,
        ic95: Option<Interval>,
        force: Option<f64>,
        ic95_force: Option<Interval>,
        ampleur: Option<Magnitude>,
        tableau: Option<CrossTable>,
        groupes: Vec<NumericGroup>,
        phrase: String,
    }
}

record! {
    /// A confidence interval.
    Interval {
        bas: f64,
        haut: f64,
    }
}

record! {
    /// Counts of two labels; `null` where hidden.
    CrossTable {
        lignes: Vec<String>,
        colonnes: Vec<String>,
        nombres: Vec<Vec<Option<u64>>>,
        parts_ligne: Vec<Vec<Option<f64>>>,
    }
}

record! {
    /// A number in a group; `null` where hidden.
    NumericGroup {
        groupe: String,
        effectif: Option<u64>,
        quartile_1: Option<f64>,
        mediane: Option<f64>,
        quartile_3: Option<f64>,
    }
}

record! {
    /// The typical person, three ways.
    TypicalPerson {
        par_champ: Vec<TypicalValue>,
        combinaisons: Combinations,
        dossier_type: RecordType,
    }
}

record! {
    /// The middle of a field.
    TypicalValue {
        champ: String,
        libelle: String,
        mediane: Option<f64>,
        modes: Vec<String>,
        part_du_mode: Option<f64>,
    }
}

record! {
    /// What most people share.
    Combinations {
        combinaisons: Vec<Combination>,
        phrase: String,
    }
}

record! {
    /// One combination of values.
    Combination {
        valeurs: Vec<FieldValue>,
        nombre: u64,
        part: f64,
    }
}

record! {
    /// A field and its value in words.
    FieldValue {
        champ: String,
        valeur: String,
    }
}

record! {
    /// The most representative type of record.
    RecordType {
        valeurs: Vec<FieldValue>,
        partage_par_nombre: Option<u64>,
        phrase: String,
    }
}

record! {
    /// Groups of alike people.
    Personas {
        methode: String,
        motif_absence: Option<String>,
        classes_nombre: u64,
        non_classes_nombre: u64,
        axes: Option<Axes>,
        inertie_entre_groupes_part: Option<f64>,
        stabilite: Option<Stability>,
        groupes: Vec<Persona>,
        phrase: String,
    }
}

record! {
    /// The axes of the factor analysis.
    Axes {
        valeurs_propres: Vec<f64>,
        inertie_totale: f64,
        seuil_du_hasard: f64,
        axes_retenus: u64,
        inertie_retenue_part: f64,
        carte: Vec<MapPoint>,
    }
}

record! {
    /// A number or a category on the axes.
    MapPoint {
        champ: String,
        modalite: Option<String>,
        coordonnees: Vec<f64>,
    }
}

record! {
    /// Whether the groups come again.
    Stability {
        tirages_nombre: u64,
        tirage_effectif: u64,
        rand_ajuste_moyen: f64,
        rand_ajuste_min: f64,
        niveau: StabilityLevel,
    }
}

record! {
    /// One group of alike people.
    Persona {
        numero: u64,
        titre: String,
        nombre: u64,
        part: f64,
        centre: Vec<f64>,
        jaccard_moyen: f64,
        nombres: Vec<GroupNumber>,
        modalites: Vec<GroupShare>,
        phrase: String,
    }
}

record! {
    /// A number in a group and in all requests; `null` where hidden.
    GroupNumber {
        champ: String,
        mediane: Option<f64>,
    }
}

record! {
    /// A category in a group and in all requests; `null` where hidden.
    GroupShare {
        champ: String,
        modalite: String,
        part: Option<f64>,
        part_ensemble: Option<f64>,
        h_de_cohen: Option<f64>,
    }
}

record! {
    /// The segments of a column.
    Segmentation {
        champ: String,
        libelle: String,
        liens: Vec<SegmentLink>,
        segments: Vec<Segment>,
        phrase: String,
    }
}

record! {
    /// How much a field depends on the segment.
    SegmentLink {
        champ: String,
        force: f64,
        ic95: Option<Interval>,
        ampleur: Magnitude,
    }
}

record! {
    /// One segment against all.
    Segment {
        valeur: String,
        nombre: u64,
        part: f64,
        nombres: Vec<GroupNumber>,
        phrase: String,
    }
}

record! {
    /// Months in order.
    Timeline {
        mois: Vec<Month>,
        phrase: String,
    }
}

record! {
    /// One month.
    Month {
        mois: String,
        nombre: u64,
        age_emprunteur_median: Option<f64>,
        revenu_total_median_eur_mois: Option<f64>,
        montant_pret_principal_median_eur: Option<f64>,
        parts: Vec<MonthShare>,
    }
}

record! {
    /// The share of a field's most frequent category in a month.
    MonthShare {
        champ: String,
        modalite: String,
        part: Option<f64>,
    }
}

/// Declares words of the contract, and what each is called in French.
macro_rules! words {
    ($(#[$about:meta])* $name:ident($expected:literal) { $($variant:ident = $code:literal => $shown:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum $name { $($variant,)* }

        impl $name {
            /// Returns what it is called.
            pub(crate) const fn shown(self) -> &'static str {
                match self { $(Self::$variant => $shown,)* }
            }
        }

        impl Field for $name {
            fn read(value: &Value) -> Result<Self, Fault> {
                match value.as_str() {
                    $(Some($code) => Ok(Self::$variant),)*
                    _ => Err(Fault::kind($expected)),
                }
            }
        }
    };
}

words! {
    /// What a number counts.
    Unit("`ans`, `EUR/mois` ou `EUR`") {
        Years = "ans" => "ans",
        EurosAMonth = "EUR/mois" => "€ par mois",
        Euros = "EUR" => "€",
    }
}

words! {
    /// How a link is measured.
    Measure("une mesure de lien") {
        Cramer = "v_de_cramer_corrige" => "V de Cramér corrigé",
        Spearman = "rho_de_spearman" => "rho de Spearman",
        RankBiserial = "biseriale_des_rangs" => "r bisérial des rangs",
        Eta2 = "eta2_des_rangs_corrige" => "êta² des rangs corrigé",
    }
}

words! {
    /// The strength of a link.
    Magnitude("`negligeable`, `faible`, `moderee` ou `forte`") {
        Negligible = "negligeable" => "négligeable",
        Weak = "faible" => "faible",
        Moderate = "moderee" => "modéré",
        Strong = "forte" => "fort",
    }
}

words! {
    /// How stable groups are.
    StabilityLevel("`excellente`, `bonne`, `moyenne` ou `faible`") {
        Excellent = "excellente" => "excellente",
        Good = "bonne" => "bonne",
        Fair = "moyenne" => "moyenne",
        Poor = "faible" => "faible",
    }
}

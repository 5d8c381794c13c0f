//! The reasons that make a proposal unusable: their codes, in the order of the ranking, and what they mean.

/// Each reason: code, and what it means in French. The order is that of `models/gold/couts_propositions.sql`.
const REASONS: [(&str, &str); 13] = [
    ("opportunite_inconnue", "l'opportunité n'est pas dans les fichiers"),
    ("banque_manquante", "la proposition ne dit pas de quelle banque elle vient"),
    ("banque_inconnue", "la banque n'est pas dans les fichiers"),
    ("taux_manquant", "le taux manque"),
    ("taux_nul", "le taux est nul : une valeur d'attente, pas un prêt gratuit"),
    ("taux_hors_bornes", "le taux dépasse ce qu'une banque propose"),
    ("duree_manquante", "la durée manque"),
    ("duree_probablement_en_annees", "la durée est sans doute écrite en années"),
    ("duree_hors_bornes", "la durée est hors des bornes d'un prêt immobilier"),
    ("assurance_manquante", "le taux d'assurance manque : le TAEG ne se calcule pas"),
    ("assurance_hors_bornes", "le taux d'assurance est hors bornes"),
    ("etape_non_eligible", "l'étape dit que la proposition est refusée ou non éligible"),
    ("au_dessus_usure", "le TAEG dépasse le seuil de l'usure du jour de la proposition"),
];

/// Returns what a reason means, in French; the code itself when it is not one of courtier's (a model of the user).
#[must_use]
pub fn reason_label(code: &str) -> &str {
    REASONS.iter().find(|(known, _)| *known == code).map_or(code, |(_, label)| label)
}

#[cfg(test)]
mod tests {
    use super::REASONS;

    #[test]
    fn explains_each_reason_of_the_model_in_its_order() {
        let sql = include_str!("../../../models/gold/couts_propositions.sql");
        let (_, reasons) = sql.split_once("concat_ws(").unwrap();
        let (reasons, _) = reasons.split_once(") AS motifs").unwrap();
        let codes: Vec<&str> = reasons.split("THEN '").skip(1).map(|rest| rest.split('\'').next().unwrap()).collect();
        assert_eq!(codes, REASONS.map(|(code, _)| code));
    }
}

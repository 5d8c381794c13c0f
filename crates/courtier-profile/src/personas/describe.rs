//! From groups of rows to personas.

use crate::field::{AGE, NUMERIC};
use crate::french::{agree, capital, decimal, integer, list, quantity, share_percent};
use crate::groups::{Comparison, Highlight, compare, highlights};
use crate::personas::grouping::Grouping;
use crate::personas::result::{GroupStability, Persona, Stabilite};
use crate::personas::stability::Stability;
use crate::personas::table::Table;
use crate::rows::{MISSING, Rows};

/// Describes the groups, the largest first.
pub(crate) fn personas(rows: &Rows, table: &Table, grouping: &Grouping, stability: &Stability) -> Vec<Persona> {
    let partition = &grouping.partition;
    let count = partition.sizes.len();
    let mut codes = vec![MISSING; rows.count];
    for (&row, &group) in table.rows.iter().zip(&partition.groups) {
        codes[row as usize] = group;
    }
    let mut comparisons = compare(rows, &codes, count);
    let mut order: Vec<usize> = (0..count).collect();
    // Stable.
    order.sort_by_key(|&group| std::cmp::Reverse(partition.sizes[group]));
    let one = |(i, &group): (usize, &usize)| {
        let comparison = std::mem::take(&mut comparisons[group]);
        let found = highlights(&comparison.numbers, &comparison.shares, "");
        let part = partition.sizes[group] as f64 / table.len() as f64;
        Persona {
            numero: i + 1,
            titre: title(&comparison, &found),
            nombre: partition.sizes[group],
            part,
            centre: partition.centres[group].clone(),
            jaccard_moyen: stability.jaccard[group],
            phrase: sentence(i + 1, part, partition.sizes[group], &comparison, &found),
            nombres: comparison.numbers,
            modalites: comparison.shares,
        }
    };
    order.iter().enumerate().map(one).collect()
}

/// "Secundo-accédant, Retraité, 45 ans": the two traits that stand out most, and the median age.
fn title(comparison: &Comparison, found: &[Highlight]) -> String {
    let mut parts: Vec<String> = found.iter().filter_map(|highlight| highlight.title.clone()).take(2).collect();
    let age = comparison.numbers.get(AGE).and_then(|number| number.mediane);
    if parts.is_empty() {
        parts.push(without_trait(comparison, found).to_owned());
    }
    parts.extend(age.map(|age| quantity(age, NUMERIC[AGE].unit)));
    capital(&parts.join(", "))
}

/// What stands in a title for the traits that most members have, when none stands out.
fn without_trait(comparison: &Comparison, found: &[Highlight]) -> &'static str {
    let age = comparison.numbers.get(AGE).and_then(|age| age.mediane.zip(age.mediane_ensemble));
    let is_of_age = found.iter().any(|highlight| highlight.champ == NUMERIC[AGE].name);
    match age.filter(|_| is_of_age) {
        Some((own, overall)) if own > overall => "Plus âgé que l'ensemble",
        Some(_) => "Plus jeune que l'ensemble",
        None if !found.is_empty() => "Profil mêlé",
        None if comparison.is_mostly_hidden() => "Petit groupe",
        None => "Profil proche de l'ensemble",
    }
}

fn sentence(number: usize, part: f64, size: u64, comparison: &Comparison, found: &[Highlight]) -> String {
    let start = format!("Groupe {number} : {} des demandeurs classés ({})", share_percent(part), integer(size));
    if found.is_empty() && comparison.is_mostly_hidden() {
        return format!("{start}\u{a0}; ce qui le distingue porte sur trop peu de demandeurs pour être dit.");
    }
    if found.is_empty() {
        return format!("{start}\u{a0}; aucun champ ne s'y écarte nettement de l'ensemble.");
    }
    let told: Vec<String> = found.iter().map(|highlight| highlight.text.clone()).collect();
    format!("{start}\u{a0}; {}.", list(&told))
}

/// Sums the stability up; `None` when no sample could be grouped.
pub(crate) fn group_stability(stability: &Stability) -> Option<GroupStability> {
    let count = stability.indices.len();
    if count == 0 {
        return None;
    }
    let mean = stability.indices.iter().sum::<f64>() / count as f64;
    Some(GroupStability {
        tirages_nombre: count,
        tirage_effectif: stability.rows,
        rand_ajuste_moyen: mean,
        rand_ajuste_min: stability.indices.iter().copied().fold(f64::INFINITY, f64::min),
        niveau: Stabilite::of(mean),
    })
}

/// Says how many groups there are, and how far to trust them.
pub(crate) fn summary(grouping: &Grouping, between: f64, stability: Option<&GroupStability>) -> String {
    let count = grouping.partition.sizes.len() as u64;
    let mut text = format!(
        "{count} groupes, qui rendent compte de {} de l'inertie des {} axes retenus ({} de l'inertie totale).",
        share_percent(between),
        grouping.components.kept,
        share_percent(kept_share(grouping)),
    );
    match grouping.components.beyond_chance {
        0 => text.push_str(
            " Aucun axe ne dépasse ce que donneraient des champs indépendants : ces groupes découpent la population, ils ne révèlent pas de types naturels.",
        ),
        beyond => text.push_str(&format!(" {beyond} {} ce que donneraient des champs indépendants.", agree(beyond as u64, "axe dépasse", "axes dépassent"))),
    }
    if let Some(found) = stability {
        text.push_str(&format!(
            " Stabilité {} : indice de Rand ajusté de {} en moyenne sur {} tirages de {} dossiers.",
            found.niveau.word(),
            decimal(found.rand_ajuste_moyen, 2),
            found.tirages_nombre,
            integer(found.tirage_effectif as u64),
        ));
        if found.niveau == Stabilite::Faible {
            text.push_str(" D'autres demandes donneraient d'autres groupes : à ne pas prendre pour cible.");
        }
    }
    text
}

/// Returns the share of all inertia on the axes kept.
pub(crate) fn kept_share(grouping: &Grouping) -> f64 {
    let kept: f64 = grouping.famd.eigenvalues[..grouping.components.kept].iter().sum();
    kept / grouping.famd.inertia()
}

#[cfg(test)]
mod tests {
    use super::{sentence, title};
    use crate::groups::{Comparison, GroupNumber, GroupShare, highlights};

    fn age(median: f64, r: f64) -> GroupNumber {
        GroupNumber {
            champ: "age_emprunteur",
            effectif: Some(50),
            quartile_1: None,
            mediane: Some(median),
            quartile_3: None,
            mediane_ensemble: Some(36.0),
            biseriale_des_rangs: Some(r),
            valeur_test: Some(20.0 * r),
            compared: Some((r, 20.0 * r)),
        }
    }

    fn share(told: Option<(f64, f64)>) -> GroupShare {
        GroupShare {
            champ: "categorie_professionnelle",
            modalite: "Artisan".to_owned(),
            nombre: told.map(|_| 20),
            part: told.map(|(part, _)| part),
            part_ensemble: told.map(|_| 0.1),
            part_de_la_modalite: None,
            h_de_cohen: told.map(|(_, h)| h),
            valeur_test: told.map(|_| 5.0),
            merged: false,
        }
    }

    fn told(numbers: Vec<GroupNumber>, shares: Vec<GroupShare>) -> String {
        let comparison = Comparison { numbers, shares };
        title(&comparison, &highlights(&comparison.numbers, &comparison.shares, ""))
    }

    #[test]
    fn claims_likeness_only_where_nothing_stands_out() {
        assert_eq!(
            told(vec![age(36.0, 0.0)], vec![share(Some((0.1, 0.0)))]),
            "Profil proche de l'ensemble, 36\u{a0}ans"
        );
        assert_eq!(told(vec![age(60.0, 0.8)], vec![]), "Plus âgé que l'ensemble, 60\u{a0}ans");
        assert_eq!(told(vec![age(25.0, -0.8)], vec![]), "Plus jeune que l'ensemble, 25\u{a0}ans");
        assert_eq!(told(vec![age(36.0, 0.0)], vec![share(Some((0.4, 0.7)))]), "Profil mêlé, 36\u{a0}ans");
        assert_eq!(told(vec![age(36.0, 0.0)], vec![share(None)]), "Petit groupe, 36\u{a0}ans");
    }

    #[test]
    fn does_not_call_what_is_hidden_alike() {
        let hidden = Comparison { numbers: vec![age(36.0, 0.0)], shares: vec![share(None)] };
        assert!(sentence(4, 0.03, 20, &hidden, &[]).ends_with("porte sur trop peu de demandeurs pour être dit."));
        let shown = Comparison { shares: vec![share(Some((0.1, 0.0)))], ..hidden };
        assert!(sentence(4, 0.03, 20, &shown, &[]).ends_with("aucun champ ne s'y écarte nettement de l'ensemble."));
    }
}

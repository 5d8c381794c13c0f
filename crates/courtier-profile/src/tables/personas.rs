//! `profil_personas`: one row a group.

use crate::groups::GroupNumber;
use crate::personas::Persona;
use crate::profile::Profile;
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    let found = &profile.personas;
    let stability = found.stabilite.as_ref();
    let median = |group: &&Persona, i: usize| group.nombres.get(i).and_then(|number| number.mediane);
    Builder::new("profil_personas", &found.groupes)
        .text("id_ligne", |group| Some(format!("groupe:{}", group.numero)))
        .integer("numero", |group| Some(group.numero as u64))
        .text("titre", |group| Some(group.titre.as_str()))
        .integer("effectif", |group| Some(group.nombre))
        .percent("part_pct", |group| Some(group.part))
        .number("age_median_ans", |group| median(group, 0))
        .number("revenu_median_eur_mois", |group| median(group, 1))
        .number("pret_median_eur", |group| median(group, 2))
        .number("jaccard_moyen", |group| Some(group.jaccard_moyen))
        .number("rand_ajuste_moyen", |_| stability.map(|found| found.rand_ajuste_moyen))
        .text("stabilite", |_| stability.map(|found| found.niveau.word()))
        .boolean("petit_effectif", |group| hides(&group.nombres))
        .text("phrase", |group| Some(group.phrase.as_str()))
        .build()
}

/// Tells whether the median of a number is hidden in a group, rather than absent for want of any value.
pub(crate) fn hides(numbers: &[GroupNumber]) -> bool {
    numbers.iter().any(GroupNumber::hides_median)
}

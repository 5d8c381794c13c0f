//! `profil_mensuel`: one row a month.

use crate::profile::Profile;
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;
use crate::tables::personas::hides;
use crate::timeline::{MonthPoint, MonthShare};

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    let months = profile.segmentations.iter().find(|found| found.champ == "mois");
    let segment = |month: &MonthPoint| months?.segments.iter().find(|segment| segment.valeur == month.mois);
    let hidden = |month: &&MonthPoint| {
        segment(month).is_some_and(|segment| hides(&segment.nombres))
            || month.parts.iter().any(|part| part.part.is_none())
    };
    let label = |month: &&MonthPoint, champ: &str| part(month, champ).map(|found| found.modalite.clone());
    let share = |month: &&MonthPoint, champ: &str| part(month, champ)?.part;
    Builder::new("profil_mensuel", &profile.chronologie.mois)
        .text("id_ligne", |month| Some(month.mois.as_str()))
        .text("mois", |month| Some(month.mois.as_str()))
        .integer("effectif", |month| Some(month.nombre))
        .number("age_median_ans", |month| month.age_emprunteur_median)
        .number("revenu_median_eur_mois", |month| month.revenu_total_median_eur_mois)
        .number("pret_median_eur", |month| month.montant_pret_principal_median_eur)
        .text("reseau_bancaire", |month| label(month, "reseau_bancaire"))
        .percent("reseau_bancaire_pct", |month| share(month, "reseau_bancaire"))
        .text("experience", |month| label(month, "deja_souscrit_credit_immo"))
        .percent("experience_pct", |month| share(month, "deja_souscrit_credit_immo"))
        .text("profession", |month| label(month, "categorie_professionnelle"))
        .percent("profession_pct", |month| share(month, "categorie_professionnelle"))
        .text("contrat_travail", |month| label(month, "contrat_travail"))
        .percent("contrat_travail_pct", |month| share(month, "contrat_travail"))
        .boolean("petit_effectif", hidden)
        .build()
}

fn part<'a>(month: &'a MonthPoint, champ: &str) -> Option<&'a MonthShare> {
    month.parts.iter().find(|part| part.champ == champ)
}

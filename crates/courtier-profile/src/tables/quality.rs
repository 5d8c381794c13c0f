//! `profil_qualite`: one row a field.

use crate::profile::Profile;
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    let requests = profile.demandes_nombre;
    let share = move |count: u64| (requests > 0).then(|| count as f64 / requests as f64);
    Builder::new("profil_qualite", &profile.qualite)
        .text("id_ligne", |field| Some(field.champ))
        .text("champ", |field| Some(field.champ))
        .text("libelle", |field| Some(field.libelle.as_str()))
        .integer("demandes_nombre", |_| Some(requests))
        .integer("renseignes_nombre", |field| Some(field.renseignes_nombre))
        .integer("manquants_nombre", |field| Some(field.manquants_nombre))
        .integer("invalides_nombre", |field| Some(field.invalides_nombre))
        .percent("renseignes_pct", |field| field.renseignes_part)
        .percent("manquants_pct", |field| share(field.manquants_nombre))
        .percent("invalides_pct", |field| share(field.invalides_nombre))
        .text("phrase", |field| Some(field.phrase.as_str()))
        .build()
}

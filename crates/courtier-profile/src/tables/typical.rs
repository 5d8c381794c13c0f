//! `profil_personne_type`: one row a field of the person.

use crate::field::NUMERIC;
use crate::profile::Profile;
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;
use crate::typical::{FieldValue, TypicalValue};

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    let person = &profile.personne_type;
    let combination = person.combinaisons.combinaisons.first();
    let record = &person.dossier_type;
    let of = |values: &[FieldValue], field: &TypicalValue| {
        values.iter().find(|value| value.champ == field.champ).map(|value| value.valeur.clone())
    };
    let known =
        |field: &TypicalValue| profile.qualite.iter().any(|q| q.champ == field.champ && q.renseignes_nombre > 0);
    Builder::new("profil_personne_type", &person.par_champ)
        .text("id_ligne", |field| Some(field.champ))
        .text("champ", |field| Some(field.champ))
        .text("libelle", |field| Some(field.libelle.as_str()))
        .text("unite", |field| NUMERIC.iter().find(|number| number.name == field.champ).map(|found| found.unit.name()))
        .number("mediane", |field| field.mediane)
        .text("modes", |field| (!field.modes.is_empty()).then(|| field.modes.join(" ; ")))
        .integer("modes_nombre", |field| Some(field.modes.len() as u64))
        .percent("part_du_mode_pct", |field| field.part_du_mode)
        .text("combinaison", |field| of(&combination?.valeurs, field))
        .integer("combinaison_effectif", |_| combination.map(|found| found.nombre))
        .percent("combinaison_part_pct", |_| combination.map(|found| found.part))
        .text("dossier_type", |field| of(&record.valeurs, field))
        .integer("dossier_type_effectif", |_| record.partage_par_nombre)
        .boolean("petit_effectif", |field| field.mediane.is_none() && field.modes.is_empty() && known(field))
        .build()
}

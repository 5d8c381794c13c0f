//! `profil_nombres`: one row a number.

use crate::privacy::SMALL_CELL;
use crate::profile::Profile;
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    Builder::new("profil_nombres", &profile.nombres)
        .text("id_ligne", |field| Some(field.champ))
        .text("champ", |field| Some(field.champ))
        .text("libelle", |field| Some(field.libelle.as_str()))
        .text("unite", |field| Some(field.unite))
        .integer("effectif", |field| Some(field.effectif))
        .number("moyenne", |field| field.moyenne)
        .number("ecart_type", |field| field.ecart_type)
        .number("centile_1", |field| field.centile_1)
        .number("quartile_1", |field| field.quartile_1)
        .number("mediane", |field| field.mediane)
        .number("quartile_3", |field| field.quartile_3)
        .number("centile_99", |field| field.centile_99)
        .percent("part_entre_quartiles_pct", |field| field.part_entre_quartiles)
        .boolean("petit_effectif", |field| (1..SMALL_CELL).contains(&field.effectif))
        .text("phrase", |field| Some(field.phrase.as_str()))
        .build()
}

//! `profil_repartitions`: one row a category, or a class of a number.

use crate::field::NUMERIC;
use crate::fields::{Bin, CategoricalProfile, NumericProfile};
use crate::privacy::SMALL_CELL;
use crate::profile::Profile;
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;
use crate::typical::band_text;

#[derive(Debug)]
struct Row<'a> {
    champ: &'static str,
    libelle: &'a str,
    nature: &'static str,
    rang: u64,
    valeur: Option<String>,
    bornes: (Option<f64>, Option<f64>),
    unite: Option<&'static str>,
    /// People and their share; none where hidden.
    people: Option<(u64, f64)>,
    merged: bool,
}

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    let numbers = profile.nombres.iter().flat_map(classes);
    let rows = numbers.chain(profile.modalites.iter().flat_map(categories));
    Builder::new("profil_repartitions", rows)
        .text("id_ligne", |row| Some(format!("{}:{:03}", row.champ, row.rang)))
        .text("champ", |row| Some(row.champ))
        .text("libelle", |row| Some(row.libelle))
        .text("nature", |row| Some(row.nature))
        .integer("rang", |row| Some(row.rang))
        .text("valeur", |row| row.valeur.clone())
        .number("borne_basse", |row| row.bornes.0)
        .number("borne_haute", |row| row.bornes.1)
        .text("unite", |row| row.unite)
        .integer("effectif", |row| row.people.map(|(count, _)| count))
        .percent("part_pct", |row| row.people.map(|(_, share)| share))
        .boolean("regroupement", |row| row.merged)
        .boolean("petit_effectif", |row| row.people.is_none())
        .build()
}

fn classes(found: &NumericProfile) -> Vec<Row<'_>> {
    let field = NUMERIC.iter().find(|field| field.name == found.champ);
    let row = |rang: usize, bin: Option<&Bin>| Row {
        champ: found.champ,
        libelle: &found.libelle,
        nature: "classe",
        rang: rang as u64,
        valeur: bin.zip(field).map(|(bin, field)| band_text(field, Some(bin.de), bin.a)),
        bornes: (bin.map(|bin| bin.de), bin.and_then(|bin| bin.a)),
        unite: Some(found.unite),
        people: bin.map(|bin| (bin.nombre, bin.part)),
        merged: false,
    };
    if (1..SMALL_CELL).contains(&found.effectif) {
        return vec![row(1, None)];
    }
    found.histogramme.iter().enumerate().map(|(i, bin)| row(i + 1, Some(bin))).collect()
}

fn categories(found: &CategoricalProfile) -> Vec<Row<'_>> {
    let own = found.modalites.len() - usize::from(found.modalites_regroupees > 0 && !found.modalites.is_empty());
    let row = |i: usize| {
        let share = found.modalites.get(i);
        Row {
            champ: found.champ,
            libelle: &found.libelle,
            nature: "modalite",
            rang: i as u64 + 1,
            valeur: share.map(|share| share.modalite.clone()),
            bornes: (None, None),
            unite: None,
            people: share.map(|share| (share.nombre, share.part)),
            merged: share.is_some() && i >= own,
        }
    };
    let hidden = usize::from((1..SMALL_CELL).contains(&found.effectif));
    (0..found.modalites.len().max(hidden)).map(row).collect()
}

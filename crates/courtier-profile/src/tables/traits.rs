//! `profil_personas_traits`: one row a group and a number or category.

use crate::field::{NUMERIC, the};
use crate::french::title;
use crate::groups::{GroupNumber, GroupShare, Highlight, highlights};
use crate::personas::Persona;
use crate::profile::Profile;
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;

/// A number or a category of a group.
#[derive(Debug)]
enum Trait<'a> {
    Number(&'a GroupNumber),
    /// With its position among those of the group, from 1.
    Share(usize, &'a GroupShare),
}

#[derive(Debug)]
struct Row<'a> {
    numero: usize,
    of: Trait<'a>,
    /// Among what sets the group apart, from 1.
    rank: Option<u64>,
}

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    Builder::new("profil_personas_traits", profile.personas.groupes.iter().flat_map(rows))
        .text("id_ligne", |row| Some(row.key()))
        .integer("numero", |row| Some(row.numero as u64))
        .text("champ", |row| Some(row.champ()))
        .text("libelle", |row| Some(title(the(row.champ()))))
        .text("nature", |row| Some(if row.share().is_some() { "modalite" } else { "nombre" }))
        .text("modalite", |row| row.share().map(|share| share.modalite.clone()))
        .text("unite", Row::unit)
        .integer("effectif", Row::people)
        .number("mediane", |row| row.number()?.mediane)
        .number("mediane_ensemble", |row| row.number()?.mediane_ensemble)
        .number("biseriale_des_rangs", |row| row.number()?.biseriale_des_rangs)
        .percent("part_pct", |row| row.share()?.part)
        .percent("part_ensemble_pct", |row| row.share()?.part_ensemble)
        .percent("part_de_la_modalite_pct", |row| row.share()?.part_de_la_modalite)
        .number("h_de_cohen", |row| row.share()?.h_de_cohen)
        .number("valeur_test", |row| row.number().map_or_else(|| row.share()?.valeur_test, |number| number.valeur_test))
        .integer("rang_distinctif", |row| row.rank)
        .boolean("petit_effectif", |row| row.people().is_none())
        .build()
}

fn rows(group: &Persona) -> Vec<Row<'_>> {
    let told = highlights(&group.nombres, &group.modalites, "");
    let rank = |champ: &str, modalite: Option<&str>| {
        let same = |found: &Highlight| found.champ == champ && found.modalite.as_deref() == modalite;
        told.iter().position(same).map(|i| i as u64 + 1)
    };
    let mut rows: Vec<Row<'_>> = Vec::new();
    for number in &group.nombres {
        rows.push(Row { numero: group.numero, of: Trait::Number(number), rank: rank(number.champ, None) });
    }
    for (i, share) in group.modalites.iter().enumerate() {
        let rank = rank(share.champ, Some(&share.modalite));
        rows.push(Row { numero: group.numero, of: Trait::Share(i + 1, share), rank });
    }
    rows
}

impl Row<'_> {
    fn number(&self) -> Option<&GroupNumber> {
        if let Trait::Number(number) = self.of { Some(number) } else { None }
    }

    fn share(&self) -> Option<&GroupShare> {
        if let Trait::Share(_, share) = self.of { Some(share) } else { None }
    }

    fn champ(&self) -> &'static str {
        match self.of {
            Trait::Number(number) => number.champ,
            Trait::Share(_, share) => share.champ,
        }
    }

    fn key(&self) -> String {
        match self.of {
            Trait::Number(number) => format!("groupe:{}:{}", self.numero, number.champ),
            Trait::Share(position, share) => format!("groupe:{}:{}:{position:03}", self.numero, share.champ),
        }
    }

    fn unit(&self) -> Option<&'static str> {
        NUMERIC.iter().find(|field| field.name == self.champ()).map(|field| field.unit.name())
    }

    fn people(&self) -> Option<u64> {
        match self.of {
            Trait::Number(number) => number.effectif,
            Trait::Share(_, share) => share.nombre,
        }
    }
}

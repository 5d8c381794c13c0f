//! `profil_croisements`: one row a pair of fields.

use crate::crossing::Crossing;
use crate::privacy::SMALL_CELL;
use crate::profile::Profile;
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    let hidden = |crossing: &&Crossing| crossing.valeur.is_none() && (1..SMALL_CELL).contains(&crossing.effectif);
    Builder::new("profil_croisements", &profile.croisements)
        .text("id_ligne", |crossing| Some(format!("{}:{}", crossing.champ_a, crossing.champ_b)))
        .integer("rang", |crossing| Some(crossing.rang as u64))
        .text("champ_a", |crossing| Some(crossing.champ_a))
        .text("champ_b", |crossing| Some(crossing.champ_b))
        .integer("effectif", |crossing| Some(crossing.effectif))
        .text("mesure", |crossing| Some(crossing.mesure.name()))
        .number("valeur", |crossing| crossing.valeur)
        .number("ic_bas", |crossing| crossing.ic95.map(|ic| ic.bas))
        .number("ic_haut", |crossing| crossing.ic95.map(|ic| ic.haut))
        .number("force", |crossing| crossing.force)
        .text("ampleur", |crossing| crossing.ampleur.map(|ampleur| ampleur.name()))
        .number("valeur_brute", |crossing| crossing.valeur_brute)
        .number("statistique", |crossing| crossing.statistique)
        .integer("degres_de_liberte", |crossing| crossing.degres_de_liberte)
        .boolean("petit_effectif", hidden)
        .text("phrase", |crossing| Some(crossing.phrase.as_str()))
        .build()
}

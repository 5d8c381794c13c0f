//! `profil_segments`: one row a segment.

use crate::french::list;
use crate::groups::highlights;
use crate::privacy::SMALL_CELL;
use crate::profile::Profile;
use crate::segments::{Segment, Segmentation};
use crate::tables::ProfileTable;
use crate::tables::builder::Builder;
use crate::tables::personas::hides;

#[derive(Debug)]
struct Row<'a> {
    of: &'a Segmentation,
    rang: u64,
    /// None where all segments are hidden.
    segment: Option<&'a Segment>,
}

pub(crate) fn table(profile: &Profile) -> ProfileTable {
    Builder::new("profil_segments", profile.segmentations.iter().flat_map(|found| rows(profile, found)))
        .text("id_ligne", |row| Some(format!("{}:{:03}", row.of.champ, row.rang)))
        .text("axe", |row| Some(row.of.champ))
        .text("libelle", |row| Some(row.of.libelle.as_str()))
        .integer("rang", |row| Some(row.rang))
        .text("segment", |row| row.segment.map(|segment| segment.valeur.as_str()))
        .integer("effectif", |row| row.segment.map(|segment| segment.nombre))
        .percent("part_pct", |row| row.segment.map(|segment| segment.part))
        .number("age_median_ans", |row| row.median(0))
        .number("revenu_median_eur_mois", |row| row.median(1))
        .number("pret_median_eur", |row| row.median(2))
        .text("ecarts", Row::differences)
        .boolean("petit_effectif", |row| row.segment.is_none_or(|segment| hides(&segment.nombres)))
        .text("phrase", |row| row.segment.map(|segment| segment.phrase.as_str()))
        .build()
}

/// Returns a row a segment; one row without segment where there are known values, but too few.
fn rows<'a>(profile: &Profile, found: &'a Segmentation) -> Vec<Row<'a>> {
    let known = profile.modalites.iter().find(|label| label.champ == found.champ).map_or(0, |label| label.effectif);
    let hidden = usize::from((1..SMALL_CELL).contains(&known));
    let row = |i: usize| Row { of: found, rang: i as u64 + 1, segment: found.segments.get(i) };
    (0..found.segments.len().max(hidden)).map(row).collect()
}

impl Row<'_> {
    fn median(&self, i: usize) -> Option<f64> {
        self.segment?.nombres.get(i)?.mediane
    }

    fn differences(&self) -> Option<String> {
        let segment = self.segment?;
        let found = highlights(&segment.nombres, &segment.modalites, self.of.champ);
        let told: Vec<String> = found.into_iter().map(|found| found.text).collect();
        (!told.is_empty()).then(|| list(&told))
    }
}

//! Labels alone: how well fields are filled in, and how many people have each category.

use crate::field::{CATEGORICAL, SEGMENTING};
use crate::fields::{CategoricalProfile, FieldQuality};
use crate::french::{agree, integer, share_percent};
use crate::profile::Profile;
use crate::text::bars::{Bar, chart};
use crate::text::page::Page;
use crate::text::table::{Align, Table};

/// Categories that have a bar of their own.
const MOST_BARS: usize = 8;

/// Shows what is missing and invalid.
pub(crate) fn quality(page: &mut Page, profile: &Profile) {
    page.section("Qualité des données");
    let mut table = Table::new(&[
        ("Champ", Align::Left),
        ("Renseignés", Align::Right),
        ("Absents", Align::Right),
        ("Invalides", Align::Right),
    ]);
    for field in &profile.qualite {
        table.row(quality_row(field, profile.demandes_nombre));
    }
    page.table(&table);
}

fn quality_row(field: &FieldQuality, requests: u64) -> Vec<String> {
    let cell = |count: u64| match count {
        0 => "0".to_owned(),
        count => format!("{}\u{a0}({})", integer(count), share_percent(count as f64 / requests as f64)),
    };
    let counts = [field.renseignes_nombre, field.manquants_nombre, field.invalides_nombre];
    std::iter::once(field.libelle.clone()).chain(counts.map(cell)).collect()
}

/// Shows how many people have each category, apart from months.
pub(crate) fn categories(page: &mut Page, profile: &Profile) {
    let named = CATEGORICAL.iter().chain(&SEGMENTING).filter(|field| field.name != "mois");
    for field in named {
        if let Some(found) = profile.modalites.iter().find(|found| found.champ == field.name) {
            page.section(&found.libelle);
            page.paragraph(&found.phrase);
            chart(&bars(found), page.width()).into_iter().for_each(|line| page.line(line));
        }
    }
}

/// Returns a bar a category, and one for the rarer ones together: those beyond the eighth and the merged ones.
fn bars(found: &CategoricalProfile) -> Vec<Bar> {
    let merged = found.modalites_regroupees > 0;
    let own = found.modalites.len() - usize::from(merged && !found.modalites.is_empty());
    let bar = |label: String, count, share| Bar { label, count, share, note: String::new() };
    let shown = if found.modalites.len() <= MOST_BARS + 1 { found.modalites.len() } else { MOST_BARS.min(own) };
    let (first, rest) = found.modalites.split_at(shown);
    let mut bars: Vec<Bar> = first.iter().map(|share| bar(share.modalite.clone(), share.nombre, share.part)).collect();
    if !rest.is_empty() {
        let distinct = (found.modalites_distinctes - shown) as u64;
        let label = format!("{} {}", integer(distinct), agree(distinct, "autre valeur", "autres valeurs"));
        bars.push(bar(label, rest.iter().map(|share| share.nombre).sum(), rest.iter().map(|share| share.part).sum()));
    }
    bars
}

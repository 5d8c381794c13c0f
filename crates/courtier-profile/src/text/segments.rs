//! Origins, stages, months and bank networks against all.

use crate::field::Unit;
use crate::french::{MISSING, agree, capital, integer, list, month, quantity, share_percent};
use crate::groups::{GroupNumber, highlights};
use crate::profile::Profile;
use crate::segments::{Segment, Segmentation};
use crate::text::page::Page;
use crate::text::table::{Align, Table};
use crate::text::{HIDDEN, months};

/// Units of the medians, as the titles leave them: the income's month is understood.
const UNITS: [Unit; 3] = [Unit::Years, Unit::Euros, Unit::Euros];

/// Segments that are shown, apart from months.
const MOST: usize = 20;

/// Says, for each segmentation, what varies. The curve of months stands here unless `detailed` puts it below.
pub(crate) fn overview(page: &mut Page, profile: &Profile, detailed: Option<&str>) {
    page.section("Selon l'origine, l'étape, le mois et le réseau bancaire");
    // The months have their own sentence, which says this too.
    for found in profile.segmentations.iter().filter(|found| found.champ != "mois") {
        page.hanging("• ", &found.phrase);
    }
    page.hanging("• ", &profile.chronologie.phrase);
    if detailed != Some("mois") {
        months::curve(page, &profile.chronologie.mois);
    }
}

/// Shows the segments of one column, and how each differs from all.
pub(crate) fn detail(page: &mut Page, profile: &Profile, champ: &str) {
    let Some(found) = profile.segmentations.iter().find(|found| found.champ == champ) else {
        let names: Vec<&str> = profile.segmentations.iter().map(|found| found.champ).collect();
        page.section("Segments");
        page.paragraph(&format!("Segmentation inconnue : {champ}. Possibles : {}.", names.join(", ")));
        return;
    };
    page.section(&format!("Segments : {}", found.libelle));
    page.paragraph(&found.phrase);
    if found.segments.is_empty() {
        page.paragraph("Trop peu de demandes pour décrire des segments.");
        return;
    }
    page.empty_line();
    page.table(&table(profile, found));
    let hides = |segment: &Segment| segment.nombres.iter().any(GroupNumber::hides_median);
    if shown(found).iter().any(hides) {
        page.paragraph(&format!(
            "{HIDDEN} : moins de {} demandeurs du segment ont une valeur connue.",
            profile.petit_effectif
        ));
    }
    let more = found.segments.len().saturating_sub(shown(found).len()) as u64;
    if more > 0 {
        let others = agree(
            more,
            "autre segment, plus petit, n'est pas montré",
            "autres segments, plus petits, ne sont pas montrés",
        );
        page.paragraph(&format!("{} {others}.", integer(more)));
    }
    if champ == "mois" {
        months::curve(page, &profile.chronologie.mois);
    }
    page.empty_line();
    differences(page, found);
}

/// Returns the segments to show: all months, or the largest ones.
fn shown(found: &Segmentation) -> &[Segment] {
    let most = if found.champ == "mois" { usize::MAX } else { MOST };
    &found.segments[..found.segments.len().min(most)]
}

fn table(profile: &Profile, found: &Segmentation) -> Table {
    let mut table = Table::new(&[
        ("Segment", Align::Left),
        ("Demandes", Align::Right),
        ("Part", Align::Right),
        ("Âge médian", Align::Right),
        ("Revenu médian", Align::Right),
        ("Prêt médian", Align::Right),
    ]);
    for segment in shown(found) {
        let medians = segment.nombres.iter().map(|number| (number.mediane, number.effectif));
        let first = [name(found, segment), integer(segment.nombre), share_percent(segment.part)];
        table.row(first.into_iter().chain(medians.zip(UNITS).map(median)).collect());
    }
    let all = profile.nombres.iter().map(|number| (number.mediane, Some(number.effectif)));
    let first = ["Ensemble".to_owned(), integer(profile.demandes_nombre), String::new()];
    table.row(first.into_iter().chain(all.zip(UNITS).map(median)).collect());
    table
}

/// Returns a median; says why there is none.
fn median(((value, people), unit): ((Option<f64>, Option<u64>), Unit)) -> String {
    match (value, people) {
        (Some(value), _) => quantity(value, unit),
        (None, Some(0)) => MISSING.to_owned(),
        (None, _) => HIDDEN.to_owned(),
    }
}

/// Tells what sets segments apart; those without difference are counted together.
fn differences(page: &mut Page, found: &Segmentation) {
    let mut alike = 0_u64;
    for segment in shown(found) {
        let told: Vec<String> =
            highlights(&segment.nombres, &segment.modalites, found.champ).into_iter().map(|found| found.text).collect();
        if told.is_empty() {
            alike += 1;
        } else {
            page.hanging("• ", &format!("{} : {}.", name(found, segment), list(&told)));
        }
    }
    let all = alike == shown(found).len() as u64;
    let told = match alike {
        0 => return,
        1 if all => "Le seul segment ne montre aucun écart notable avec l'ensemble.".to_owned(),
        _ if all => "Aucun segment ne montre d'écart notable avec l'ensemble.".to_owned(),
        1 => "Un segment ne montre pas d'écart notable avec l'ensemble.".to_owned(),
        alike => format!("{} segments ne montrent pas d'écart notable avec l'ensemble.", integer(alike)),
    };
    page.paragraph(&told);
}

fn name(found: &Segmentation, segment: &Segment) -> String {
    if found.champ == "mois" { capital(&month(&segment.valeur)) } else { segment.valeur.clone() }
}

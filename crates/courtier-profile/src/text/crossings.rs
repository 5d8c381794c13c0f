//! Fields two by two, the strongest links first.

use crate::crossing::{Crossing, Mesure};
use crate::field::the;
use crate::french::{agree, decimal, integer, title};
use crate::measure::{Ampleur, Interval};
use crate::text::page::Page;

/// Links that are shown when so many matter.
const MOST: usize = 8;

/// Links that are shown even when they do not.
const LEAST: usize = 3;

/// Shows the strongest links; says how many are not shown and why.
pub(crate) fn crossings(page: &mut Page, crossings: &[Crossing]) {
    page.section("Croisements, du lien le plus fort au plus faible");
    let measured: Vec<&Crossing> = crossings.iter().filter(|crossing| crossing.valeur.is_some()).collect();
    let matter = measured.iter().filter(|crossing| crossing.ampleur > Some(Ampleur::Negligeable)).count();
    let shown = matter.clamp(LEAST, MOST);
    for crossing in measured.iter().take(shown) {
        let mark = format!("{:>2}. ", crossing.rang);
        page.hanging(&mark, &figures(crossing));
        page.hanging("    ", &crossing.phrase);
    }
    let weaker = measured.len().saturating_sub(shown) as u64;
    if let Some(last) = measured.get(shown) {
        let force = decimal(last.force.unwrap_or_default(), 2);
        let others = agree(weaker, "autre croisement est plus faible", "autres croisements sont plus faibles");
        page.paragraph(&format!("{} {others} (force de {force} au plus, sur une échelle de 0 à 1).", integer(weaker)));
    }
    let unknown = (crossings.len() - measured.len()) as u64;
    if unknown > 0 {
        let cannot = agree(unknown, "croisement n'est pas mesurable", "croisements ne sont pas mesurables");
        page.paragraph(&format!("{} {cannot} : trop peu de demandes, ou un champ qui ne varie pas.", integer(unknown)));
    }
}

/// "Âge × Profession : êta² des rangs 0,123 [0,101 ; 0,145], ampleur modérée, 1 234 demandes".
fn figures(crossing: &Crossing) -> String {
    let decimals = if crossing.mesure == Mesure::Eta2DesRangsCorrige { 3 } else { 2 };
    let value = decimal(crossing.valeur.unwrap_or_default(), decimals);
    let interval = crossing.ic95.map_or_else(String::new, |ic| format!(" {}", interval(ic, decimals)));
    let strength = crossing.ampleur.map_or_else(String::new, |ampleur| format!(", ampleur {}", word(ampleur)));
    format!(
        "{} × {} : {} {value}{interval}{strength}, {} demandes",
        title(the(crossing.champ_a)),
        title(the(crossing.champ_b)),
        measure(crossing.mesure),
        integer(crossing.effectif),
    )
}

fn interval(interval: Interval, decimals: usize) -> String {
    format!("[{}\u{a0};\u{a0}{}]", decimal(interval.bas, decimals), decimal(interval.haut, decimals))
}

/// Returns the name of a measure in words.
fn measure(mesure: Mesure) -> &'static str {
    match mesure {
        Mesure::VDeCramerCorrige => "V de Cramér",
        Mesure::RhoDeSpearman => "rho de Spearman",
        Mesure::BiserialeDesRangs => "corrélation bisériale des rangs",
        Mesure::Eta2DesRangsCorrige => "êta² des rangs",
    }
}

/// Returns a strength in a word.
fn word(ampleur: Ampleur) -> &'static str {
    match ampleur {
        Ampleur::Negligeable => "négligeable",
        Ampleur::Faible => "faible",
        Ampleur::Moderee => "modérée",
        Ampleur::Forte => "forte",
    }
}

//! Groups of alike people.

use crate::french::{capital, decimal, integer, share_percent};
use crate::personas::{Persona, Personas};
use crate::privacy::SMALL_CELL;
use crate::text::page::Page;

/// Shows each group, what sets it apart, and how far to trust the whole.
pub(crate) fn personas(page: &mut Page, personas: &Personas) {
    page.section("Groupes de demandeurs");
    for group in &personas.groupes {
        page.hanging(&format!("{}. ", group.numero), &heading(group));
        page.hanging("   ", &differences(group));
    }
    if !personas.groupes.is_empty() {
        page.empty_line();
    }
    page.paragraph(&personas.phrase);
    if !personas.groupes.is_empty() && personas.non_classes_nombre > 0 {
        let count = match personas.non_classes_nombre {
            1..SMALL_CELL => format!("moins de {SMALL_CELL}"),
            count => integer(count),
        };
        page.paragraph(&format!("Dossiers trop incomplets pour être classés : {count}."));
    }
}

/// "Primo-accédant, 30 ans : 60 779 demandeurs (33,1 %), stabilité 0,62 (indice de Jaccard)".
fn heading(group: &Persona) -> String {
    format!(
        "{} : {} demandeurs ({}), stabilité {} (indice de Jaccard)",
        group.titre,
        integer(group.nombre),
        share_percent(group.part),
        decimal(group.jaccard_moyen, 2),
    )
}

/// The group's sentence without its number and size, which stand above.
fn differences(group: &Persona) -> String {
    let told = group.phrase.split_once("\u{a0}; ").map_or(group.phrase.as_str(), |(_, told)| told);
    capital(told)
}

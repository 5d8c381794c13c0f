//! The typical person, three ways side by side.

use crate::field::NUMERIC;
use crate::french::{MISSING, integer, quantity, share_percent};
use crate::text::page::Page;
use crate::text::table::{Align, Table};
use crate::typical::{FieldValue, OPEN, TypicalPerson, TypicalValue};

/// Equal modes that are named.
const MOST_MODES: usize = 3;

/// Shows the middle of each field, the most frequent combination, and the most representative type of record.
pub(crate) fn typical(page: &mut Page, person: &TypicalPerson) {
    page.section("Personne type, de trois façons");
    let is_known = |value: &TypicalValue| value.mediane.is_some() || !value.modes.is_empty();
    if person.par_champ.iter().any(is_known) || !person.dossier_type.valeurs.is_empty() {
        page.table(&table(person));
    }
    if person.combinaisons.combinaisons.is_empty() {
        page.paragraph(&person.combinaisons.phrase);
    }
    if person.dossier_type.valeurs.iter().all(|value| value.valeur == OPEN) {
        page.paragraph(&person.dossier_type.phrase);
    }
}

fn table(person: &TypicalPerson) -> Table {
    let combination = person.combinaisons.combinaisons.first();
    let mut table = Table::new(&[
        ("Champ", Align::Left),
        ("Champ par champ", Align::Left),
        ("Combinaison la plus fréquente", Align::Left),
        ("Dossier le plus représentatif", Align::Left),
    ]);
    for value in &person.par_champ {
        let of = |values: &[FieldValue]| {
            let found = values.iter().find(|other| other.champ == value.champ);
            found.map_or_else(|| MISSING.to_owned(), |found| found.valeur.clone())
        };
        let common = combination.map_or_else(|| MISSING.to_owned(), |found| of(&found.valeurs));
        table.row(vec![value.libelle.clone(), alone(value), common, of(&person.dossier_type.valeurs)]);
    }
    let shared = combination.map_or_else(
        || MISSING.to_owned(),
        |found| {
            let complete = integer(person.combinaisons.complets_nombre);
            format!("{} dossiers complets sur {complete} ({})", integer(found.nombre), share_percent(found.part))
        },
    );
    let people = person.dossier_type.partage_par_nombre;
    let like = people.map_or_else(|| MISSING.to_owned(), |count| format!("{} demandeurs", integer(count)));
    table.row(vec!["Partagé par".to_owned(), MISSING.to_owned(), shared, like]);
    table
}

/// Returns the middle of a number; the most frequent values of a label.
fn alone(value: &TypicalValue) -> String {
    if let Some(field) = NUMERIC.iter().find(|field| field.name == value.champ) {
        return value
            .mediane
            .map_or_else(|| MISSING.to_owned(), |median| format!("{} (médiane)", quantity(median, field.unit)));
    }
    let share = value.part_du_mode.map(share_percent);
    match (value.modes.as_slice(), share) {
        ([], _) | (_, None) => MISSING.to_owned(),
        ([one], Some(share)) => format!("{one} ({share})"),
        (several, Some(share)) if several.len() <= MOST_MODES => format!("{} ({share} chacune)", several.join(" ; ")),
        (several, Some(share)) => format!("{} valeurs à égalité ({share} chacune)", integer(several.len() as u64)),
    }
}

//! Groups of alike people: how large they are, what sets each apart, how far to trust them.

use courtier_core::french::{count, decimal, share_percent};
use serde::Serialize;

use super::factor_map::{FactorMap, factor_map};
use super::names::Names;
use super::profile::{GroupShare, Persona, Personas, Profile, Stability, StabilityLevel};
use super::words::{HIDDEN, demands, quantity, short};
use crate::chart::{Bar, Bars, Compared, ComparedBar, compared_bars};

/// Traits on the card of a group.
const TRAITS: usize = 4;

/// Least difference that makes a trait: Cohen's h of a small effect.
const LEAST_H: f64 = 0.2;

/// Categories of a field in the table of the groups.
const CATEGORIES: usize = 4;

/// Axes in the table of the axes.
const AXES: usize = 8;

/// All the groups.
#[derive(Debug, Serialize)]
pub(super) struct PersonasView {
    sentence: String,
    found: bool,
    sizes: Bars,
    cards: Vec<Card>,
    map: Option<FactorMap>,
    axes: Vec<[String; 4]>,
    figures: Vec<(&'static str, String)>,
    /// Whether the groups would not come again.
    unstable: bool,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    method: String,
}

/// A group.
#[derive(Debug, Serialize)]
struct Card {
    number: u64,
    title: String,
    part: String,
    size: String,
    sentence: String,
    medians: Vec<[String; 3]>,
    traits: Vec<ComparedBar>,
    jaccard: String,
    stable: bool,
}

/// Describes the groups.
pub(super) fn personas(profile: &Profile) -> PersonasView {
    let found = &profile.personas;
    let names = Names::of(profile);
    let (columns, rows) = table(found, &names);
    PersonasView {
        sentence: found.motif_absence.clone().unwrap_or_else(|| found.phrase.clone()),
        found: !found.groupes.is_empty(),
        sizes: Bars::new(&found.groupes.iter().map(size).collect::<Vec<_>>()),
        cards: found.groupes.iter().map(|group| card(group, &names)).collect(),
        map: factor_map(profile),
        axes: axes(found),
        figures: figures(found),
        unstable: found.stabilite.as_ref().is_some_and(|found| found.niveau == StabilityLevel::Poor),
        columns,
        rows,
        method: found.methode.clone(),
    }
}

fn size(group: &Persona) -> Bar<1> {
    Bar {
        name: format!("{}. {}", group.numero, group.titre),
        total: share_percent(group.part),
        detail: demands(group.nombre),
        highlighted: false,
        values: [group.part],
    }
}

fn card(group: &Persona, names: &Names<'_>) -> Card {
    let mut traits: Vec<_> = group.modalites.iter().filter_map(compared).collect();
    // What is more frequent than elsewhere, by Cohen's h. Stable.
    traits.sort_by(|a, b| b.0.total_cmp(&a.0));
    let traits: Vec<_> = traits.into_iter().filter(|(h, _)| *h >= LEAST_H).take(TRAITS).map(|(_, row)| row).collect();
    Card {
        number: group.numero,
        title: group.titre.clone(),
        part: share_percent(group.part),
        size: demands(group.nombre),
        sentence: group.phrase.clone(),
        medians: medians(group, names),
        traits: compared_bars(&traits),
        jaccard: decimal(group.jaccard_moyen, 2),
        // Hennig's limit.
        stable: group.jaccard_moyen >= 0.75,
    }
}

fn compared(found: &GroupShare) -> Option<(f64, Compared)> {
    let (part, overall) = (found.part?, found.part_ensemble?);
    let row = Compared {
        name: found.modalite.clone(),
        share: part,
        overall,
        total: share_percent(part),
        detail: format!("ensemble\u{a0}: {}", share_percent(overall)),
    };
    Some((found.h_de_cohen?, row))
}

/// Returns title, median of the group and median of all, a number.
fn medians(group: &Persona, names: &Names<'_>) -> Vec<[String; 3]> {
    let row = |number: &super::profile::GroupNumber| {
        let unit = names.unit(&number.champ)?;
        let shown = |value: Option<f64>| value.map_or_else(|| HIDDEN.to_owned(), |value| short(value, unit));
        Some([names.title(&number.champ).to_owned(), shown(number.mediane), shown(names.median(&number.champ))])
    };
    group.nombres.iter().filter_map(row).collect()
}

fn figures(found: &Personas) -> Vec<(&'static str, String)> {
    let share_of = |part: Option<f64>| part.map(share_percent);
    let stability = |found: &Stability| {
        format!(
            "{}\u{a0}: indice de Rand ajusté {} en moyenne, {} au moins, sur {}\u{a0}tirages de {}\u{a0}dossiers",
            found.niveau.shown(),
            decimal(found.rand_ajuste_moyen, 2),
            decimal(found.rand_ajuste_min, 2),
            count(found.tirages_nombre),
            count(found.tirage_effectif)
        )
    };
    let unclassified = match found.non_classes_nombre {
        1..10 => "moins de 10".to_owned(),
        number => count(number),
    };
    let all = [
        ("Stabilité", found.stabilite.as_ref().map(stability)),
        (
            "Variance gardée par les axes",
            found.axes.as_ref().map(|axes| {
                format!("{} sur {} axes", share_percent(axes.inertie_retenue_part), count(axes.axes_retenus))
            }),
        ),
        ("Variance de ces axes entre les groupes", share_of(found.inertie_entre_groupes_part)),
        ("Dossiers classés", Some(count(found.classes_nombre))),
        ("Dossiers trop incomplets pour l'être", Some(unclassified)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Returns axis, inertia, share of the whole, and what is made of it.
fn axes(found: &Personas) -> Vec<[String; 4]> {
    let Some(axes) = &found.axes else { return Vec::new() };
    let row = |(index, value): (usize, &f64)| {
        let kept = (index as u64) < axes.axes_retenus;
        let beyond = *value > axes.seuil_du_hasard;
        [
            (index + 1).to_string(),
            decimal(*value, 2),
            share_percent(value / axes.inertie_totale),
            match (kept, beyond) {
                (true, true) => "retenu".to_owned(),
                (true, false) => "retenu, sans dépasser le hasard".to_owned(),
                (false, _) => "non retenu".to_owned(),
            },
        ]
    };
    axes.valeurs_propres.iter().take(AXES).enumerate().map(row).collect()
}

/// Returns the groups as columns, their medians and most frequent categories as rows.
fn table(found: &Personas, names: &Names<'_>) -> (Vec<String>, Vec<Vec<String>>) {
    let Some(first) = found.groupes.first() else { return (Vec::new(), Vec::new()) };
    let mut columns = vec!["Ensemble".to_owned()];
    columns.extend(found.groupes.iter().map(|group| format!("Groupe {}", group.numero)));
    let mut rows = Vec::new();
    for (index, number) in first.nombres.iter().enumerate() {
        let Some(unit) = names.unit(&number.champ) else { continue };
        let shown = |value: Option<f64>| value.map_or_else(|| HIDDEN.to_owned(), |value| quantity(value, unit));
        let mut row = vec![format!("{}, médiane", names.title(&number.champ)), shown(names.median(&number.champ))];
        row.extend(found.groupes.iter().map(|group| shown(group.nombres.get(index).and_then(|n| n.mediane))));
        rows.push(row);
    }
    let mut shown_of_field: (&str, usize) = ("", 0);
    for (index, category) in first.modalites.iter().enumerate() {
        if shown_of_field.0 != category.champ {
            shown_of_field = (&category.champ, 0);
        }
        shown_of_field.1 += 1;
        if shown_of_field.1 > CATEGORIES {
            continue;
        }
        let shown = |value: Option<f64>| value.map_or_else(|| HIDDEN.to_owned(), share_percent);
        let own = |group: &Persona| group.modalites.get(index).filter(|own| own.modalite == category.modalite)?.part;
        // The share among all is hidden where the group's is: any group that shows it will do.
        let overall = found.groupes.iter().find_map(|group| group.modalites.get(index)?.part_ensemble);
        let mut row = vec![format!("{}\u{a0}: {}", names.title(&category.champ), category.modalite), shown(overall)];
        row.extend(found.groupes.iter().map(|group| shown(own(group))));
        rows.push(row);
    }
    (columns, rows)
}

//! The answer in a few sentences: what a director reads first.

use crate::crossing::Crossing;
use crate::fields::FieldQuality;
use crate::french::{agree, list, share_percent};
use crate::measure::Ampleur;
use crate::personas::{Personas, Stabilite};
use crate::profile::Profile;
use crate::segments::Segmentation;
use crate::typical::TypicalPerson;

/// Links that are told.
const MOST_LINKS: usize = 3;

/// Share of missing or invalid values from which a field is named.
const NOTABLE_GAP: f64 = 0.05;

/// Sums a profile up.
pub(crate) fn summary(profile: &Profile) -> Vec<String> {
    let mut told = people(profile);
    told.extend(groups(&profile.personas));
    told.extend(around(profile));
    told
}

/// The same without the sentence on groups, for those who list them.
pub(crate) fn without_groups(profile: &Profile) -> Vec<String> {
    let mut told = people(profile);
    told.extend(around(profile));
    told
}

/// The typical person, and which fields go together.
fn people(profile: &Profile) -> Vec<String> {
    let mut told = vec![profile.personne_type.phrase_par_champ.clone()];
    told.extend(how_typical(&profile.personne_type));
    told.extend(links(&profile.croisements));
    told
}

/// What varies between segments, and what the data lack.
fn around(profile: &Profile) -> Vec<String> {
    let mut told = segments(&profile.segmentations);
    told.extend(gaps(&profile.qualite));
    told
}

/// Warns that the values of each field, put together, may be few people.
fn how_typical(person: &TypicalPerson) -> Option<String> {
    let share = person.combinaisons.combinaisons.first()?.part;
    let said = share_percent(share);
    Some(if share >= 0.5 {
        format!(
            "Ce portrait est celui de la majorité : la combinaison la plus fréquente réunit {said} des dossiers complets."
        )
    } else {
        format!(
            "Aucun profil complet n'est majoritaire : la combinaison la plus fréquente réunit {said} des dossiers complets."
        )
    })
}

fn links(crossings: &[Crossing]) -> Vec<String> {
    let notable = |crossing: &&Crossing| {
        crossing.ampleur.is_some_and(|ampleur| ampleur > Ampleur::Negligeable)
            && crossing.ic95.is_none_or(|ic| !ic.holds(0.0))
    };
    let told: Vec<String> =
        crossings.iter().filter(notable).take(MOST_LINKS).map(|crossing| crossing.phrase.clone()).collect();
    if told.is_empty() && crossings.iter().any(|crossing| crossing.valeur.is_some()) {
        return vec!["Aucun lien notable n'est établi entre les champs pris deux à deux.".to_owned()];
    }
    told
}

fn groups(personas: &Personas) -> Option<String> {
    let real = personas.axes.as_ref().is_some_and(|axes| axes.axes_au_dela_du_hasard > 0);
    let stable = real && personas.stabilite.as_ref().is_some_and(|found| found.niveau != Stabilite::Faible);
    if personas.groupes.is_empty() {
        return None;
    }
    if !stable {
        return Some(personas.phrase.clone());
    }
    let name = |group: &crate::personas::Persona| format!("{} ({})", group.titre, share_percent(group.part));
    let names: Vec<String> = personas.groupes.iter().map(name).collect();
    Some(format!("{} groupes se dégagent : {}.", personas.groupes.len(), names.join("\u{a0}; ")))
}

fn segments(segmentations: &[Segmentation]) -> Vec<String> {
    let compared: Vec<&Segmentation> = segmentations.iter().filter(|found| !found.liens.is_empty()).collect();
    let (varying, flat): (Vec<&Segmentation>, Vec<&Segmentation>) =
        compared.into_iter().partition(|found| found.varies());
    let mut told: Vec<String> = varying.iter().map(|found| found.phrase.clone()).collect();
    let names: Vec<String> = flat.iter().map(|found| found.the().to_owned()).collect();
    if !names.is_empty() {
        told.push(format!("Le profil ne varie pratiquement pas selon {}.", list(&names)));
    }
    told
}

fn gaps(quality: &[FieldQuality]) -> Option<String> {
    let gap = |field: &FieldQuality| 1.0 - field.renseignes_part.unwrap_or(1.0);
    let notable: Vec<&FieldQuality> = quality.iter().filter(|field| gap(field) >= NOTABLE_GAP).collect();
    let names: Vec<String> =
        notable.iter().map(|field| format!("{} ({})", field.libelle, share_percent(gap(field)))).collect();
    let fields = agree(names.len() as u64, "ce champ manque ou est invalide", "ces champs manquent ou sont invalides");
    (!names.is_empty()).then(|| format!("À savoir : {fields} dans une part notable des demandes : {}.", list(&names)))
}

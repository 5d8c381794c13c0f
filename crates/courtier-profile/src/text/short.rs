//! The answer on one screen.

use crate::french::{agree, decimal, integer, share_percent};
use crate::personas::{Personas, Stabilite};
use crate::profile::Profile;
use crate::summary::without_groups;
use crate::text::headline;
use crate::text::page::Page;
use crate::text::words::shorten;

/// Most lines.
const MOST_LINES: usize = 25;

/// Returns the synthesis as far as there is room, the typical person and the list of groups.
pub(crate) fn summary(profile: &Profile, width: usize) -> String {
    let mut page = Page::new(width);
    headline(&mut page, profile);
    if profile.demandes_nombre == 0 {
        return page.into_text();
    }
    let mut end = Page::new(width);
    end.paragraph("Personne type");
    end.hanging("• ", &profile.personne_type.combinaisons.phrase);
    end.hanging("• ", &profile.personne_type.dossier_type.phrase);
    groups(&mut end, &profile.personas, width);
    let (mut lines, end) = (page.into_lines(), end.into_lines());
    // A sentence is told whole or not at all; the first one always is.
    for (i, sentence) in without_groups(profile).iter().enumerate() {
        let mut one = Page::new(width);
        one.hanging("• ", sentence);
        let one = one.into_lines();
        if i == 0 || lines.len() + one.len() + end.len() < MOST_LINES {
            lines.extend(one);
        } else {
            break;
        }
    }
    lines.push(String::new());
    lines.extend(end);
    cut(&mut lines, width);
    lines.into_iter().flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// Lists the groups, a line each.
fn groups(page: &mut Page, personas: &Personas, width: usize) {
    page.empty_line();
    if personas.groupes.is_empty() {
        page.paragraph(&personas.phrase);
        return;
    }
    let count = personas.groupes.len() as u64;
    let trust = personas.stabilite.as_ref().map_or_else(String::new, |found| {
        format!(
            ", stabilité {} (indice de Rand ajusté de {})",
            found.niveau.word(),
            decimal(found.rand_ajuste_moyen, 2)
        )
    });
    let weak = personas.stabilite.as_ref().is_some_and(|found| found.niveau == Stabilite::Faible);
    let caution = if weak { " : à ne pas prendre pour cible" } else { "" };
    page.paragraph(&format!("{} {}{trust}{caution}", integer(count), agree(count, "groupe", "groupes")));
    for group in &personas.groupes {
        let line = format!("{}. {}\u{a0}: {}", group.numero, group.titre, share_percent(group.part));
        page.line(shorten(&line, width));
    }
}

/// Keeps the first lines where a narrow terminal makes too many; the last one kept then says so.
fn cut(lines: &mut Vec<String>, width: usize) {
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES - 1);
        lines.push(shorten("…", width.max(1)));
    }
}

//! Each label alone: the most frequent categories as bars, all of them in a table.

use courtier_core::french::{count, share_percent};
use serde::Serialize;

use super::profile::{Categories, Share};
use super::words::demands;
use crate::chart::{Bar, Bars};

/// So many bars; the other categories make one.
const MOST_BARS: usize = 10;

/// What is shown of a label.
#[derive(Debug, Serialize)]
pub(super) struct LabelView {
    title: String,
    sentence: String,
    remark: Option<String>,
    bars: Bars,
    /// Every category, when not every one has its bar.
    rows: Vec<[String; 3]>,
}

/// Describes each label but the month, which has its time line.
pub(super) fn labels(all: &[Categories]) -> Vec<LabelView> {
    all.iter().filter(|label| label.champ != "mois").map(view).collect()
}

fn view(label: &Categories) -> LabelView {
    // A lonely last category needs no bar of others.
    let own = if label.modalites.len() <= MOST_BARS + 1 { label.modalites.len() } else { MOST_BARS };
    let (first, rest) = label.modalites.split_at(own);
    let mut bars: Vec<_> = first.iter().map(|found| bar(found, label)).collect();
    if !rest.is_empty() {
        let number: u64 = rest.iter().map(|found| found.nombre).sum();
        let part = rest.iter().map(|found| found.part).sum();
        let name = format!("Les {} autres réunies", rest.len());
        bars.push(bar(&Share { modalite: name, nombre: number, part }, label));
    }
    let row = |found: &Share| [found.modalite.clone(), count(found.nombre), share_percent(found.part)];
    LabelView {
        title: label.libelle.clone(),
        sentence: label.phrase.clone(),
        remark: remark(label),
        bars: Bars::new(&bars),
        rows: if rest.is_empty() { Vec::new() } else { label.modalites.iter().map(row).collect() },
    }
}

fn bar(found: &Share, label: &Categories) -> Bar<1> {
    Bar {
        name: found.modalite.clone(),
        total: share_percent(found.part),
        detail: demands(found.nombre),
        highlighted: label.modes.contains(&found.modalite),
        values: [found.part],
    }
}

fn remark(label: &Categories) -> Option<String> {
    let known = format!("Valeurs connues\u{a0}: {}", count(label.effectif));
    let distinct = format!("différentes\u{a0}: {}", count(label.modalites_distinctes));
    match label.modalites_regroupees {
        _ if label.modalites.is_empty() => None,
        0 => Some(format!("{known}\u{a0}; {distinct}.")),
        merged => Some(format!("{known}\u{a0}; {distinct}, dont {} rares que le profil réunit.", count(merged))),
    }
}

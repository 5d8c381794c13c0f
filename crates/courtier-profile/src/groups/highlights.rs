//! What sets a group apart, in words: the few differences that are large enough to matter.

use crate::field::NUMERIC;
use crate::french::{quantity, quoted, share_percent};
use crate::groups::compare::{GroupNumber, GroupShare};

/// Differences that are told.
const MOST: usize = 4;

/// Least difference on the scale of a correlation: Cohen's "small". Half of Cohen's h is on that scale.
const LEAST: f64 = 0.1;

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Highlight {
    /// The field.
    pub(crate) champ: &'static str,
    /// The category; none for a number.
    pub(crate) modalite: Option<String>,
    /// Size on the scale of a correlation.
    pub(crate) size: f64,
    /// "âge médian : 45 ans (36 ans pour l'ensemble)".
    pub(crate) text: String,
    /// For a title: the category that most members have, or "Revenu élevé".
    pub(crate) title: Option<String>,
}

/// Returns the largest differences of a group, the largest first. `skipped` is the field that makes the groups.
///
/// **Source:** Cohen (1988), chapters 3 and 6, for what is a small difference.
pub(crate) fn highlights(numbers: &[GroupNumber], shares: &[GroupShare], skipped: &str) -> Vec<Highlight> {
    let numbers = numbers.iter().filter_map(of_number);
    let shares = shares.iter().filter(|share| share.champ != skipped).filter_map(of_share);
    let mut all: Vec<Highlight> = numbers.chain(shares).collect();
    all.sort_by(|a, b| b.size.total_cmp(&a.size));
    all.truncate(MOST);
    all
}

fn of_number(number: &GroupNumber) -> Option<Highlight> {
    let field = NUMERIC.iter().find(|field| field.name == number.champ)?;
    let ((r, test), median, overall) = (number.compared?, number.mediane?, number.mediane_ensemble?);
    let (here, there) = (quantity(median, field.unit), quantity(overall, field.unit));
    // The medians must tell what the ranks do.
    let told = r.abs() >= LEAST && (median - overall) * r > 0.0 && here != there && beyond_chance(Some(test));
    told.then(|| Highlight {
        champ: number.champ,
        modalite: None,
        size: r.abs(),
        text: format!("{} est de {here} ({there} pour l'ensemble)", field.the_median),
        title: field.low_high.map(|names| names[usize::from(r > 0.0)].to_owned()),
    })
}

fn of_share(share: &GroupShare) -> Option<Highlight> {
    let (h, part, overall) = (share.h_de_cohen?, share.part?, share.part_ensemble?);
    let (here, there) = (share_percent(part), share_percent(overall));
    let told = h / 2.0 >= LEAST && !share.merged && here != there && beyond_chance(share.valeur_test);
    told.then(|| Highlight {
        champ: share.champ,
        modalite: Some(share.modalite.clone()),
        size: h / 2.0,
        text: format!("la part de {} est de {here} ({there} pour l'ensemble)", quoted(&share.modalite)),
        // A title is about most members.
        title: (part >= 0.5).then(|| share.modalite.clone()),
    })
}

/// Small groups differ by chance: only what is beyond it is told.
fn beyond_chance(test: Option<f64>) -> bool {
    test.is_some_and(|test| test.abs() > 1.96)
}

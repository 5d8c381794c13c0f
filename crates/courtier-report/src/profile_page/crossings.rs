//! Fields two by two: how strong each link is, and the detail of each.

use courtier_core::french::decimal;
use serde::Serialize;

use super::cross_table::CrossTableView;
use super::names::Names;
use super::profile::{Crossing, Interval, Magnitude, Measure, NumericGroup, Profile};
use super::words::{HIDDEN, HIDDEN_WHY, demands, interval, number, on_axis, quantity};
use crate::chart::{Forest, QuartileBoxes, Quartiles, Strength, Stroke};

/// So many links are drawn in full at once.
const DRAWN: usize = 3;

/// So many groups of a number are drawn; the others are rarer.
const MOST_GROUPS: usize = 12;

/// All the crossings.
#[derive(Debug, Serialize)]
pub(super) struct Crossings {
    limits: Forest,
    /// Links of some strength.
    notable: Vec<CrossingView>,
    /// The others.
    others: Vec<CrossingView>,
}

/// A crossing.
#[derive(Debug, Serialize)]
struct CrossingView {
    rank: u64,
    title: String,
    sentence: String,
    stroke: Option<Stroke>,
    force: String,
    interval: Option<String>,
    magnitude: Option<&'static str>,
    measure: String,
    /// Whether its detail is shown at once.
    drawn: bool,
    table: Option<CrossTableView>,
    boxes: Option<QuartileBoxes>,
    boxes_caption: Option<String>,
}

/// Describes every crossing, the strongest link first.
pub(super) fn crossings(profile: &Profile) -> Crossings {
    let all = &profile.croisements;
    let strengths: Vec<_> = all.iter().map(strength).collect();
    let mut limits = Forest::new(&strengths);
    let strokes = std::mem::take(&mut limits.rows);
    let names = Names::of(profile);
    let views = all.iter().zip(strokes).enumerate().map(|(index, (crossing, stroke))| {
        (is_notable(crossing), view(crossing, stroke, index < DRAWN && is_notable(crossing), &names))
    });
    let (notable, others): (Vec<_>, Vec<_>) = views.partition(|(notable, _)| *notable);
    let only = |views: Vec<(bool, CrossingView)>| views.into_iter().map(|(_, view)| view).collect();
    Crossings { limits, notable: only(notable), others: only(others) }
}

fn is_notable(crossing: &Crossing) -> bool {
    crossing.ampleur.is_some_and(|magnitude| magnitude > Magnitude::Negligible) && is_established(crossing)
}

/// Tells whether chance is ruled out. Only a perfect link has no interval.
fn is_established(crossing: &Crossing) -> bool {
    crossing.ic95_force.as_ref().is_none_or(|interval| interval.bas > 0.0)
}

fn strength(crossing: &Crossing) -> Option<Strength> {
    let ends = |interval: &Interval| [interval.bas, interval.haut];
    crossing.force.map(|value| Strength { value, interval: crossing.ic95_force.as_ref().map(ends) })
}

fn view(crossing: &Crossing, stroke: Option<Stroke>, drawn: bool, names: &Names<'_>) -> CrossingView {
    let (a, b) = (names.title(&crossing.champ_a), names.title(&crossing.champ_b));
    let boxes = boxes(crossing, names);
    CrossingView {
        rank: crossing.rang,
        title: format!("{a} × {b}"),
        sentence: crossing.phrase.clone(),
        force: crossing.force.map_or_else(|| "non mesuré".to_owned(), |force| decimal(force, 2)),
        interval: crossing.ic95_force.as_ref().map(interval),
        magnitude: crossing.ampleur.map(|magnitude| match magnitude {
            Magnitude::Negligible => magnitude.shown(),
            _ if is_established(crossing) => magnitude.shown(),
            _ => "non établi",
        }),
        measure: measure(crossing),
        stroke,
        drawn,
        table: crossing.tableau.as_ref().and_then(|table| CrossTableView::of(table, a, b)),
        boxes_caption: boxes.as_ref().map(|_| caption(crossing, a, b)),
        boxes,
    }
}

/// "V de Cramér corrigé : 0,329 [0,33 ; 0,33], sur 158 607 demandes."
fn measure(crossing: &Crossing) -> String {
    let on = match crossing.effectif {
        0..10 => "moins de 10\u{a0}demandes".to_owned(),
        effectif => demands(effectif),
    };
    let Some(value) = crossing.valeur else {
        return format!("{} non mesuré, sur {on}.", crossing.mesure.shown());
    };
    let ends = crossing.ic95.as_ref().map(|ends| format!(" {}", interval(ends))).unwrap_or_default();
    let digits = if crossing.mesure == Measure::Eta2 { 3 } else { 2 };
    format!("{}\u{a0}: {}{ends}, sur {on}.", crossing.mesure.shown(), decimal(value, digits))
}

fn caption(crossing: &Crossing, a: &str, b: &str) -> String {
    let groups = crossing.groupes.len();
    let (number, label) = if crossing.mesure == Measure::Spearman { (b, a) } else { (a, b) };
    let by = if crossing.mesure == Measure::Spearman {
        format!("{number} selon le quart de\u{a0}: {label}")
    } else {
        format!("{number} selon\u{a0}: {label}")
    };
    if groups > MOST_GROUPS {
        format!("{by} (les {MOST_GROUPS} valeurs les plus fréquentes, sur {groups})")
    } else {
        by
    }
}

fn boxes(crossing: &Crossing, names: &Names<'_>) -> Option<QuartileBoxes> {
    // Of two numbers, the second is shown in each quarter of the first.
    let shown = if crossing.mesure == Measure::Spearman { &crossing.champ_b } else { &crossing.champ_a };
    let unit = names.unit(shown)?;
    let group = |group: &NumericGroup| {
        let values = group.quartile_1.zip(group.mediane).zip(group.quartile_3);
        let values = values.map(|((low, median), high)| [low, median, high]);
        Quartiles {
            name: group.groupe.clone(),
            values,
            total: values.map_or_else(|| HIDDEN.to_owned(), |[_, median, _]| quantity(median, unit)),
            detail: match (values, group.effectif) {
                (Some([low, _, high]), Some(size)) => {
                    format!("quartiles {} et {}\u{a0}; {}", number(low, unit), number(high, unit), demands(size))
                }
                (_, Some(0)) => "aucune demande".to_owned(),
                _ => HIDDEN_WHY.to_owned(),
            },
        }
    };
    let groups: Vec<_> = crossing.groupes.iter().take(MOST_GROUPS).map(group).collect();
    (!groups.is_empty()).then(|| QuartileBoxes::new(&groups, |value| on_axis(value, unit)))
}

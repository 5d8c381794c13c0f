//! The factor map: numbers, categories and the centres of the groups on the first two axes.

use courtier_core::french::{decimal, share_percent};
use serde::Serialize;

use super::names::Names;
use super::profile::{Axes, MapPoint, Persona, Profile};
use crate::chart::{Scatter, Spot};

/// Shapes: centres, numbers, then one a label.
const CENTRE: usize = 0;
const NUMBER: usize = 1;
const SHAPES: usize = 6;

/// Half of the sizes of a centre and of other shapes.
const CENTRE_RADIUS: f64 = 11.0;
const RADIUS: f64 = 6.0;

/// The drawing and what its shapes stand for.
#[derive(Debug, Serialize)]
pub(super) struct FactorMap {
    chart: Scatter,
    legend: Vec<(usize, String)>,
    horizontal: String,
    vertical: String,
    unnamed: usize,
    rows: Vec<[String; 4]>,
}

/// Draws the map; `None` without two axes.
pub(super) fn factor_map(profile: &Profile) -> Option<FactorMap> {
    let axes = profile.personas.axes.as_ref()?;
    let names = Names::of(profile);
    let labels = labels(axes);
    let mut spots: Vec<_> = profile.personas.groupes.iter().filter_map(centre).collect();
    let mut points: Vec<_> = axes.carte.iter().filter_map(|point| spot(point, axes, &labels, &names)).collect();
    // Far points tell most: they have their names first. Stable.
    points.sort_by(|a, b| b.x.hypot(b.y).total_cmp(&a.x.hypot(a.y)));
    spots.extend(points);
    if spots.is_empty() || axes.valeurs_propres.len() < 2 {
        return None;
    }
    let chart = Scatter::new(&spots);
    let mut legend = vec![(CENTRE, "centre d'un groupe".to_owned()), (NUMBER, "nombre (corrélation)".to_owned())];
    legend.extend(labels.iter().enumerate().map(|(i, champ)| (shape(i), names.title(champ).to_owned())));
    let part = |axis: usize| share_percent(axes.valeurs_propres[axis] / axes.inertie_totale);
    Some(FactorMap {
        unnamed: chart.unnamed(),
        chart,
        legend,
        horizontal: format!("axe\u{a0}1 ({})", part(0)),
        vertical: format!("axe\u{a0}2 ({})", part(1)),
        rows: axes.carte.iter().filter_map(|point| row(point, &names)).collect(),
    })
}

/// Returns the labels of the map, in order.
fn labels(axes: &Axes) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for point in axes.carte.iter().filter(|point| point.modalite.is_some()) {
        if !found.contains(&point.champ.as_str()) {
            found.push(&point.champ);
        }
    }
    found
}

fn shape(label: usize) -> usize {
    2 + label % (SHAPES - 2)
}

fn centre(group: &Persona) -> Option<Spot> {
    let [x, y] = *group.centre.first_chunk()?;
    let tooltip = format!("Groupe {}\u{a0}: {} ({}, {})", group.numero, group.titre, decimal(x, 2), decimal(y, 2));
    Some(Spot { x, y, name: format!("Groupe {}", group.numero), tooltip, series: CENTRE, radius: CENTRE_RADIUS })
}

fn spot(point: &MapPoint, axes: &Axes, labels: &[&str], names: &Names<'_>) -> Option<Spot> {
    let [x, y] = *point.coordonnees.first_chunk()?;
    let title = names.title(&point.champ);
    let label = labels.iter().position(|label| *label == point.champ);
    let name = point.modalite.as_deref().unwrap_or(title);
    let is_ambiguous = axes.carte.iter().any(|other| other.champ != point.champ && other.modalite == point.modalite)
        && point.modalite.is_some();
    let place = format!("({}, {})", decimal(x, 2), decimal(y, 2));
    Some(Spot {
        x,
        y,
        // Several fields may have a category of this name.
        name: if is_ambiguous { format!("{title}\u{a0}: {name}") } else { name.to_owned() },
        tooltip: if point.modalite.is_some() {
            format!("{title}\u{a0}: {name} {place}")
        } else {
            format!("{title} {place}")
        },
        series: if point.modalite.is_some() { label.map_or(NUMBER, shape) } else { NUMBER },
        radius: RADIUS,
    })
}

fn row(point: &MapPoint, names: &Names<'_>) -> Option<[String; 4]> {
    let [x, y] = *point.coordonnees.first_chunk()?;
    let category = point.modalite.clone().unwrap_or_else(|| "(nombre)".to_owned());
    Some([names.title(&point.champ).to_owned(), category, decimal(x, 2), decimal(y, 2)])
}

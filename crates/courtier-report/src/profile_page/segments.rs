//! Segments: how the requests of an origin, a stage, a month or a network differ from all.

use courtier_core::french::{count, decimal, share_percent};
use serde::Serialize;

use super::names::Names;
use super::profile::{Magnitude, Profile, Segment, SegmentLink, Segmentation};
use super::words::{HIDDEN, interval, month, quantity};
use crate::chart::{Forest, Strength, Stroke};

/// So many segments at once; the others unfold.
const AT_ONCE: usize = 8;

/// The segments of a column.
#[derive(Debug, Serialize)]
pub(super) struct SegmentationView {
    title: String,
    sentence: String,
    emphasised: bool,
    limits: Forest,
    links: Vec<LinkView>,
    columns: Vec<String>,
    first: Vec<SegmentView>,
    others: Vec<SegmentView>,
}

/// How much a field depends on the segment.
#[derive(Debug, Serialize)]
struct LinkView {
    name: String,
    stroke: Option<Stroke>,
    force: String,
    interval: Option<String>,
    magnitude: &'static str,
}

/// A segment.
#[derive(Debug, Serialize)]
struct SegmentView {
    name: String,
    size: String,
    part: String,
    medians: Vec<String>,
    sentence: String,
}

/// Describes every segmentation, the emphasised one first.
pub(super) fn segmentations(profile: &Profile, emphasised: Option<&str>) -> Vec<SegmentationView> {
    let names = Names::of(profile);
    let is_first = |found: &&Segmentation| emphasised == Some(found.champ.as_str());
    let (first, others): (Vec<_>, Vec<_>) = profile.segmentations.iter().partition(is_first);
    let first = first.into_iter().map(|found| view(found, true, &names));
    first.chain(others.into_iter().map(|found| view(found, false, &names))).collect()
}

fn view(found: &Segmentation, emphasised: bool, names: &Names<'_>) -> SegmentationView {
    let strength = |link: &SegmentLink| {
        let interval = link.ic95.as_ref().map(|interval| [interval.bas, interval.haut]);
        Some(Strength { value: link.force, interval })
    };
    let mut limits = Forest::new(&found.liens.iter().map(strength).collect::<Vec<_>>());
    let strokes = std::mem::take(&mut limits.rows);
    let link = |(link, stroke): (&SegmentLink, Option<Stroke>)| LinkView {
        name: names.title(&link.champ).to_owned(),
        stroke,
        force: decimal(link.force, 2),
        interval: link.ic95.as_ref().map(interval),
        magnitude: Magnitude::shown(link.ampleur),
    };
    let fields = found.segments.first().map(|segment| segment.nombres.iter());
    let mut first: Vec<_> = found.segments.iter().map(|segment| segment_view(segment, found, names)).collect();
    // Months have their time line: they all unfold.
    let at_once = if found.champ == "mois" && !emphasised { 0 } else { AT_ONCE };
    let others = first.split_off(at_once.min(first.len()));
    SegmentationView {
        title: found.libelle.clone(),
        sentence: found.phrase.clone(),
        emphasised,
        links: found.liens.iter().zip(strokes).map(link).collect(),
        limits,
        columns: fields.into_iter().flatten().map(|number| names.title(&number.champ).to_owned()).collect(),
        first,
        others,
    }
}

fn segment_view(segment: &Segment, of: &Segmentation, names: &Names<'_>) -> SegmentView {
    let name = if of.champ == "mois" { month(&segment.valeur) } else { segment.valeur.clone() };
    let median = |number: &super::profile::GroupNumber| match (number.mediane, names.unit(&number.champ)) {
        (Some(median), Some(unit)) => quantity(median, unit),
        _ => HIDDEN.to_owned(),
    };
    SegmentView {
        name,
        size: count(segment.nombre),
        part: share_percent(segment.part),
        medians: segment.nombres.iter().map(median).collect(),
        // The name and the size are in their own columns.
        sentence: segment.phrase.split_once("%) : ").map_or_else(|| segment.phrase.clone(), |(_, rest)| capital(rest)),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

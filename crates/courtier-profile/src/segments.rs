//! Segments: the requests of an origin, a stage, a month or a bank network, against all.

use serde::Serialize;

use crate::crossing::{link_of_label, link_of_number};
use crate::field::the;
use crate::french::{capital, decimal, integer, list, month, quoted, share_percent};
use crate::groups::{Comparison, GroupNumber, GroupShare, compare, highlights};
use crate::measure::{Ampleur, Interval};
use crate::rows::{Categories, Rows};

/// The segments of one column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segmentation {
    /// The column: `origine`, `stage_name`, `mois` or `reseau_bancaire`.
    pub champ: &'static str,
    /// Its title.
    pub libelle: String,
    /// How much each field depends on the segment, the strongest first.
    pub liens: Vec<SegmentLink>,
    /// From large to small, months in order; the merged ones last. None with fewer than ten known values.
    pub segments: Vec<Segment>,
    /// The whole in a sentence.
    pub phrase: String,
}

impl Segmentation {
    /// Returns the links that matter and are established.
    fn notable(&self) -> impl Iterator<Item = &SegmentLink> {
        self.liens.iter().filter(|link| link.ampleur > Ampleur::Negligeable && link.ic95.is_none_or(|ic| ic.bas > 0.0))
    }

    /// Tells whether the profile varies between the segments.
    pub(crate) fn varies(&self) -> bool {
        self.notable().next().is_some()
    }

    /// Returns what makes the segments, with its article.
    pub(crate) fn the(&self) -> &'static str {
        the(self.champ)
    }
}

/// How much a field depends on the segment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentLink {
    /// The field.
    pub champ: &'static str,
    /// Strength, 0 to 1: corrected Cramér's V, or the square root of corrected eta squared on ranks.
    pub force: f64,
    /// Its confidence interval at 95 %.
    pub ic95: Option<Interval>,
    /// In a word.
    pub ampleur: Ampleur,
}

/// One segment against all requests.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segment {
    /// Its value.
    pub valeur: String,
    /// Requests: 10 or more.
    pub nombre: u64,
    /// Their share of the requests whose segment is known, 0 to 1.
    pub part: f64,
    /// Its numbers against all.
    pub nombres: Vec<GroupNumber>,
    /// Its categories against all.
    pub modalites: Vec<GroupShare>,
    /// How it differs, in a sentence.
    pub phrase: String,
}

/// Describes the segments of each segmenting column.
pub(crate) fn segmentations(rows: &Rows) -> Vec<Segmentation> {
    rows.segmenting.iter().chain(&rows.categories[..1]).map(|column| segmentation(rows, column)).collect()
}

fn segmentation(rows: &Rows, column: &Categories) -> Segmentation {
    let mut found = Segmentation {
        champ: column.field.name,
        libelle: crate::french::title(column.field.the),
        segments: if column.can_be_shown() { segments(rows, column) } else { Vec::new() },
        liens: links(rows, column),
        phrase: String::new(),
    };
    found.phrase = sentence(&found);
    found
}

fn links(rows: &Rows, column: &Categories) -> Vec<SegmentLink> {
    let numbers = rows.numbers.iter().map(|numbers| (numbers.field.name, link_of_number(numbers, column)));
    let others = rows.categories.iter().filter(|categories| categories.field.name != column.field.name);
    let labels = others.map(|categories| (categories.field.name, link_of_label(categories, column)));
    let found = numbers.chain(labels).filter_map(|(champ, link)| {
        let strength = link.strength?;
        Some(SegmentLink {
            champ,
            force: strength.force,
            ic95: strength.interval,
            ampleur: Ampleur::of(strength.force),
        })
    });
    let mut found: Vec<SegmentLink> = found.collect();
    found.sort_by(|a, b| b.force.total_cmp(&a.force));
    found
}

fn segments(rows: &Rows, column: &Categories) -> Vec<Segment> {
    let known = column.known();
    let comparisons = compare(rows, &column.codes, column.labels.len());
    let one = |(i, comparison): (usize, Comparison)| {
        let (label, nombre) = (&column.labels[i], column.counts[i]);
        let part = nombre as f64 / known as f64;
        Segment {
            valeur: label.clone(),
            nombre,
            part,
            phrase: segment_sentence(column, label, nombre, part, &comparison),
            nombres: comparison.numbers,
            modalites: comparison.shares,
        }
    };
    let mut found: Vec<Segment> = comparisons.into_iter().enumerate().map(one).collect();
    if column.field.name == "mois" {
        let own = column.labels.len() - usize::from(column.merged > 0);
        found[..own].sort_by(|a, b| a.valeur.cmp(&b.valeur));
    }
    found
}

fn segment_sentence(column: &Categories, label: &str, count: u64, part: f64, comparison: &Comparison) -> String {
    let name = if column.field.name == "mois" { capital(&month(label)) } else { quoted(label) };
    let start = format!("{name} ({} demandes, {})", integer(count), share_percent(part));
    let found = highlights(&comparison.numbers, &comparison.shares, column.field.name);
    if found.is_empty() {
        return format!("{start} : aucun écart notable avec l'ensemble.");
    }
    let told: Vec<String> = found.into_iter().map(|highlight| highlight.text).collect();
    format!("{start} : {}.", list(&told))
}

/// Says which fields depend on the segment, when any does.
fn sentence(found: &Segmentation) -> String {
    let segment = found.the();
    let Some(first) = found.liens.first() else {
        return format!("Rien à comparer selon {segment}.");
    };
    let tell = |link: &SegmentLink| format!("{} ({})", the(link.champ), decimal(link.force, 2));
    let told: Vec<String> = found.notable().take(3).map(tell).collect();
    if told.is_empty() {
        let (field, force) = (the(first.champ), decimal(first.force, 2));
        return format!("Le profil ne varie pratiquement pas selon {segment} (lien le plus fort : {field}, {force}).");
    }
    format!("Ce qui varie le plus selon {segment} : {} (force du lien, de 0 à 1).", list(&told))
}

//! Each number alone: a histogram, its quartiles, its figures.

use courtier_core::french::{count, decimal};
use serde::Serialize;

use super::profile::{Bin, Number, Unit};
use super::words::{class, number, on_axis, requests, short};
use crate::chart::{Class, Histogram, narrowest};

/// What is shown of a number.
#[derive(Debug, Serialize)]
pub(super) struct NumberView {
    id: String,
    title: String,
    sentence: String,
    chart: Option<Histogram>,
    /// What a column of the histogram counts.
    caption: String,
    /// Whether the last class is open, and so drawn apart.
    open: Option<String>,
    figures: Vec<(&'static str, String)>,
    classes: Vec<[String; 3]>,
}

/// Describes each number.
pub(super) fn numbers(all: &[Number]) -> Vec<NumberView> {
    all.iter().enumerate().map(|(index, number)| view(index, number)).collect()
}

fn view(index: usize, found: &Number) -> NumberView {
    let unit = found.unite;
    let classes: Vec<_> = found.histogramme.iter().map(|bin| drawn(bin, unit)).collect();
    let marks = [(found.quartile_1, "Q1"), (found.mediane, "médiane"), (found.quartile_3, "Q3")];
    let mark = |(value, name): (Option<f64>, &str)| {
        let value = value?;
        Some((value, format!("{name} {}", short(value, unit))))
    };
    // All three or none: the template tells them by their order.
    let marks: Option<Vec<_>> = marks.into_iter().map(mark).collect();
    let open = found.histogramme.iter().find(|bin| bin.a.is_none() && found.histogramme.len() > 1);
    NumberView {
        id: format!("nombre-{index}"),
        title: found.libelle.clone(),
        sentence: found.phrase.clone(),
        caption: format!("demandes par tranche de {}", short(narrowest(&classes), unit)),
        open: open.map(|bin| class(bin.de, bin.a, unit)),
        figures: figures(found),
        classes: found.histogramme.iter().map(|bin| row(bin, unit)).collect(),
        // A single class is no distribution: the sentence says it.
        chart: (classes.len() > 1)
            .then(|| Histogram::new(&classes, &marks.unwrap_or_default(), |value| on_axis(value, unit))),
    }
}

fn drawn(bin: &Bin, unit: Unit) -> Class {
    Class {
        from: bin.de,
        to: bin.a,
        count: bin.nombre as f64,
        tooltip: format!("{}\u{a0}: {}", class(bin.de, bin.a, unit), requests(bin.nombre, bin.part)),
    }
}

fn row(bin: &Bin, unit: Unit) -> [String; 3] {
    [class(bin.de, bin.a, unit), count(bin.nombre), courtier_core::french::share_percent(bin.part)]
}

/// Returns the exact figures; what is absent is left out.
fn figures(found: &Number) -> Vec<(&'static str, String)> {
    let unit = found.unite;
    let all = [
        ("Valeurs connues", Some(count(found.effectif))),
        ("1er centile", found.centile_1.map(|value| number(value, unit))),
        ("1er quartile (Q1)", found.quartile_1.map(|value| number(value, unit))),
        ("Médiane", found.mediane.map(|value| number(value, unit))),
        ("3e quartile (Q3)", found.quartile_3.map(|value| number(value, unit))),
        ("99e centile", found.centile_99.map(|value| number(value, unit))),
        ("Moyenne", found.moyenne.map(|value| decimal(value, usize::from(unit == Unit::Years)))),
        ("Écart type", found.ecart_type.map(|value| decimal(value, usize::from(unit == Unit::Years)))),
    ];
    let known = all.into_iter().filter_map(|(name, value)| Some((name, value?)));
    // The number of values of fewer than ten people is not a figure to show.
    if found.mediane.is_none() { Vec::new() } else { known.collect() }
}

//! Fields two by two, ranked by the strength of their link.

mod labels;
mod number_label;
mod numbers;
mod result;
mod sentence;

pub(crate) use result::Link;
pub use result::{CrossTable, Crossing, Mesure, NumericGroup};

use crate::measure::{Ampleur, Contingency, Grouped};
use crate::rows::{Categories, Numbers, Rows};

/// Crosses all pairs of fields; the strongest link first, equal ones in the order of the fields.
pub(crate) fn crossings(rows: &Rows) -> Vec<Crossing> {
    let (numbers, categories) = (&rows.numbers, &rows.categories);
    let mut all = Vec::new();
    for (i, a) in numbers.iter().enumerate() {
        all.extend(numbers[i + 1..].iter().map(|b| numbers::cross(a, b)));
        all.extend(categories.iter().map(|b| number_label::cross(a, b)));
    }
    for (i, a) in categories.iter().enumerate() {
        all.extend(categories[i + 1..].iter().map(|b| labels::cross(a, b)));
    }
    // Stable.
    all.sort_by(|a, b| b.force.unwrap_or(-1.0).total_cmp(&a.force.unwrap_or(-1.0)));
    for (i, crossing) in all.iter_mut().enumerate() {
        crossing.rang = i + 1;
    }
    all
}

/// Measures the link of a number with the groups of another column.
pub(crate) fn link_of_number(numbers: &Numbers, groups: &Categories) -> Link {
    number_label::link(&Grouped::new(numbers, &groups.codes, groups.labels.len()))
}

/// Measures the link of a label with the groups of another column.
pub(crate) fn link_of_label(categories: &Categories, groups: &Categories) -> Link {
    labels::link(&Contingency::new(categories, groups))
}

impl Crossing {
    fn new(a: &'static str, b: &'static str, effectif: u64, mesure: Mesure, link: &Link, phrase: String) -> Self {
        let force = link.strength.map(|strength| strength.force);
        Self {
            rang: 0,
            champ_a: a,
            champ_b: b,
            effectif,
            mesure,
            valeur: link.value,
            ic95: link.interval,
            force,
            ic95_force: link.strength.and_then(|strength| strength.interval),
            ampleur: force.map(Ampleur::of),
            valeur_brute: link.raw,
            statistique: link.statistic,
            degres_de_liberte: link.degrees,
            tableau: None,
            groupes: Vec::new(),
            phrase,
        }
    }

    fn with_table(self, tableau: Option<CrossTable>) -> Self {
        Self { tableau, ..self }
    }

    fn with_groups(self, groupes: Vec<NumericGroup>) -> Self {
        Self { groupes, ..self }
    }
}

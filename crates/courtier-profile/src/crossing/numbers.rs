//! Two numbers: Spearman's correlation, and the second in each quarter of the first.

use crate::crossing::number_label::groups;
use crate::crossing::result::{Crossing, Link, Mesure, NumericGroup, Strength};
use crate::crossing::sentence;
use crate::french::quantity;
use crate::measure::{Grouped, Interval, quantile, spearman};
use crate::privacy::SMALL_CELL;
use crate::rows::{MISSING, Numbers};

/// The names of the quarters.
const QUARTERS: [&str; 4] = ["premier quart", "deuxième quart", "troisième quart", "dernier quart"];

/// Crosses two numbers.
pub(crate) fn cross(a: &Numbers, b: &Numbers) -> Crossing {
    let both = a.order.iter().filter(|&&row| !b.values[row as usize].is_nan()).count() as u64;
    let found = spearman(a, b).filter(|_| both >= SMALL_CELL);
    let link = found.map_or_else(Link::default, |found| Link {
        value: Some(found.rho),
        interval: found.interval,
        strength: Some(Strength { force: found.rho.abs(), interval: found.interval.map(absolute) }),
        ..Link::default()
    });
    let groups = if found.is_some() { quarters(a, b) } else { Vec::new() };
    let example = found.and_then(|found| trend(a, b, &groups, found.rho));
    let phrase = sentence::symmetric(a.field.the, b.field.the, "rho de Spearman", &link, both, example);
    Crossing::new(a.field.name, b.field.name, both, Mesure::RhoDeSpearman, &link, phrase).with_groups(groups)
}

/// The interval of an absolute value.
fn absolute(interval: Interval) -> Interval {
    let (low, high) = (interval.bas.abs(), interval.haut.abs());
    Interval { bas: if interval.holds(0.0) { 0.0 } else { low.min(high) }, haut: low.max(high) }
}

/// Describes `b` in each quarter of `a`. A value on the border of two quarters belongs to the lower one.
fn quarters(a: &Numbers, b: &Numbers) -> Vec<NumericGroup> {
    let known = |row: &&u32| !b.values[**row as usize].is_nan();
    let values: Vec<f64> = a.order.iter().filter(known).map(|&row| a.values[row as usize]).collect();
    let bounds: Vec<f64> = [0.25, 0.5, 0.75].into_iter().filter_map(|p| quantile(&values, p)).collect();
    let quarter = |&value: &f64| {
        if value.is_nan() { MISSING } else { bounds.iter().filter(|&&bound| value > bound).count() as u8 }
    };
    let codes: Vec<u8> = a.values.iter().map(quarter).collect();
    groups(&Grouped::new(b, &codes, QUARTERS.len()), &QUARTERS.map(str::to_owned))
}

/// Tells the medians at both ends, when they go the way of the correlation.
fn trend(a: &Numbers, b: &Numbers, groups: &[NumericGroup], rho: f64) -> Option<String> {
    let medians: Vec<(&NumericGroup, f64)> = groups.iter().filter_map(|group| Some((group, group.mediane?))).collect();
    let (first, last) = (medians.first()?, medians.last()?);
    let unit = b.field.unit;
    if (last.1 - first.1) * rho <= 0.0 || quantity(first.1, unit) == quantity(last.1, unit) {
        return None;
    }
    let verb = if rho > 0.0 { "augmenter" } else { "baisser" };
    Some(format!(
        "{} tend à {verb} quand {} augmente : médiane de {} dans le {} {}, {} dans le {}",
        b.field.the,
        a.field.the,
        quantity(first.1, unit),
        first.0.groupe,
        a.field.of_the,
        quantity(last.1, unit),
        last.0.groupe,
    ))
}

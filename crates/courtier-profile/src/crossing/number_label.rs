//! A number and a label: eta squared on ranks, or the rank-biserial correlation of two categories.

use crate::crossing::result::{Crossing, Link, Mesure, NumericGroup, Strength};
use crate::crossing::sentence;
use crate::french::{decimal, quantity, quoted, share_percent};
use crate::measure::{Grouped, Interval, quantile, rank_biserial, rank_eta};
use crate::privacy::{SMALL_CELL, shown};
use crate::rows::{Categories, Numbers};

/// The two groups with values when there are exactly two.
fn two_groups(grouped: &Grouped) -> Option<(usize, usize)> {
    let mut used = (0..grouped.groups()).filter(|&group| grouped.size(group) > 0);
    let pair = (used.next()?, used.next()?);
    used.next().is_none().then_some(pair)
}

/// Tells whether there are two groups, one of them small: any measure would be the mean rank of those few people.
fn tells_of_few(grouped: &Grouped) -> bool {
    two_groups(grouped).is_some_and(|(first, second)| grouped.size(first).min(grouped.size(second)) < SMALL_CELL)
}

/// Measures the link of a number and a label.
pub(crate) fn link(grouped: &Grouped) -> Link {
    let enough = grouped.ranking.count >= SMALL_CELL && !tells_of_few(grouped);
    let Some(found) = rank_eta(grouped).filter(|_| enough) else { return Link::default() };
    let root = |interval: Interval| Interval { bas: interval.bas.sqrt(), haut: interval.haut.sqrt() };
    let link = Link {
        value: Some(found.corrected),
        interval: found.interval,
        strength: Some(Strength { force: found.corrected.sqrt(), interval: found.interval.map(root) }),
        raw: Some(found.raw),
        statistic: Some(found.kruskal_wallis),
        degrees: Some(found.degrees),
    };
    match two_groups(grouped).and_then(|(first, second)| Some((first, second, grouped.rank_biserial(first)?))) {
        Some((first, second, r)) => {
            Link { value: Some(r), interval: rank_biserial::interval(grouped, first, second, r), ..link }
        }
        None => link,
    }
}

/// Crosses a number and a label.
pub(crate) fn cross(numbers: &Numbers, categories: &Categories) -> Crossing {
    let grouped = Grouped::new(numbers, &categories.codes, categories.labels.len());
    let link = link(&grouped);
    let binary = two_groups(&grouped);
    let mesure = if binary.is_some() { Mesure::BiserialeDesRangs } else { Mesure::Eta2DesRangsCorrige };
    let groups = groups(&grouped, &categories.labels);
    let (number, label) = (numbers.field, categories.field);
    let count = grouped.ranking.count;
    let phrase = match binary.zip(link.value).zip(link.strength) {
        Some((((first, second), r), strength)) => {
            let names = [&categories.labels[first], &categories.labels[second]];
            let medians = [&groups[first], &groups[second]].map(|group| group.mediane);
            let example = duel(numbers, names, medians, r);
            let shown = format!("r bisérial des rangs = {}", decimal(r, 2));
            sentence::dependent(number.the, label.the, &shown, strength, count, Some(example))
        }
        None => {
            let shown = format!("êta² des rangs = {}", decimal(link.value.unwrap_or_default(), 3));
            match link.strength {
                Some(strength) => sentence::dependent(
                    number.the,
                    label.the,
                    &shown,
                    strength,
                    count,
                    extremes(numbers, categories, &groups),
                ),
                None if tells_of_few(&grouped) => sentence::too_few_in_a_group(number.the, label.the),
                None => sentence::unmeasurable(number.the, label.the, count),
            }
        }
    };
    Crossing::new(number.name, label.name, count, mesure, &link, phrase).with_groups(groups)
}

/// Describes the number in each group; groups that are too small are hidden, and with them the size of another one, which
/// would give theirs away.
pub(crate) fn groups(grouped: &Grouped, labels: &[String]) -> Vec<NumericGroup> {
    let sizes: Vec<u64> = (0..labels.len()).map(|group| grouped.size(group)).collect();
    let visible = shown(&sizes, sizes.len());
    let describe = |(group, label): (usize, &String)| {
        let values = grouped.sorted(group);
        let at = |p| quantile(values, p).filter(|_| sizes[group] >= SMALL_CELL);
        NumericGroup {
            groupe: label.clone(),
            effectif: visible[group].then_some(sizes[group]),
            quartile_1: at(0.25),
            mediane: at(0.5),
            quartile_3: at(0.75),
        }
    };
    labels.iter().enumerate().map(describe).collect()
}

/// Tells between which medians the categories lie.
fn extremes(numbers: &Numbers, categories: &Categories, groups: &[NumericGroup]) -> Option<String> {
    let named = groups.iter().enumerate().filter(|(i, _)| !categories.is_others(*i));
    let medians: Vec<(f64, &str)> =
        named.filter_map(|(_, group)| Some((group.mediane?, group.groupe.as_str()))).collect();
    let (low, lowest) = medians.iter().copied().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let (high, highest) = medians.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let unit = numbers.field.unit;
    let (low, high) = (quantity(low, unit), quantity(high, unit));
    if low == high {
        return None;
    }
    Some(format!("la médiane va de {low} ({}) à {high} ({})", quoted(lowest), quoted(highest)))
}

/// Tells two groups' medians, when they differ in the direction of `r`, and how often a member of the one exceeds a
/// member of the other.
fn duel(numbers: &Numbers, names: [&String; 2], medians: [Option<f64>; 2], r: f64) -> String {
    let unit = numbers.field.unit;
    // The winner first.
    let (winner, loser) = if r >= 0.0 { (0, 1) } else { (1, 0) };
    let pair =
        format!("pris au hasard, un demandeur {} dépasse un demandeur {}", quoted(names[winner]), quoted(names[loser]));
    // Ties count half on each side.
    let wins = format!("{pair} dans {} des cas (égalités partagées)", share_percent(f64::midpoint(r.abs(), 1.0)));
    match (medians[winner], medians[loser]) {
        (Some(high), Some(low)) if high > low && quantity(high, unit) != quantity(low, unit) => {
            let high = quantity(high, unit);
            format!(
                "médiane de {high} pour {}, {} pour {}\u{a0}; {wins}",
                quoted(names[winner]),
                quantity(low, unit),
                quoted(names[loser])
            )
        }
        _ => wins,
    }
}

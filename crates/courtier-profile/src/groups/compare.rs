//! Groups of people compared with all: medians, shares, and how unusual they are.

use serde::Serialize;

use crate::measure::{Contingency, Grouped, mean, quantile, sum, v_test};
use crate::privacy::{SMALL_CELL, shown};
use crate::rows::{Categories, Numbers, Rows};

/// A number in a group and in all requests. Figures are absent where fewer than ten people would be told of: quartiles with
/// fewer than ten values, sizes and comparisons also where they would give away those of a smaller group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupNumber {
    /// Column name.
    pub champ: &'static str,
    /// People of the group whose value is known.
    pub effectif: Option<u64>,
    /// First quartile in the group, in the field's unit.
    pub quartile_1: Option<f64>,
    /// Median in the group.
    pub mediane: Option<f64>,
    /// Third quartile in the group.
    pub quartile_3: Option<f64>,
    /// Median of all.
    pub mediane_ensemble: Option<f64>,
    /// Rank-biserial correlation of the group against the rest, -1 to 1: how often a member exceeds another person, less
    /// how often the contrary.
    pub biseriale_des_rangs: Option<f64>,
    /// Test value of the group's mean (of the logarithm, for amounts): beyond 2 in absolute value it is not chance.
    pub valeur_test: Option<f64>,
    /// The last two wherever the median is told: sentences need them to choose what they tell, and give neither.
    #[serde(skip)]
    pub(crate) compared: Option<(f64, f64)>,
}

impl GroupNumber {
    /// Tells whether the median is hidden, rather than absent for want of any value.
    pub(crate) fn hides_median(&self) -> bool {
        self.mediane.is_none() && self.effectif != Some(0)
    }
}

/// A category in a group and in all requests. Figures are absent where fewer than ten people would be told of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupShare {
    /// Column name.
    pub champ: &'static str,
    /// The category.
    pub modalite: String,
    /// People of the group in the category.
    pub nombre: Option<u64>,
    /// Their share of the group's known values, 0 to 1.
    pub part: Option<f64>,
    /// Share of the category among all known values.
    pub part_ensemble: Option<f64>,
    /// Share of the category's people that are in the group.
    pub part_de_la_modalite: Option<f64>,
    /// Cohen's h between the two shares: 0.2 is small, 0.5 medium, 0.8 large.
    pub h_de_cohen: Option<f64>,
    /// Test value of the share: beyond 2 in absolute value it is not chance.
    pub valeur_test: Option<f64>,
    /// Not one category but the merged small ones.
    #[serde(skip)]
    pub(crate) merged: bool,
}

/// A group compared with all.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Comparison {
    pub(crate) numbers: Vec<GroupNumber>,
    pub(crate) shares: Vec<GroupShare>,
}

impl Comparison {
    /// Tells whether most shares are hidden: what sets the group apart may then be among them.
    pub(crate) fn is_mostly_hidden(&self) -> bool {
        2 * self.shares.iter().filter(|share| share.nombre.is_none()).count() > self.shares.len()
    }
}

/// Compares each group with all. A row is in the group of its code; codes from `groups` on are in none.
pub(crate) fn compare(rows: &Rows, codes: &[u8], groups: usize) -> Vec<Comparison> {
    // The rest is a group too: all requests are compared with.
    let with_rest: Vec<u8> = codes.iter().map(|&code| code.min(groups as u8)).collect();
    let mut found = vec![Comparison::default(); groups];
    for numbers in &rows.numbers {
        for (group, number) in compare_number(numbers, &with_rest, groups).into_iter().enumerate() {
            found[group].numbers.push(number);
        }
    }
    for categories in &rows.categories {
        let table = Contingency::of_codes(&with_rest, groups + 1, &categories.codes, categories.labels.len());
        let visible = shown(&table.counts, table.columns);
        for (group, comparison) in found.iter_mut().enumerate() {
            comparison.shares.extend(compare_shares(categories, &table, &visible, group));
        }
    }
    found
}

fn compare_number(numbers: &Numbers, codes: &[u8], groups: usize) -> Vec<GroupNumber> {
    let grouped = Grouped::new(numbers, codes, groups + 1);
    let sizes: Vec<u64> = (0..=groups).map(|group| grouped.size(group)).collect();
    let visible = shown(&sizes, sizes.len());
    let scale = |values: &[f64]| -> Vec<f64> {
        values.iter().map(|&value| numbers.field.scale.of(value)).filter(|v| !v.is_nan()).collect()
    };
    let all = scale(&numbers.sorted);
    let centre = mean(&all);
    let variance = centre.map(|centre| sum(all.iter().map(|value| (value - centre).powi(2))) / all.len() as f64);
    let median = quantile(&numbers.sorted, 0.5);
    let one = |group: usize| {
        let values = grouped.sorted(group);
        // A small group hides the size of another one, its test value and mean rank, whose sums over all groups are known. The
        // quartiles of ten people or more tell of nobody else.
        let enough = sizes[group] >= SMALL_CELL;
        let at = |p| quantile(values, p).filter(|_| enough);
        let scaled = scale(values);
        let test = mean(&scaled)
            .zip(centre.zip(variance))
            .and_then(|(own, (centre, variance))| v_test(own, scaled.len() as u64, centre, variance, all.len() as u64));
        let r = grouped.rank_biserial(group);
        GroupNumber {
            champ: numbers.field.name,
            effectif: visible[group].then_some(sizes[group]),
            quartile_1: at(0.25),
            mediane: at(0.5),
            quartile_3: at(0.75),
            mediane_ensemble: median.filter(|_| enough),
            biseriale_des_rangs: r.filter(|_| visible[group]),
            valeur_test: test.filter(|_| visible[group]),
            compared: r.zip(test).filter(|_| enough),
        }
    };
    (0..groups).map(one).collect()
}

fn compare_shares(categories: &Categories, table: &Contingency, visible: &[bool], group: usize) -> Vec<GroupShare> {
    let size: u64 = (0..table.columns).map(|column| table.count(group, column)).sum();
    let all = table.total();
    let one = |column: usize| {
        let (count, total) = (table.count(group, column), categories.counts[column]);
        let told = visible[group * table.columns + column] && size > 0 && total > 0;
        let (share, overall) = (count as f64 / size as f64, total as f64 / all as f64);
        let angle = |share: f64| 2.0 * share.sqrt().asin();
        GroupShare {
            champ: categories.field.name,
            modalite: categories.labels[column].clone(),
            nombre: told.then_some(count),
            part: told.then_some(share),
            part_ensemble: told.then_some(overall),
            part_de_la_modalite: told.then(|| count as f64 / total as f64),
            h_de_cohen: told.then(|| angle(share) - angle(overall)),
            valeur_test: v_test(share, size, overall, overall * (1.0 - overall), all).filter(|_| told),
            merged: categories.is_others(column),
        }
    };
    (0..table.columns).map(one).collect()
}

//! A number described alone: quantiles, classes, the most frequent class.

use serde::Serialize;

use crate::field::NumericField;
use crate::fields::bins::{Bin, histogram};
use crate::french::{bare, capital, quantity, share_percent, shown};
use crate::measure::{mean, quantile, sum};
use crate::privacy::SMALL_CELL;
use crate::rows::{Numbers, Rows};

/// A number described alone. Figures are absent with fewer than ten values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumericProfile {
    /// Column name.
    pub champ: &'static str,
    /// Its title.
    pub libelle: String,
    /// `ans`, `EUR/mois` or `EUR`: the unit of all values.
    pub unite: &'static str,
    /// Known values.
    pub effectif: u64,
    /// Mean.
    pub moyenne: Option<f64>,
    /// Standard deviation, divided by the number of values less one.
    pub ecart_type: Option<f64>,
    /// First hundredth. There is no minimum or maximum: each is one person's value.
    pub centile_1: Option<f64>,
    /// First quartile.
    pub quartile_1: Option<f64>,
    /// Median.
    pub mediane: Option<f64>,
    /// Third quartile.
    pub quartile_3: Option<f64>,
    /// Last hundredth.
    pub centile_99: Option<f64>,
    /// Share of the known values between the quartiles, ends included, all rounded as they are shown.
    pub part_entre_quartiles: Option<f64>,
    /// The densest classes: several when they are equal.
    pub classes_modales: Vec<Bin>,
    /// All classes, in order.
    pub histogramme: Vec<Bin>,
    /// The same in a sentence.
    pub phrase: String,
}

/// Describes each number.
pub(crate) fn numeric_profiles(rows: &Rows) -> Vec<NumericProfile> {
    rows.numbers.iter().map(|numbers| describe(numbers, rows.age_bounds)).collect()
}

fn describe(numbers: &Numbers, age_bounds: (u32, u32)) -> NumericProfile {
    let field = numbers.field;
    let enough = numbers.known() >= SMALL_CELL;
    // A hundredth of fewer than a thousand values would be the value of one of ten people.
    let tails = numbers.known() >= 100 * SMALL_CELL;
    let at = |p| quantile(&numbers.sorted, p).filter(|_| enough);
    let (quartile_1, quartile_3) = (at(0.25), at(0.75));
    let between = quartile_1.zip(quartile_3).map(|(low, high)| between(numbers, low, high));
    let histogramme = histogram(numbers, age_bounds);
    NumericProfile {
        champ: field.name,
        libelle: crate::french::title(field.the),
        unite: field.unit.name(),
        effectif: numbers.known(),
        moyenne: numbers.mean().filter(|_| enough),
        ecart_type: deviation(&numbers.sorted).filter(|_| enough),
        centile_1: at(0.01).filter(|_| tails),
        quartile_1,
        mediane: at(0.5),
        quartile_3,
        centile_99: at(0.99).filter(|_| tails),
        part_entre_quartiles: between.map(|between| between.share),
        classes_modales: densest(&histogramme),
        phrase: sentence(field, numbers.known(), at(0.5).zip(quartile_1.zip(quartile_3)), between),
        histogramme,
    }
}

fn deviation(values: &[f64]) -> Option<f64> {
    let centre = mean(values)?;
    let squares = sum(values.iter().map(|value| (value - centre).powi(2)));
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt())
}

/// How many values lie between the quartiles.
#[derive(Debug, Clone, Copy)]
struct Between {
    /// Their share of the known values, 0 to 1.
    share: f64,
    /// All of them are one number, not only shown as one.
    are_equal: bool,
}

/// Counts between the quartiles as the sentence shows them, values being rounded as they are: what it says is then exact.
fn between(numbers: &Numbers, low: f64, high: f64) -> Between {
    let as_shown = |value| shown(value, numbers.field.unit);
    let before = numbers.sorted.partition_point(|&value| as_shown(value) < as_shown(low));
    let until = numbers.sorted.partition_point(|&value| as_shown(value) <= as_shown(high));
    let inside = &numbers.sorted[before..until];
    Between { share: inside.len() as f64 / numbers.sorted.len() as f64, are_equal: inside.first() == inside.last() }
}

fn densest(bins: &[Bin]) -> Vec<Bin> {
    let density = |bin: &Bin| bin.a.map_or(0.0, |end| bin.nombre as f64 / (end - bin.de));
    let most = bins.iter().map(density).fold(0.0, f64::max);
    bins.iter().filter(|bin| most > 0.0 && density(bin) == most).copied().collect()
}

fn sentence(field: &NumericField, known: u64, figures: Option<(f64, (f64, f64))>, between: Option<Between>) -> String {
    let Some(((median, (low, high)), between)) = figures.zip(between) else {
        return if known == 0 {
            format!(
                "Aucune valeur connue {}.",
                field.of_the.replacen("de l'", "pour l'", 1).replacen("du ", "pour le ", 1)
            )
        } else {
            format!("Trop peu de valeurs (moins de {SMALL_CELL}) pour décrire {}.", field.the)
        };
    };
    let start = format!("{} est de {}", capital(field.the_median), quantity(median, field.unit));
    if shown(low, field.unit) == shown(high, field.unit) {
        let nearly = if between.are_equal { "" } else { ", à l'arrondi près" };
        let same = if between.share == 1.0 {
            "toutes les valeurs connues sont égales".to_owned()
        } else {
            format!("{} des valeurs connues sont égales à {}", share_percent(between.share), quantity(low, field.unit))
        };
        return format!("{start}\u{a0}; {same}{nearly}.");
    }
    let who =
        if (0.475..0.525).contains(&between.share) { "la moitié".to_owned() } else { share_percent(between.share) };
    format!(
        "{start}\u{a0}; {who} des demandeurs ont entre {} et {}.",
        bare(low, field.unit),
        quantity(high, field.unit)
    )
}

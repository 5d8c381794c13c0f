//! Numbers alone: their quantiles side by side, and bars for age and income.

use crate::field::{NUMERIC, NumericField, Unit};
use crate::fields::{Bin, NumericProfile};
use crate::french::{MISSING, integer, quantity};
use crate::privacy::SMALL_CELL;
use crate::profile::Profile;
use crate::text::bars::{Bar, chart};
use crate::text::page::Page;
use crate::text::table::{Align, Table};
use crate::typical::band_text;

/// Most classes of a chart, apart from the open one.
const MOST_BANDS: f64 = 20.0;

/// Years in a class of the chart of ages.
const YEARS: f64 = 5.0;

/// Shows the numbers, then the charts.
pub(crate) fn numbers(page: &mut Page, profile: &Profile) {
    page.section("Âge, revenu et montant du prêt");
    page.table(&quantiles(&profile.nombres));
    for (field, found) in NUMERIC.iter().zip(&profile.nombres) {
        if field.active {
            page.section(&found.libelle);
            page.paragraph(&found.phrase);
            chart(&bars(field, found), page.width()).into_iter().for_each(|line| page.line(line));
        }
    }
}

fn quantiles(numbers: &[NumericProfile]) -> Table {
    let titles = numbers.iter().map(|found| (found.libelle.as_str(), Align::Right));
    let mut table = Table::new(&std::iter::once(("", Align::Left)).chain(titles).collect::<Vec<_>>());
    let known = numbers.iter().map(|found| match found.effectif {
        1..SMALL_CELL => format!("moins de {SMALL_CELL}"),
        known => integer(known),
    });
    table.row(std::iter::once("Valeurs connues".to_owned()).chain(known).collect());
    type Figure = fn(&NumericProfile) -> Option<f64>;
    let figures: [(&str, Figure); 7] = [
        ("Premier centile", |found| found.centile_1),
        ("Premier quartile", |found| found.quartile_1),
        ("Médiane", |found| found.mediane),
        ("Troisième quartile", |found| found.quartile_3),
        ("Dernier centile", |found| found.centile_99),
        ("Moyenne", |found| found.moyenne),
        ("Écart-type", |found| found.ecart_type),
    ];
    for (name, figure) in figures.into_iter().filter(|(_, figure)| numbers.iter().any(|found| figure(found).is_some()))
    {
        let cell = |(field, found): (&NumericField, &NumericProfile)| {
            figure(found).map_or_else(|| MISSING.to_owned(), |value| quantity(value, field.unit))
        };
        table.row(std::iter::once(name.to_owned()).chain(NUMERIC.iter().zip(numbers).map(cell)).collect());
    }
    table
}

/// Returns a bar a wide class, with the quartiles beside those that hold them.
fn bars(field: &NumericField, found: &NumericProfile) -> Vec<Bar> {
    let bands = bands(field.unit, &found.histogramme);
    let marks = [("1er quartile", found.quartile_1), ("médiane", found.mediane), ("3e quartile", found.quartile_3)];
    let bar = |band: &Bin| {
        let inside = |value: f64| value >= band.de && band.a.is_none_or(|end| value < end);
        let held = marks.iter().filter(|(_, value)| value.is_some_and(inside)).map(|(name, _)| *name);
        let note = held.collect::<Vec<_>>().join(", ");
        let note = if note.is_empty() { note } else { format!("← {note}") };
        Bar { label: band_text(field, Some(band.de), band.a), count: band.nombre, share: band.part, note }
    };
    bands.iter().map(bar).collect()
}

/// Joins the classes of a histogram into wide ones, that start at multiples of their width where classes allow.
fn bands(unit: Unit, histogram: &[Bin]) -> Vec<Bin> {
    let wide = match unit {
        Unit::Years => YEARS,
        Unit::EurosAMonth | Unit::Euros => wide(histogram),
    };
    let mut bands: Vec<Bin> = Vec::new();
    let mut until = f64::NEG_INFINITY;
    for bin in histogram {
        match bands.last_mut() {
            // An open class stays alone: it has no width.
            Some(band) if bin.de < until && bin.a.is_some() => {
                band.a = bin.a;
                band.nombre += bin.nombre;
                band.part += bin.part;
            }
            _ => {
                bands.push(*bin);
                until = ((bin.de / wide).floor() + 1.0) * wide;
            }
        }
    }
    bands
}

/// Returns the width that makes few enough classes: so many times that of the narrowest one.
fn wide(histogram: &[Bin]) -> f64 {
    let widths = histogram.iter().filter_map(|bin| Some(bin.a? - bin.de));
    let narrow = widths.fold(f64::INFINITY, f64::min);
    let ends = histogram.first().zip(histogram.iter().filter_map(|bin| bin.a).next_back());
    let span = ends.map_or(0.0, |(first, last)| last - first.de);
    let times = [1.0, 2.0, 4.0, 5.0, 10.0, 20.0].into_iter().find(|times| span <= times * narrow * MOST_BANDS);
    if narrow.is_finite() { times.unwrap_or(40.0) * narrow } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::{bands, wide};
    use crate::field::Unit;
    use crate::fields::Bin;

    fn bins(ends: &[(f64, Option<f64>)]) -> Vec<Bin> {
        ends.iter().map(|&(de, a)| Bin { de, a, nombre: 10, part: 0.1 }).collect()
    }

    fn ends(bins: &[Bin]) -> Vec<(f64, Option<f64>, u64)> {
        bins.iter().map(|bin| (bin.de, bin.a, bin.nombre)).collect()
    }

    #[test]
    fn joins_years_by_five() {
        let years = bins(&[
            (18.0, Some(19.0)),
            (19.0, Some(20.0)),
            (20.0, Some(21.0)),
            (21.0, Some(27.0)),
            (27.0, Some(101.0)),
        ]);
        assert_eq!(
            ends(&bands(Unit::Years, &years)),
            [(18.0, Some(20.0), 20), (20.0, Some(27.0), 20), (27.0, Some(101.0), 10)]
        );
    }

    #[test]
    fn leaves_the_open_class_alone() {
        let mut euros: Vec<(f64, Option<f64>)> =
            (0..36).map(|i| (f64::from(i) * 250.0, Some(f64::from(i + 1) * 250.0))).collect();
        euros.push((9_000.0, None));
        let euros = bins(&euros);
        assert_eq!(wide(&euros), 500.0);
        let joined = ends(&bands(Unit::Euros, &euros));
        assert_eq!((joined.len(), joined[0], joined[18]), (19, (0.0, Some(500.0), 20), (9_000.0, None, 10)));
    }

    #[test]
    fn joins_nothing_where_there_is_nothing() {
        assert!(bands(Unit::Euros, &[]).is_empty());
        assert_eq!(bands(Unit::Euros, &bins(&[(0.0, None)])).len(), 1);
    }
}

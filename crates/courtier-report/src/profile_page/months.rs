//! The time line: every month from the first to the last, those of few requests too.

use courtier_core::french::share_percent;
use serde::Serialize;

use super::profile::{Month, Profile, Unit};
use super::words::{HIDDEN, demands, month, on_axis, quantity};
use crate::chart::{Column, Period, StackedColumns, Trend};

/// A time line longer than this is shown as it comes: some of its months are mistakes.
const MOST_MONTHS: usize = 180;

/// Beyond so many months, only the medians are drawn: the table has the rest.
const MONTHS_OF_SHARES: usize = 36;

/// Age, income, amount: the first of what is followed.
const MEDIANS: usize = 3;

/// What is said of a month that the profile does not tell.
const FEW: &str = "moins de 10\u{a0}demandes";

/// The months as charts and as a table.
#[derive(Debug, Serialize)]
pub(super) struct MonthsView {
    sentence: String,
    requests: Option<StackedColumns>,
    trends: Vec<TrendView>,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Months without figures.
    few: usize,
}

/// A line over the months.
#[derive(Debug, Serialize)]
struct TrendView {
    id: String,
    title: String,
    chart: Trend,
}

/// A month, with what is known of it.
#[derive(Debug)]
struct Slot<'a> {
    name: String,
    short: String,
    known: Option<&'a Month>,
}

/// Reads a value in a month.
type Reading<'a> = Box<dyn Fn(&Month) -> Option<f64> + 'a>;

/// Writes a value.
type Writing = Box<dyn Fn(f64) -> String>;

/// What is followed: its title, and its value in a month, as a number and ready for reading.
struct Followed<'a> {
    title: String,
    value: Reading<'a>,
    show: Writing,
    on_axis: Writing,
}

/// Lays the months out.
pub(super) fn months(profile: &Profile) -> MonthsView {
    let line = &profile.chronologie;
    let slots = slots(&line.mois);
    let followed = followed(&line.mois);
    let trend = |(index, followed): (usize, &Followed<'_>)| TrendView {
        id: format!("mois-{index}"),
        title: followed.title.clone(),
        chart: Trend::new(&slots.iter().map(|slot| period(slot, followed)).collect::<Vec<_>>(), &followed.on_axis),
    };
    let drawn = match slots.len() {
        0 | 1 => 0,
        count if count > MONTHS_OF_SHARES => MEDIANS,
        _ => followed.len(),
    };
    let columns = slots.iter().map(column).collect::<Vec<_>>();
    MonthsView {
        sentence: line.phrase.clone(),
        requests: (!slots.is_empty())
            .then(|| StackedColumns::new(&columns, |value| courtier_core::french::decimal(value, 0))),
        trends: followed.iter().take(drawn).enumerate().map(trend).collect(),
        columns: followed.iter().map(|followed| followed.title.clone()).collect(),
        rows: slots.iter().map(|slot| row(slot, &followed)).collect(),
        few: slots.iter().filter(|slot| slot.known.is_none()).count(),
    }
}

/// Returns every month from the first to the last.
fn slots(months: &[Month]) -> Vec<Slot<'_>> {
    let positions: Option<Vec<_>> = months.iter().map(|found| position(&found.mois)).collect();
    let ends = positions.as_deref().and_then(|all| Some((*all.first()?, *all.last()?)));
    let as_given = || months.iter().map(|found| slot(&found.mois, Some(found))).collect();
    let Some((first, last)) = ends.filter(|(first, last)| first <= last && last - first < MOST_MONTHS) else {
        return as_given();
    };
    let name = |position: usize| format!("{:04}-{:02}", position / 12, position % 12 + 1);
    let all = (first..=last).map(name).map(|text| {
        let known = months.iter().find(|found| found.mois == text);
        slot(&text, known)
    });
    all.collect()
}

fn slot<'a>(text: &str, known: Option<&'a Month>) -> Slot<'a> {
    let short = text.split_once('-').and_then(|(year, month)| Some(format!("{month}/{}", year.get(2..)?)));
    Slot { name: month(text), short: short.unwrap_or_else(|| text.to_owned()), known }
}

/// Returns the months from year 0 to `YYYY-MM`.
fn position(text: &str) -> Option<usize> {
    let (year, month) = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
    let month: usize = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some(year.parse::<usize>().ok()? * 12 + month - 1)
}

fn followed(months: &[Month]) -> Vec<Followed<'_>> {
    let number = |title: &str, unit: Unit, value: fn(&Month) -> Option<f64>| Followed {
        title: title.to_owned(),
        value: Box::new(value),
        show: Box::new(move |value| quantity(value, unit)),
        on_axis: Box::new(move |value| on_axis(value, unit)),
    };
    let mut all = vec![
        number("Âge médian", Unit::Years, |month| month.age_emprunteur_median),
        number("Revenu médian du ménage", Unit::EurosAMonth, |month| month.revenu_total_median_eur_mois),
        number("Montant médian du prêt", Unit::Euros, |month| month.montant_pret_principal_median_eur),
    ];
    for found in months.first().into_iter().flat_map(|month| &month.parts) {
        all.push(Followed {
            title: format!("Part de «\u{a0}{}\u{a0}»", found.modalite),
            value: Box::new(move |month| month.parts.iter().find(|own| own.champ == found.champ)?.part),
            show: Box::new(share_percent),
            on_axis: Box::new(|value| format!("{}\u{a0}%", courtier_core::french::bare(value * 100.0, 1))),
        });
    }
    all
}

fn column(slot: &Slot<'_>) -> Column<1> {
    Column {
        label: slot.short.clone(),
        tooltip: format!("{}\u{a0}: {}", slot.name, slot.known.map_or_else(|| FEW.to_owned(), |m| demands(m.nombre))),
        values: [slot.known.map_or(0.0, |month| month.nombre as f64)],
    }
}

fn shown(slot: &Slot<'_>, followed: &Followed<'_>) -> String {
    match slot.known {
        None => FEW.to_owned(),
        Some(month) => (followed.value)(month).map_or_else(|| HIDDEN.to_owned(), &followed.show),
    }
}

fn period(slot: &Slot<'_>, followed: &Followed<'_>) -> Period {
    Period {
        label: slot.short.clone(),
        tooltip: format!("{}\u{a0}: {}", slot.name, shown(slot, followed)),
        value: slot.known.and_then(|month| (followed.value)(month)),
    }
}

fn row(slot: &Slot<'_>, all: &[Followed<'_>]) -> Vec<String> {
    let requests = slot.known.map_or_else(|| FEW.to_owned(), |month| courtier_core::french::count(month.nombre));
    let mut row = vec![slot.name.clone(), requests];
    row.extend(all.iter().map(|followed| shown(slot, followed)));
    row
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn counts_months() {
        assert_eq!(position("2024-01").unwrap() - position("2023-10").unwrap(), 3);
        for other in ["2024-13", "2024-00", "24-01", "Autres", "2024-1", "+024-01x"] {
            assert_eq!(position(other), None, "{other}");
        }
    }
}

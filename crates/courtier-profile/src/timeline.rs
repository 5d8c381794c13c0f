//! Months in a row: how many requests, and whether the people changed.

use serde::Serialize;

use crate::field::CATEGORICAL;
use crate::french::{capital, decimal, integer, month, of, share_percent};
use crate::segments::{Segment, Segmentation};

/// The months in order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    /// One a month, in order; months of fewer than ten requests are not here.
    pub mois: Vec<MonthPoint>,
    /// The same in a sentence.
    pub phrase: String,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthPoint {
    /// `YYYY-MM`.
    pub mois: String,
    /// Requests.
    pub nombre: u64,
    /// Median age, years.
    pub age_emprunteur_median: Option<f64>,
    /// Median household income, EUR a month.
    pub revenu_total_median_eur_mois: Option<f64>,
    /// Median amount of the main loan, EUR.
    pub montant_pret_principal_median_eur: Option<f64>,
    /// Share of each field's overall most frequent category in the month, 0 to 1.
    pub parts: Vec<MonthShare>,
}

/// A share in a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthShare {
    /// The field.
    pub champ: &'static str,
    /// Its most frequent category over all months.
    pub modalite: String,
    /// Share of the month's known values, 0 to 1.
    pub part: Option<f64>,
}

/// Puts the months of a segmentation on a line.
pub(crate) fn timeline(months: &Segmentation, has_merged: bool) -> Timeline {
    let own = months.segments.len() - usize::from(has_merged && !months.segments.is_empty());
    let points: Vec<MonthPoint> = months.segments[..own].iter().map(point).collect();
    Timeline { phrase: sentence(&points, months), mois: points }
}

fn point(segment: &Segment) -> MonthPoint {
    let median = |i: usize| segment.nombres.get(i).and_then(|number| number.mediane);
    // Categories are sorted by frequency: the first of a field is its most frequent one.
    let first = |champ: &'static str| segment.modalites.iter().find(|share| share.champ == champ);
    let parts = CATEGORICAL.iter().filter_map(|field| first(field.name));
    MonthPoint {
        mois: segment.valeur.clone(),
        nombre: segment.nombre,
        age_emprunteur_median: median(0),
        revenu_total_median_eur_mois: median(1),
        montant_pret_principal_median_eur: median(2),
        parts: parts
            .map(|share| MonthShare { champ: share.champ, modalite: share.modalite.clone(), part: share.part })
            .collect(),
    }
}

fn sentence(points: &[MonthPoint], months: &Segmentation) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return "Aucun mois ne compte assez de demandes.".to_owned();
    };
    if points.len() == 1 {
        return format!("Un seul mois : {} ({} demandes).", month(&first.mois), integer(first.nombre));
    }
    let most = points.iter().fold(first, |most, point| if point.nombre > most.nombre { point } else { most });
    let total: u64 = points.iter().map(|point| point.nombre).sum();
    let start = format!(
        "{} à {} : {} mois, le plus chargé étant celui {} ({} demandes, {})",
        capital(&of(&month(&first.mois))),
        month(&last.mois),
        points.len(),
        of(&month(&most.mois)),
        integer(most.nombre),
        share_percent(most.nombre as f64 / total as f64),
    );
    match months.liens.first() {
        Some(_) if months.varies() => format!("{start}. {}", months.phrase),
        Some(link) => {
            let force = decimal(link.force, 2);
            format!(
                "{start}. Le profil des demandeurs n'y change pratiquement pas (lien le plus fort avec le mois : {force})."
            )
        }
        None => format!("{start}."),
    }
}

//! The factor map: numbers and categories on the axes.

use crate::field::{CATEGORICAL, NUMERIC};
use crate::personas::grouping::Grouping;
use crate::personas::result::MapPoint;
use crate::personas::table::{Labels, Table};

/// Places numbers and categories on the axes kept.
pub(crate) fn map(table: &Table, grouping: &Grouping) -> Vec<MapPoint> {
    let active = NUMERIC.iter().filter(|field| field.active).enumerate();
    let numbers = active.map(|(i, field)| MapPoint {
        champ: field.name,
        modalite: None,
        coordonnees: grouping.famd.correlations(i, grouping.components.kept),
    });
    let labels = CATEGORICAL.iter().zip(&table.labels).flat_map(|(field, labels)| {
        let centres = centres(labels, &grouping.coordinates, grouping.components.kept);
        labels.names.iter().zip(centres).map(|(name, coordonnees)| MapPoint {
            champ: field.name,
            modalite: Some(name.clone()),
            coordonnees,
        })
    });
    numbers.chain(labels).collect()
}

/// Returns the mean coordinates of the people of each category.
fn centres(labels: &Labels, coordinates: &[f64], axes: usize) -> Vec<Vec<f64>> {
    let mut sums = vec![(0_u64, vec![0.0; axes]); labels.names.len()];
    for (point, &code) in coordinates.chunks(axes).zip(&labels.codes) {
        if let Some((count, sum)) = sums.get_mut(code as usize) {
            *count += 1;
            sum.iter_mut().zip(point).for_each(|(sum, at)| *sum += at);
        }
    }
    let mean = |(count, sum): (u64, Vec<f64>)| sum.iter().map(|sum| sum / count.max(1) as f64).collect();
    sums.into_iter().map(mean).collect()
}

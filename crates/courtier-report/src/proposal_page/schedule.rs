//! The repayment of the winner, as charts by year.

use super::explanation::{Repayment, Schedule};
use crate::chart::{Area, Column, Point, StackedColumns};
use crate::format::{compact_euros, euros};

/// Returns what is paid each year: capital, interest, insurance.
pub(crate) fn columns(schedule: &Schedule) -> StackedColumns {
    let columns: Vec<_> = schedule.annees.iter().map(column).collect();
    StackedColumns::new(&columns, compact_euros)
}

/// Returns what remains due at the end of each year.
pub(crate) fn outstanding(schedule: &Schedule) -> Area {
    let points: Vec<_> = schedule.annees.iter().map(point).collect();
    Area::new(schedule.montant_eur, &points, compact_euros)
}

fn column(year: &Repayment) -> Column<3> {
    Column {
        label: year.numero.to_string(),
        tooltip: format!(
            "Année\u{a0}{} : capital {}, intérêts {}, assurance {}",
            year.numero,
            euros(year.capital_eur),
            euros(year.interets_eur),
            euros(year.assurance_eur),
        ),
        values: [year.capital_eur, year.interets_eur, year.assurance_eur],
    }
}

fn point(year: &Repayment) -> Point {
    Point {
        label: year.numero.to_string(),
        tooltip: format!("Fin de l'année\u{a0}{} : reste dû {}", year.numero, euros(year.capital_restant_eur)),
        value: year.capital_restant_eur,
    }
}

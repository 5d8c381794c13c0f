//! A search among the opportunities, a page at a time.

use chrono::{DateTime, Utc};

use super::opportunities::Opportunities;
use super::order::{Position, Sort};
use crate::Opportunity;

/// What is looked for. Bounds are inclusive; a missing value is in no bounds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Search {
    /// Lowest age, years.
    pub age_min: Option<i64>,
    /// Highest age, years.
    pub age_max: Option<i64>,
    /// Lowest income, EUR a month.
    pub income_min_eur: Option<f64>,
    /// Highest income, EUR a month.
    pub income_max_eur: Option<f64>,
    /// Main bank; case and accents do not count.
    pub bank: Option<String>,
    /// Stage; case and accents do not count.
    pub stage: Option<String>,
    /// Created then or later.
    pub created_from: Option<DateTime<Utc>>,
    /// Created before.
    pub created_before: Option<DateTime<Utc>>,
    /// Order.
    pub sort: Sort,
    /// Most opportunities of a page.
    pub limit: usize,
    /// Where the page starts.
    pub after: Option<Position>,
}

/// A page of opportunities.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The opportunities.
    pub opportunities: Vec<Opportunity>,
    /// Where the next page starts; `None` after the last.
    pub next: Option<Position>,
}

impl Search {
    pub(super) fn page(&self, opportunities: &Opportunities) -> Page {
        let bank = self.bank.as_deref().map(|bank| opportunities.banks().like(bank));
        let stage = self.stage.as_deref().map(|stage| opportunities.stages().like(stage));
        let mut rows = opportunities.orders().rows(opportunities, self.sort, self.after).filter(|row| {
            self.is_in_bounds(opportunities, *row)
                && bank.as_ref().is_none_or(|bank| opportunities.banks().is(*row, bank))
                && stage.as_ref().is_none_or(|stage| opportunities.stages().is(*row, stage))
        });
        let page: Vec<usize> = rows.by_ref().take(self.limit).collect();
        let next = rows.next().and(page.last()).and_then(|row| {
            let value = opportunities.sort_value(self.sort.column, *row);
            Some(Position { value, id: opportunities.id(*row)? })
        });
        Page { opportunities: page.into_iter().map(|row| opportunities.answer(row)).collect(), next }
    }

    fn is_in_bounds(&self, opportunities: &Opportunities, row: usize) -> bool {
        let micros = |instant: Option<DateTime<Utc>>| instant.map(|instant| instant.timestamp_micros());
        within(opportunities.age(row), self.age_min, self.age_max)
            && within(opportunities.income(row), self.income_min_eur, self.income_max_eur)
            && within(opportunities.created_micros(row), micros(self.created_from), None)
            && self.created_before.is_none_or(|before| {
                opportunities.created_micros(row).is_some_and(|created| created < before.timestamp_micros())
            })
    }
}

/// Returns whether a value is within bounds; a missing one only when there are none.
fn within<T: PartialOrd>(value: Option<T>, lowest: Option<T>, highest: Option<T>) -> bool {
    match value {
        None => lowest.is_none() && highest.is_none(),
        Some(value) => lowest.is_none_or(|lowest| value >= lowest) && highest.is_none_or(|highest| value <= highest),
    }
}

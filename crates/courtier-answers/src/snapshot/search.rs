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
pub struct Page<'a> {
    /// The opportunities.
    pub opportunities: Vec<Opportunity<'a>>,
    /// Where the next page starts; `None` after the last.
    pub next: Option<Position>,
}

impl Search {
    pub(super) fn page<'a>(&self, opportunities: &'a Opportunities) -> Page<'a> {
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

#[cfg(test)]
mod tests {
    use super::super::opportunities::{Opportunities, TestRow};
    use super::super::order::{Sort, SortColumn};
    use super::Search;
    use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
    use proptest::{collection, option};

    fn rows() -> impl Strategy<Value = Vec<TestRow>> {
        let bank = prop_oneof![Just("CIC"), Just("Crédit Agricole"), Just("CREDIT AGRICOLE")];
        let row = (any::<u16>(), option::of(18..30i64), option::of(-2..5i32), option::of(bank));
        collection::btree_map(any::<u16>(), row, 0..40)
            .prop_map(|rows| rows.into_iter().map(|(id, row)| (id, row.1, row.2, row.3)).collect())
    }

    fn search() -> impl Strategy<Value = Search> {
        let bank = option::of(prop_oneof![Just("crédit agricole".to_owned()), Just("CIC".to_owned())]);
        let column = proptest::sample::select(SortColumn::ALL.to_vec());
        (option::of(18..30i64), option::of(18..30i64), option::of(-2..5i32), bank, column, any::<bool>(), 1..6usize)
            .prop_map(|(age_min, age_max, income_min, bank, column, descending, limit)| Search {
                age_min,
                age_max,
                income_min_eur: income_min.map(f64::from),
                bank,
                sort: Sort { column, descending },
                limit,
                ..Search::default()
            })
    }

    /// What a search should list: every row tried, then sorted.
    fn expected(rows: &[TestRow], search: &Search) -> Vec<String> {
        let plain = |text: &str| text.to_uppercase().replace('É', "E");
        let mut found: Vec<(Option<f64>, String)> = rows
            .iter()
            .filter(|(_, age, income, bank)| {
                let in_age = match age {
                    None => search.age_min.is_none() && search.age_max.is_none(),
                    Some(age) => {
                        search.age_min.is_none_or(|least| *age >= least)
                            && search.age_max.is_none_or(|most| *age <= most)
                    }
                };
                let in_income = match income {
                    None => search.income_min_eur.is_none(),
                    Some(income) => search.income_min_eur.is_none_or(|least| f64::from(*income) >= least),
                };
                let same = |wanted: &String| bank.is_some_and(|bank| plain(bank) == plain(wanted));
                in_age && in_income && search.bank.as_ref().is_none_or(same)
            })
            .map(|(id, age, income, _)| {
                let value = match search.sort.column {
                    SortColumn::Age => age.map(|age| age as f64),
                    SortColumn::Income => income.map(f64::from),
                    _ => None,
                };
                (value, Opportunities::test_id(*id).to_string())
            })
            .collect();
        found.sort_by(|a, b| {
            let values = match (a.0, b.0) {
                (Some(a), Some(b)) if search.sort.descending => b.total_cmp(&a),
                (Some(a), Some(b)) => a.total_cmp(&b),
                // Missing values last, whatever the order.
                (a, b) => b.is_some().cmp(&a.is_some()),
            };
            values.then_with(|| if search.sort.descending { b.1.cmp(&a.1) } else { a.1.cmp(&b.1) })
        });
        found.into_iter().map(|(_, id)| id).collect()
    }

    proptest! {
        #[test]
        fn pages_list_what_is_looked_for_in_order_without_repeats(rows in rows(), search in search()) {
            let opportunities = Opportunities::test_rows(&rows);
            let mut listed = Vec::new();
            let mut asked = search.clone();
            loop {
                let page = asked.page(&opportunities);
                proptest::prop_assert!(page.opportunities.len() <= search.limit);
                listed.extend(page.opportunities.into_iter().map(|found| found.id));
                match page.next {
                    Some(position) => asked.after = Some(position),
                    None => break,
                }
            }
            prop_assert_eq!(listed, expected(&rows, &search));
        }
    }
}

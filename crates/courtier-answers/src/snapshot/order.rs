//! The orders in which opportunities can be listed, and a place in one of them.

use courtier_core::SalesforceId;

use super::opportunities::Opportunities;

/// What opportunities are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SortColumn {
    /// Id.
    #[default]
    Id,
    /// Age of the borrower.
    Age,
    /// Income of the household.
    Income,
    /// Amount of the main loan.
    Amount,
    /// Creation.
    Created,
}

impl SortColumn {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Id, Self::Age, Self::Income, Self::Amount, Self::Created];

    /// Returns the name of the column.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Age => "age_emprunteur",
            Self::Income => "revenu_total",
            Self::Amount => "montant_pret_principal",
            Self::Created => "date_creation",
        }
    }
}

/// An order: a column, then the id, both ascending or both descending. Missing values come last either way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    /// Column.
    pub column: SortColumn,
    /// From the highest to the lowest.
    pub descending: bool,
}

impl Sort {
    /// Reads the name of a column, with `-` before it for the descending order.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (name, descending) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        let column = SortColumn::ALL.into_iter().find(|column| column.name() == name)?;
        Some(Self { column, descending })
    }
}

/// A place in an order: just after the opportunity of these values, be it still there or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// What it is sorted by; `None` when it is missing.
    pub value: Option<f64>,
    /// Its id.
    pub id: SalesforceId,
}

/// The rows in each order.
#[derive(Debug, Default)]
pub(super) struct Orders(Vec<Order>);

#[derive(Debug, Default)]
struct Order {
    /// Rows that have a value, by value and id.
    known: Vec<u32>,
    /// The others, by id.
    missing: Vec<u32>,
}

impl Orders {
    pub(super) fn of(opportunities: &Opportunities) -> Self {
        Self(SortColumn::ALL.into_iter().map(|column| Order::of(opportunities, column)).collect())
    }

    /// Returns the rows of an order, from the start or after a position.
    pub(super) fn rows<'a>(
        &'a self,
        opportunities: &'a Opportunities,
        sort: Sort,
        after: Option<Position>,
    ) -> Box<dyn Iterator<Item = usize> + 'a> {
        let at = SortColumn::ALL.iter().position(|column| *column == sort.column).unwrap_or_default();
        let Some(order) = self.0.get(at) else { return Box::new(std::iter::empty()) };
        order.rows(opportunities, sort, after)
    }
}

impl Order {
    fn of(opportunities: &Opportunities, column: SortColumn) -> Self {
        // Values beside their rows: a sort that looked each up would read all of the memory again and again.
        let (mut known, mut missing) = (Vec::new(), Vec::new());
        for row in 0..u32::try_from(opportunities.len()).unwrap_or(u32::MAX) {
            match opportunities.sort_value(column, row as usize) {
                Some(value) => known.push((value, row)),
                None => missing.push(row),
            }
        }
        // Rows are in the order of their ids.
        known.sort_unstable_by(|(a, a_row), (b, b_row)| a.total_cmp(b).then(a_row.cmp(b_row)));
        Self { known: known.into_iter().map(|(_, row)| row).collect(), missing }
    }

    fn rows<'a>(
        &'a self,
        opportunities: &'a Opportunities,
        sort: Sort,
        after: Option<Position>,
    ) -> Box<dyn Iterator<Item = usize> + 'a> {
        // How many rows of a part come before the position, or up to it.
        let count = |part: &[u32], with_it: bool| {
            part.partition_point(|row| {
                let row = *row as usize;
                let value = opportunities.sort_value(sort.column, row).unwrap_or_default();
                let place = after.map(|after| {
                    let wanted = after.value.unwrap_or_default();
                    value.total_cmp(&wanted).then_with(|| opportunities.id(row).cmp(&Some(after.id)))
                });
                place.is_some_and(|place| if with_it { place.is_le() } else { place.is_lt() })
            })
        };
        let (in_known, in_missing) =
            (after.is_none_or(|after| after.value.is_some()), after.is_some_and(|after| after.value.is_none()));
        let rest = |part: &'a [u32], here: bool| -> &'a [u32] {
            match (here && after.is_some(), sort.descending) {
                (false, _) => part,
                (true, false) => part.get(count(part, true)..).unwrap_or_default(),
                (true, true) => part.get(..count(part, false)).unwrap_or_default(),
            }
        };
        let known = if in_known { rest(&self.known, true) } else { &[] };
        let rows = [known, rest(&self.missing, in_missing)];
        if sort.descending {
            Box::new(rows.into_iter().flat_map(|part| part.iter().rev()).map(|row| *row as usize))
        } else {
            Box::new(rows.into_iter().flatten().map(|row| *row as usize))
        }
    }
}

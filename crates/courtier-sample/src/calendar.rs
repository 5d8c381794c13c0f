//! When records were created: dates follow the order of the rows, hours follow those of a web site and its brokers.

use crate::draws::Draws;
use crate::quantile::Quantiles;
use crate::spec::scale;

const SECONDS_A_DAY: i64 = 86_400;
/// 2023-10-20, in days since 1970: first day of the opportunities.
const FIRST_OPPORTUNITY: i64 = 19_650;
/// Days over which opportunities are created: to 2024-03-28.
const OPPORTUNITY_DAYS: u64 = 161;
/// 2024-01-01: no proposal is older.
const FIRST_PROPOSAL: i64 = 19_723;
/// Days over which opportunities get their first proposal.
const PROPOSAL_DAYS: u64 = 88;
/// 2010-05-07: first day of the bank list.
const FIRST_BANK: i64 = 14_736;
/// Days over which banks are registered: to 2024-03-29.
const BANK_DAYS: u64 = 5_076;
/// Days between an opportunity's possible first proposal and one of its proposals.
const PROPOSAL_DELAY_DAYS: Quantiles = Quantiles(&[(0.0, 0.0), (0.7, 1.0), (1.0, 3.0)]);
/// Hour of the day: few at night, most between 9 and 19.
const HOUR: Quantiles =
    Quantiles(&[(0.0, 0.0), (0.04, 6.0), (0.12, 9.0), (0.45, 13.0), (0.80, 18.0), (0.95, 22.0), (1.0, 24.0)]);

/// Returns when the opportunity of this row was created, in seconds since 1970.
pub(crate) fn opportunity_created(row: u64, rows: u64, draws: &mut Draws) -> i64 {
    opportunity_day(row, rows) * SECONDS_A_DAY + second_of_day(draws)
}

/// Returns when a proposal for the opportunity of this row was created: always after the opportunity.
pub(crate) fn proposal_created(row: u64, rows: u64, draws: &mut Draws) -> i64 {
    let first_day = day(FIRST_PROPOSAL, PROPOSAL_DAYS, row, rows).max(opportunity_day(row, rows) + 1);
    let delay_days = PROPOSAL_DELAY_DAYS.at(draws.unit()) as i64;
    (first_day + delay_days) * SECONDS_A_DAY + second_of_day(draws)
}

/// Returns when the bank of this row was registered.
pub(crate) fn bank_created(row: u64, rows: u64, draws: &mut Draws) -> i64 {
    day(FIRST_BANK, BANK_DAYS, row, rows) * SECONDS_A_DAY + second_of_day(draws)
}

fn opportunity_day(row: u64, rows: u64) -> i64 {
    day(FIRST_OPPORTUNITY, OPPORTUNITY_DAYS, row, rows)
}

fn day(first: i64, days: u64, row: u64, rows: u64) -> i64 {
    first.saturating_add_unsigned(scale(days, row, rows.max(1)))
}

fn second_of_day(draws: &mut Draws) -> i64 {
    (HOUR.at(draws.unit()) * 3_600.0) as i64
}

#[cfg(test)]
mod tests {
    use super::{FIRST_PROPOSAL, SECONDS_A_DAY, opportunity_created, proposal_created};
    use crate::draws::{Draws, Subject};

    #[test]
    fn proposals_come_after_their_opportunity_and_after_new_year() {
        let mut draws = Draws::new(1, Subject::Proposals, 0);
        for row in 0..1_000 {
            let opportunity = opportunity_created(row, 1_000, &mut draws);
            let proposal = proposal_created(row, 1_000, &mut draws);
            assert!(proposal > opportunity && proposal >= FIRST_PROPOSAL * SECONDS_A_DAY);
        }
    }
}

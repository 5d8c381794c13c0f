//! The lending rules of the Haut Conseil de stabilité financière, as flags on a file.
//!
//! Never a refusal: a lender may leave up to a fifth of its quarterly production outside the rules, so they bind its
//! portfolio and not one file.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::effort::EffortRate;
use crate::months::Months;
use crate::regulatory::{RegulatoryParameter, RegulatoryTable};

/// Percentage points under which an effort rate is at the limit and not above: the error of binary arithmetic.
const AT_LIMIT: f64 = 1e-9;

/// The rules in force at a date. The figures come from [`RegulatoryTable`]; a lender may set its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HcsfPolicy {
    /// Highest effort rate, percent, insurance included.
    pub max_effort_pct: f64,
    /// Longest loan.
    pub max_term: Months,
    /// Longest deferral on top of `max_term`, where one is admitted.
    pub max_deferral: Months,
    /// Share of works from which a purchase admits that deferral, percent. Sources differ on its base: the total cost
    /// of the operation, or the amount borrowed.
    pub min_works_share_pct: f64,
    /// Share of the property's value up to which a bridge loan is left out of the effort rate, percent; `None` when
    /// the rule does not exist at the date.
    pub bridge_max_share_pct: Option<f64>,
    /// Part of gross rents that usually counts as income, percent. Practice, not a rule.
    pub usual_rent_weight_pct: f64,
}

/// What the money is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CreditPurpose {
    /// To buy or build.
    Purchase {
        /// The household moves in later (VEFA, contrat de construction).
        deferred_occupancy: bool,
        /// Part of works in the operation, percent.
        works_share_pct: f64,
    },
    /// To wait for a sale (prêt relais): out of scope.
    Bridge,
    /// Renegotiation by the same lender: out of scope.
    Renegotiation,
    /// Repurchase by another lender: out of scope.
    ExternalBuyBack,
    /// Grouping of loans: out of scope.
    Consolidation,
}

/// A file, as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HcsfFile {
    /// Effort rate of the household; `None` when its income is not known.
    pub effort_rate: Option<EffortRate>,
    /// Months that repay capital.
    pub amortisation: Months,
    /// Months before them that do not.
    pub deferral: Months,
    /// What the money is for.
    pub purpose: CreditPurpose,
}

/// A rule that a file does not follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HcsfFlag {
    /// The effort rate is above the limit.
    Effort,
    /// The loan is longer than the limit that applies to it.
    Term,
    /// The deferral is longer than admitted.
    Deferral,
}

impl HcsfFlag {
    /// Returns the code that users see.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Effort => "hcsf_taux_effort",
            Self::Term => "hcsf_duree",
            Self::Deferral => "hcsf_differe",
        }
    }
}

impl HcsfPolicy {
    /// Returns the rules at a date, the day of the grant; `None` before the rules bind (1 January 2022).
    ///
    /// **Source:** décision D-HCSF-2021-7 du 29 septembre 2021; each row of the table has its own.
    #[must_use]
    pub fn at(table: &RegulatoryTable, date: NaiveDate) -> Option<Self> {
        let value = |parameter| table.value(parameter, date);
        let months = |parameter| value(parameter).map(|months| Months::new(months as u32));
        Some(Self {
            max_effort_pct: value(RegulatoryParameter::HcsfMaxEffort)?,
            max_term: months(RegulatoryParameter::HcsfMaxTerm)?,
            max_deferral: months(RegulatoryParameter::HcsfMaxDeferral)?,
            min_works_share_pct: value(RegulatoryParameter::HcsfMinWorksShare)?,
            bridge_max_share_pct: value(RegulatoryParameter::HcsfBridgeMaxShare),
            usual_rent_weight_pct: value(RegulatoryParameter::RentWeight)?,
        })
    }

    /// Says whether the payments of a bridge loan count in the effort rate, when it lends `share_pct` percent of the
    /// value of the property for sale.
    ///
    /// **Source:** décision du Haut Conseil de stabilité financière du 18 décembre 2023, for first drawdowns from
    /// 1 January 2024 on.
    #[must_use]
    pub fn counts_bridge(&self, share_pct: f64) -> bool {
        self.bridge_max_share_pct.is_none_or(|max| share_pct > max)
    }

    /// Returns the rules that a file does not follow; none when its purpose is out of their scope.
    ///
    /// **Source:** décision D-HCSF-2021-7 du 29 septembre 2021, amended by D-HCSF-2023-02 and by the décision du 18
    /// décembre 2023.
    #[must_use]
    pub fn flags(&self, file: &HcsfFile) -> BTreeSet<HcsfFlag> {
        let CreditPurpose::Purchase { deferred_occupancy, works_share_pct } = file.purpose else {
            return BTreeSet::new();
        };
        let admits_deferral = deferred_occupancy || works_share_pct >= self.min_works_share_pct;
        let months = if admits_deferral {
            file.amortisation.get()
        } else {
            file.amortisation.get().saturating_add(file.deferral.get())
        };
        let broken = [
            (HcsfFlag::Effort, file.effort_rate.is_some_and(|rate| rate.percent() > self.max_effort_pct + AT_LIMIT)),
            (HcsfFlag::Term, months > self.max_term.get()),
            (HcsfFlag::Deferral, self.breaks_deferral(file, admits_deferral)),
        ];
        broken.into_iter().filter_map(|(flag, raised)| raised.then_some(flag)).collect()
    }

    /// Says whether the deferral is too long. A loan within the ordinary term may be deferred as long as it likes.
    const fn breaks_deferral(&self, file: &HcsfFile, admits_deferral: bool) -> bool {
        let total = file.amortisation.get().saturating_add(file.deferral.get());
        admits_deferral && total > self.max_term.get() && file.deferral.get() > self.max_deferral.get()
    }
}

#[cfg(test)]
mod tests {
    use super::{CreditPurpose, HcsfFile, HcsfFlag, HcsfPolicy};
    use crate::effort::{EffortRate, HouseholdBudget};
    use crate::money::Cents;
    use crate::months::Months;
    use crate::regulatory::RegulatoryTable;

    fn policy(date: &str) -> Option<HcsfPolicy> {
        HcsfPolicy::at(RegulatoryTable::embedded(), date.parse().unwrap())
    }

    fn purchase(works_share_pct: f64, deferred_occupancy: bool) -> CreditPurpose {
        CreditPurpose::Purchase { deferred_occupancy, works_share_pct }
    }

    /// Effort rate of 35 % plus so many cents on a yearly income of 100,000 euros.
    fn effort(extra_cents: i64) -> EffortRate {
        let new_loan = Cents::new(3_500_000 + extra_cents);
        let budget =
            HouseholdBudget { new_loan, net_income: Cents::from_whole_euros(100_000), ..HouseholdBudget::default() };
        budget.effort_rate(70.0).unwrap()
    }

    fn flags(date: &str, amortisation: u32, deferral: u32, purpose: CreditPurpose, extra_cents: i64) -> Vec<HcsfFlag> {
        let file = HcsfFile {
            effort_rate: Some(effort(extra_cents)),
            amortisation: Months::new(amortisation),
            deferral: Months::new(deferral),
            purpose,
        };
        policy(date).unwrap().flags(&file).into_iter().collect()
    }

    #[test]
    fn binds_from_2022_on() {
        assert_eq!(policy("2021-12-31"), None);
        assert_eq!(policy("2022-01-01").unwrap().max_effort_pct, 35.0);
    }

    #[test]
    fn flags_above_35_percent_only() {
        assert_eq!(flags("2025-01-01", 240, 0, purchase(0.0, false), 0), []);
        assert_eq!(flags("2025-01-01", 240, 0, purchase(0.0, false), 1), [HcsfFlag::Effort]);
    }

    #[test]
    fn flags_above_25_years() {
        assert_eq!(flags("2025-01-01", 300, 0, purchase(0.0, false), 0), []);
        assert_eq!(flags("2025-01-01", 301, 0, purchase(0.0, false), 1), [HcsfFlag::Effort, HcsfFlag::Term]);
        assert_eq!(flags("2025-01-01", 290, 11, purchase(0.0, false), 0), [HcsfFlag::Term]);
    }

    #[test]
    fn admits_27_years_when_moving_in_later_or_with_works() {
        assert_eq!(flags("2025-01-01", 300, 24, purchase(0.0, true), 0), []);
        assert_eq!(flags("2025-01-01", 300, 25, purchase(0.0, true), 0), [HcsfFlag::Deferral]);
        assert_eq!(flags("2025-01-01", 301, 24, purchase(0.0, true), 0), [HcsfFlag::Term]);
        assert_eq!(flags("2025-01-01", 300, 24, purchase(10.0, false), 0), []);
        assert_eq!(flags("2023-12-31", 300, 24, purchase(10.0, false), 0), [HcsfFlag::Term]);
    }

    #[test]
    fn leaves_other_purposes_alone() {
        for purpose in [
            CreditPurpose::Bridge,
            CreditPurpose::Renegotiation,
            CreditPurpose::ExternalBuyBack,
            CreditPurpose::Consolidation,
        ] {
            assert_eq!(flags("2025-01-01", 400, 0, purpose, 100), []);
        }
    }

    #[test]
    fn leaves_small_bridges_out_of_the_effort_from_2024_on() {
        assert!(policy("2023-12-31").unwrap().counts_bridge(70.0));
        assert!(!policy("2024-01-01").unwrap().counts_bridge(80.0));
        assert!(policy("2024-01-01").unwrap().counts_bridge(80.1));
    }
}

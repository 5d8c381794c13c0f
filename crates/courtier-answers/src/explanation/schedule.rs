//! The schedule of the winner, as it would be paid: to the cent, month by month.

use courtier_loan::{Cents, Euros, Insurance, InsuranceRate, Loan, Months, NominalRate, Schedule};
use serde::Serialize;

use super::ExplainedProposal;

/// What the winner's borrower pays, and when.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedSchedule {
    /// The winner.
    pub id_proposition: String,
    /// Amount lent, EUR.
    pub montant_eur: f64,
    /// Year by year.
    pub annees: Vec<ScheduleYear>,
    /// Month by month.
    pub mois: Vec<ScheduleMonth>,
}

/// One year of a schedule, EUR.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScheduleYear {
    /// Year, from 1.
    pub annee: u32,
    /// Capital repaid.
    pub capital_eur: f64,
    /// Interest paid.
    pub interets_eur: f64,
    /// Insurance paid.
    pub assurance_eur: f64,
    /// Capital owed at the end.
    pub capital_restant_eur: f64,
}

/// One month of a schedule, EUR.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScheduleMonth {
    /// Month, from 1.
    pub mois: u32,
    /// Capital repaid.
    pub capital_eur: f64,
    /// Interest paid.
    pub interets_eur: f64,
    /// Insurance paid.
    pub assurance_eur: f64,
    /// Capital owed at the end.
    pub capital_restant_eur: f64,
}

impl ExplainedSchedule {
    /// Returns the schedule of a proposal for an amount in euros; `None` when they describe no loan, or the
    /// insurance is unknown.
    pub(super) fn of(proposal: &ExplainedProposal, amount_eur: f64) -> Option<Self> {
        let schedule = schedule(proposal, amount_eur)?;
        let euros = |amount: Cents| amount.to_euros().get();
        let annees = schedule.years().into_iter().map(|year| ScheduleYear {
            annee: year.year,
            capital_eur: euros(year.principal),
            interets_eur: euros(year.interest),
            assurance_eur: euros(year.insurance),
            capital_restant_eur: euros(year.outstanding),
        });
        let mois = schedule.rows().iter().map(|row| ScheduleMonth {
            mois: row.period.index(),
            capital_eur: euros(row.principal),
            interets_eur: euros(row.interest),
            assurance_eur: euros(row.insurance),
            capital_restant_eur: euros(row.outstanding),
        });
        Some(Self {
            id_proposition: proposal.id_proposition.clone(),
            montant_eur: amount_eur,
            annees: annees.collect(),
            mois: mois.collect(),
        })
    }
}

fn schedule(proposal: &ExplainedProposal, amount_eur: f64) -> Option<Schedule> {
    let months = Months::new(u32::try_from(proposal.duree_mois?).ok()?);
    let rate = NominalRate::from_percent(proposal.taux_interet?).ok()?;
    let loan = Loan::constant(Euros::new(amount_eur).to_cents(), rate, months);
    let insurance = Insurance::on_initial_capital(InsuranceRate::from_percent(proposal.taux_assurance?).ok()?);
    loan.with_insurance(insurance).schedule().ok()
}

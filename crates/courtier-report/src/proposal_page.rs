//! The page that explains the most advantageous proposal of one opportunity (`templates/proposal.html.j2`).

mod costs;
mod criterion;
mod explanation;
mod proposal;
mod schedule;
mod verdict;

use serde::Serialize;

use crate::chart::{Area, Bars, StackedColumns};
use crate::error::ReportError;
use crate::layout::Layout;
use explanation::Explanation;
use proposal::Proposal;

/// What the template shows besides the explanation itself.
#[derive(Debug, Serialize)]
struct Content<'a> {
    explanation: &'a Explanation,
    /// What the criterion is called, and how it ranks.
    criterion_name: &'static str,
    criterion_order: &'static str,
    verdict: String,
    winner: Option<&'a Proposal>,
    usable: Vec<&'a Proposal>,
    unusable: Vec<&'a Proposal>,
    /// Whether a usable proposal goes beyond a figure of the HCSF.
    hcsf_flagged: bool,
    /// Costs of the usable proposals, those of the first ranks apart.
    first_costs: Option<Bars>,
    other_costs: Option<Bars>,
    columns: Option<StackedColumns>,
    outstanding: Option<Area>,
}

/// Makes the page of an explanation: a complete HTML file in French.
///
/// `explanation` has the JSON form that `courtier best --explain ID --format json` prints: every field is there, and a
/// missing value is `null`, shown as a dash. `made_at` is the date of the page, in French, as it is to be read
/// (`3 février 2024 à 11 h 11`).
///
/// # Errors
/// [`ReportError::MissingField`] and [`ReportError::WrongKind`] name the field that breaks the contract.
/// [`ReportError::NotSerializable`] when there is no JSON form, [`ReportError::Template`] is a defect of this crate.
pub fn proposal_page(explanation: &impl Serialize, made_at: &str) -> Result<String, ReportError> {
    let value = serde_json::to_value(explanation).map_err(ReportError::NotSerializable)?;
    let explanation = Explanation::read(&value)?;
    let layout = Layout {
        title: format!(
            "Opportunité {}\u{a0}: proposition la plus avantageuse ({})",
            explanation.id_opportunite,
            explanation.critere.name()
        ),
        made_at: made_at.to_owned(),
    };
    layout.render("proposal.html.j2", content(&explanation))
}

fn content(explanation: &Explanation) -> Content<'_> {
    let (usable, unusable): (Vec<_>, Vec<_>) = explanation.propositions.iter().partition(|p| p.utilisable);
    let winner = usable.first().copied();
    let (first_costs, other_costs) = costs::bars(&usable);
    let schedule = explanation.echeancier.as_ref().filter(|schedule| !schedule.annees.is_empty());
    Content {
        explanation,
        criterion_name: explanation.critere.name(),
        criterion_order: explanation.critere.order(),
        verdict: verdict::sentence(explanation, winner, usable.len()),
        winner,
        hcsf_flagged: usable.iter().any(|proposal| proposal.is_hcsf_flagged()),
        usable,
        unusable,
        first_costs,
        other_costs,
        columns: schedule.map(schedule::columns),
        outstanding: schedule.map(schedule::outstanding),
    }
}

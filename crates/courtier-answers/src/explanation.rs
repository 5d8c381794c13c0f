//! Why a proposal wins: every proposal of one opportunity, ranked or with its reasons, and the winner's schedule.

mod schedule;
mod sentences;

use std::collections::BTreeMap;

use courtier_core::{Criterion, SalesforceId};
use courtier_lake::{LakeSession, Simulation};
use serde::{Deserialize, Serialize};

use crate::best::Rows;
use crate::exclusion_reason::reason_label;
use crate::rows::rows;
use crate::{AnswerError, find_opportunity};

pub(crate) use sentences::sentences;

pub use schedule::{ExplainedSchedule, ScheduleMonth, ScheduleYear};

/// The ranking of the proposals of one opportunity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// Opportunity, 18 characters.
    pub id_opportunite: String,
    /// Code of the criterion.
    pub critere: &'static str,
    /// What is assumed.
    pub hypotheses: Hypotheses,
    /// Income of the household, EUR a month.
    pub revenu_mensuel_eur: Option<f64>,
    /// Charges of the household, EUR a month.
    pub charges_mensuelles_eur: Option<f64>,
    /// Proposals of the opportunity.
    pub nombre_propositions: usize,
    /// Those that have a rank.
    pub nombre_utilisables: usize,
    /// What the figures say, in French.
    pub explication: Vec<String>,
    /// Ranked proposals by rank, then the unusable ones.
    pub propositions: Vec<ExplainedProposal>,
    /// Schedule of the winner; `None` without winner, amount or insurance rate.
    pub echeancier: Option<ExplainedSchedule>,
    /// What each reason met here means.
    pub libelles_motifs: BTreeMap<String, String>,
}

/// What a ranking assumes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hypotheses {
    /// Amount, EUR.
    pub montant_eur: Option<f64>,
    /// Whether the amount is not the opportunity's.
    pub montant_simule: bool,
    /// Term of every proposal, months, when it is not theirs.
    pub duree_simulee_mois: Option<u32>,
}

/// One proposal: the columns of `gold.couts_propositions`, and its distance to the winner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = Proposition)]
pub struct ExplainedProposal {
    /// Rank, 1 for the winner; `None` when it is not usable.
    pub rang: Option<i64>,
    /// Proposal.
    pub id_proposition: String,
    /// Bank.
    pub id_banque: Option<String>,
    /// Name of the bank.
    pub nom_banque: Option<String>,
    /// Creation, UTC.
    pub date_creation: Option<String>,
    /// Stage.
    pub etape_source: Option<String>,
    /// Nominal rate, percent a year.
    pub taux_interet: Option<f64>,
    /// Term, months.
    pub duree_mois: Option<i64>,
    /// Insurance rate, percent of the initial capital a year.
    pub taux_assurance: Option<f64>,
    /// Payment a month without insurance, EUR.
    pub mensualite_hors_assurance_eur: Option<f64>,
    /// Premium a month, EUR.
    pub assurance_mensuelle_eur: Option<f64>,
    /// Payment a month with insurance, EUR.
    pub mensualite_eur: Option<f64>,
    /// Interest, EUR.
    pub cout_interets_eur: Option<f64>,
    /// Insurance, EUR.
    pub cout_assurance_eur: Option<f64>,
    /// Interest and insurance, EUR.
    pub cout_total_eur: Option<f64>,
    /// Interest and insurance of the first 96 months, EUR.
    pub cout_8_ans_eur: Option<f64>,
    /// TAEG, percent a year.
    pub taeg_pct: Option<f64>,
    /// TAEA, percentage points a year.
    pub taea_pct: Option<f64>,
    /// Usury threshold, percent a year; `None` when it is not known.
    pub seuil_usure_pct: Option<f64>,
    /// Threshold minus TAEG, percentage points.
    pub marge_usure_pct: Option<f64>,
    /// Effort rate of the household, percent.
    pub taux_effort_pct: Option<f64>,
    /// Whether the effort rate is above the HCSF's: a flag, never a refusal.
    pub alerte_hcsf_effort: Option<bool>,
    /// Whether the term is above the HCSF's: a flag, never a refusal.
    pub alerte_hcsf_duree: Option<bool>,
    /// Whether it has a rank.
    pub utilisable: bool,
    /// Codes of the reasons against it, the main one first.
    #[serde(default, deserialize_with = "codes")]
    pub motifs: Vec<String>,
    /// TAEG minus the winner's, percentage points.
    #[serde(default)]
    pub ecart_taeg_pct: Option<f64>,
    /// Total cost minus the winner's, EUR.
    #[serde(default)]
    pub ecart_cout_eur: Option<f64>,
    /// Monthly payment minus the winner's, EUR.
    #[serde(default)]
    pub ecart_mensualite_eur: Option<f64>,
}

/// Reads the text of `motifs`: codes separated by commas.
fn codes<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let text: Option<String> = Option::deserialize(deserializer)?;
    Ok(text.iter().flat_map(|text| text.split(", ")).map(str::to_owned).collect())
}

/// The columns of `gold.couts_propositions` that an [`ExplainedProposal`] has.
pub(crate) const PROPOSAL_COLUMNS: &str = "\
    rang, id_proposition, id_banque, nom_banque, date_creation, etape_source, taux_interet, duree_mois, taux_assurance, \
    mensualite_hors_assurance_eur, assurance_mensuelle_eur, mensualite_eur, cout_interets_eur, cout_assurance_eur, \
    cout_total_eur, cout_8_ans_eur, taeg_pct, taea_pct, seuil_usure_pct, marge_usure_pct, taux_effort_pct, \
    alerte_hcsf_effort, alerte_hcsf_duree, utilisable, motifs";

/// Explains the ranking of one opportunity, in a session of [`crate::ranking_session`].
///
/// # Errors
/// [`AnswerError::MalformedId`], [`AnswerError::UnknownOpportunity`], or the lake's.
pub async fn explain(
    session: &LakeSession,
    id: &str,
    criterion: Criterion,
    simulation: Simulation,
) -> Result<Explanation, AnswerError> {
    #[derive(Deserialize)]
    struct Household {
        revenu_total: Option<f64>,
        charges_totales: Option<f64>,
        montant_pret_principal: Option<f64>,
    }
    let id = find_opportunity(session, id).await?.id;
    let sql = format!(
        "SELECT revenu_total, charges_totales, montant_pret_principal FROM silver.opportunites WHERE id = '{id}'"
    );
    let (_, batches) = session.collect(&sql).await?;
    let household = rows::<Household>("silver.opportunites", &batches)?.pop();
    let (_, batches) = explained_rows(session, &id).await?;
    let mut propositions: Vec<ExplainedProposal> = rows("gold.couts_propositions", &batches)?;
    measure_gaps(&mut propositions);
    let asked = household.as_ref().and_then(|household| household.montant_pret_principal);
    let montant_eur = simulation.amount_eur.or(asked.filter(|amount| *amount > 0.0));
    let winner = propositions.first().filter(|proposal| proposal.utilisable);
    Ok(Explanation {
        id_opportunite: id.into_owned(),
        critere: criterion.code(),
        explication: sentences(&propositions, criterion, montant_eur),
        echeancier: winner.zip(montant_eur).and_then(|(winner, amount)| ExplainedSchedule::of(winner, amount)),
        hypotheses: Hypotheses {
            montant_eur,
            montant_simule: simulation.amount_eur.is_some(),
            duree_simulee_mois: simulation.term_months,
        },
        revenu_mensuel_eur: household.as_ref().and_then(|household| household.revenu_total),
        charges_mensuelles_eur: household.as_ref().and_then(|household| household.charges_totales),
        nombre_propositions: propositions.len(),
        nombre_utilisables: propositions.iter().filter(|proposal| proposal.utilisable).count(),
        libelles_motifs: reason_labels(&propositions),
        propositions,
    })
}

/// Returns the proposals of one opportunity as rows, ranked ones first. The id must be one that was found.
///
/// # Errors
/// [`AnswerError::MalformedId`], or the lake's.
pub async fn explained_rows(session: &LakeSession, id: &str) -> Result<Rows, AnswerError> {
    let id = SalesforceId::parse(id).map_err(|source| AnswerError::MalformedId { id: id.to_owned(), source })?;
    // A parsed id holds letters and digits only: it cannot end the literal.
    let sql = format!(
        "SELECT {PROPOSAL_COLUMNS} FROM gold.couts_propositions \
         WHERE id_opportunite = '{id}' ORDER BY rang NULLS LAST, date_creation, id_proposition"
    );
    Ok(session.collect(&sql).await?)
}

/// Returns what each reason met in `proposals` means.
pub(crate) fn reason_labels(proposals: &[ExplainedProposal]) -> BTreeMap<String, String> {
    let codes = proposals.iter().flat_map(|proposal| &proposal.motifs);
    codes.map(|code| (code.clone(), reason_label(code).to_owned())).collect()
}

/// Fills in the distances to the first proposal, when it is usable.
pub(crate) fn measure_gaps(proposals: &mut [ExplainedProposal]) {
    let Some(winner) = proposals.first().filter(|proposal| proposal.utilisable).cloned() else { return };
    // What is subtracted has 2 or 6 decimals: so has the difference.
    let gap = |value: Option<f64>, best: Option<f64>, scale: f64| {
        value.zip(best).map(|(value, best)| ((value - best) * scale).round() / scale)
    };
    for proposal in proposals {
        proposal.ecart_taeg_pct = gap(proposal.taeg_pct, winner.taeg_pct, 1e6);
        proposal.ecart_cout_eur = gap(proposal.cout_total_eur, winner.cout_total_eur, 100.0);
        proposal.ecart_mensualite_eur = gap(proposal.mensualite_eur, winner.mensualite_eur, 100.0);
    }
}

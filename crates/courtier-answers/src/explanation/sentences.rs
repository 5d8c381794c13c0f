//! What the figures of a ranking say, in French. Every sentence is made from the figures, so that it stays true.

use courtier_core::Criterion;
use courtier_core::french::{euros, percent, plural, points};

use super::ExplainedProposal;

/// Returns the sentences of an explanation, the verdict first.
pub(super) fn sentences(proposals: &[ExplainedProposal], criterion: Criterion, amount_eur: Option<f64>) -> Vec<String> {
    let mut sentences = Vec::new();
    let usable: Vec<&ExplainedProposal> = proposals.iter().filter(|proposal| proposal.utilisable).collect();
    match usable.as_slice() {
        [] if proposals.is_empty() => sentences.push("Cette opportunité n'a reçu aucune proposition.".to_owned()),
        [] => sentences.push(format!(
            "Aucune des {} n'est utilisable : voyez les motifs de chacune.",
            plural(proposals.len(), "proposition", "propositions")
        )),
        [winner, others @ ..] => {
            sentences.push(verdict(winner, criterion));
            sentences.push(match others.first() {
                None => "C'est la seule proposition utilisable.".to_owned(),
                Some(second) => distance(winner, second, criterion),
            });
            sentences.extend(cheaper_in_euros(winner, others));
            sentences.extend(free_insurance(winner));
            sentences.extend(usury(winner));
            sentences.extend(effort(winner));
        }
    }
    let excluded = proposals.len() - usable.len();
    if excluded > 0 && !usable.is_empty() {
        sentences.push(format!("{}.", plural(excluded, "proposition est écartée", "propositions sont écartées")));
    }
    if amount_eur.is_none() && !proposals.is_empty() {
        sentences
            .push("Le montant du prêt est inconnu : les coûts en euros manquent, le TAEG n'en dépend pas.".to_owned());
    }
    sentences
}

fn bank(proposal: &ExplainedProposal) -> &str {
    proposal.nom_banque.as_deref().unwrap_or("banque inconnue")
}

fn verdict(winner: &ExplainedProposal, criterion: Criterion) -> String {
    let mut text =
        format!("La proposition de {} est la plus avantageuse selon le critère {}", bank(winner), criterion.label());
    let figure = match criterion {
        Criterion::Taeg => winner.taeg_pct.map(|taeg| percent(taeg, 2)),
        Criterion::Rate => winner.taux_interet.map(|rate| percent(rate, 2)),
        Criterion::TotalCost => winner.cout_total_eur.map(euros),
        Criterion::MonthlyPayment => winner.mensualite_eur.map(euros),
    };
    if let Some(figure) = figure {
        text.push_str(&format!(" : {figure}"));
    }
    if let (Some(rate), Some(term)) = (winner.taux_interet, winner.duree_mois) {
        text.push_str(&format!(", au taux nominal de {} sur {term} mois", percent(rate, 2)));
    }
    text.push('.');
    text
}

/// Says how far the second is, and on what the ranking was decided when the criterion does not part them.
fn distance(winner: &ExplainedProposal, second: &ExplainedProposal, criterion: Criterion) -> String {
    let (first, next) = match criterion {
        Criterion::Taeg => (winner.taeg_pct, second.taeg_pct),
        Criterion::Rate => (winner.taux_interet, second.taux_interet),
        Criterion::TotalCost => (winner.cout_total_eur, second.cout_total_eur),
        Criterion::MonthlyPayment => (winner.mensualite_eur, second.mensualite_eur),
    };
    let in_euros = matches!(criterion, Criterion::TotalCost | Criterion::MonthlyPayment);
    match first.zip(next) {
        Some((first, next)) if next > first => {
            let gap = if in_euros { euros(next - first) } else { points(next - first, 2) };
            let cost = second.cout_total_eur.zip(winner.cout_total_eur).map(|(next, first)| next - first);
            let dearer = cost.filter(|cost| *cost > 0.0 && criterion != Criterion::TotalCost);
            let dearer = dearer.map_or_else(String::new, |cost| format!(" et coûte {} de plus en tout", euros(cost)));
            format!("La deuxième, de {}, est à {gap}{dearer}.", bank(second))
        }
        _ => format!(
            "La deuxième, de {}, est à égalité sur ce critère : {}.",
            bank(second),
            tie_break(winner, second, criterion)
        ),
    }
}

/// Names the rule that parts two proposals which tie on the criterion: that of `gold.couts_propositions`, in its order.
fn tie_break(winner: &ExplainedProposal, second: &ExplainedProposal, criterion: Criterion) -> &'static str {
    let differs = |first: Option<f64>, next: Option<f64>| first != next;
    if criterion != Criterion::Rate && differs(winner.taeg_pct, second.taeg_pct) {
        "le TAEG le plus bas décide"
    } else if differs(winner.cout_total_eur, second.cout_total_eur) {
        "le coût total le plus bas décide"
    } else if winner.duree_mois != second.duree_mois {
        "la durée la plus courte décide"
    } else if winner.date_creation != second.date_creation {
        "la proposition la plus ancienne décide"
    } else {
        "tout est égal, l'ordre des identifiants décide"
    }
}

/// Says when another proposal costs less in euros: a longer loan can have a lower rate and cost more.
fn cheaper_in_euros(winner: &ExplainedProposal, others: &[&ExplainedProposal]) -> Option<String> {
    let cost = winner.cout_total_eur?;
    let cheapest =
        others.iter().filter_map(|other| Some((other.cout_total_eur?, other))).min_by(|a, b| a.0.total_cmp(&b.0))?;
    if cheapest.0 >= cost {
        return None;
    }
    let (months, other_months) = (winner.duree_mois?, cheapest.1.duree_mois?);
    let why = if other_months < months {
        format!(", parce qu'elle dure {} de moins", months_text(months - other_months))
    } else {
        String::new()
    };
    Some(format!(
        "Celle de {} coûte pourtant {} de moins en tout{why} : un classement par coût total la mettrait devant.",
        bank(cheapest.1),
        euros(cost - cheapest.0)
    ))
}

fn months_text(months: i64) -> String {
    format!("{months} mois")
}

/// Warns of an insurance that costs nothing: more than a quarter of the proposals have one.
fn free_insurance(winner: &ExplainedProposal) -> Option<String> {
    let warning = "Son taux d'assurance est nul : une assurance non renseignée, peut-être, plutôt que gratuite.";
    (winner.taux_assurance == Some(0.0)).then(|| warning.to_owned())
}

fn usury(winner: &ExplainedProposal) -> Option<String> {
    Some(match (winner.marge_usure_pct, winner.seuil_usure_pct) {
        (Some(margin), Some(threshold)) => {
            format!("Le TAEG est à {} sous le seuil de l'usure ({}).", points(margin, 2), percent(threshold, 2))
        }
        _ if winner.taeg_pct.is_some() => {
            "Le seuil de l'usure du jour de la proposition n'est pas connu : il n'a pas été vérifié.".to_owned()
        }
        _ => return None,
    })
}

fn effort(winner: &ExplainedProposal) -> Option<String> {
    let rate = winner.taux_effort_pct?;
    let flag = if winner.alerte_hcsf_effort? { "au-dessus" } else { "dans la limite" };
    Some(format!("Le taux d'effort du foyer serait de {}, {flag} du repère du HCSF.", percent(rate, 1)))
}

//! The verdict in one sentence.

use super::explanation::Explanation;
use super::proposal::Proposal;
use crate::format;

/// Says which proposal is the best and what it costs, or why there is none. Figures that are missing are left out.
pub(crate) fn sentence(explanation: &Explanation, winner: Option<&Proposal>, usable: usize) -> String {
    match winner {
        Some(winner) => of_winner(explanation, winner, usable),
        None => without_winner(explanation),
    }
}

fn of_winner(explanation: &Explanation, winner: &Proposal, usable: usize) -> String {
    let bank = winner.bank();
    let opening = if usable == 1 {
        format!("La seule proposition utilisable est celle de {bank}")
    } else {
        let best = explanation.critere.best();
        format!("Parmi les {usable}\u{a0}propositions utilisables, celle de {bank} a {best}")
    };
    let loan = match (winner.taux_interet, winner.duree_mois) {
        (Some(rate), Some(months)) => {
            Some(format!("taux nominal de {} sur {}", format::rate(rate), format::term(months)))
        }
        (Some(rate), None) => Some(format!("taux nominal de {}", format::rate(rate))),
        (None, months) => months.map(format::term),
    };
    let figures = [
        winner.taeg_pct.map(|taeg| format!("TAEG de {}", format::percent(taeg))),
        loan,
        winner.mensualite_eur.map(|payment| format!("mensualité de {} assurance comprise", format::euros(payment))),
        winner.cout_total_eur.map(|cost| format!("coût total de {} (intérêts et assurance)", format::euros(cost))),
    ];
    let figures: Vec<_> = figures.into_iter().flatten().collect();
    if figures.is_empty() { format!("{opening}.") } else { format!("{opening}\u{a0}: {}.", figures.join(", ")) }
}

fn without_winner(explanation: &Explanation) -> String {
    let count = explanation.propositions.len();
    if count == 0 {
        return "Cette opportunité n'a reçu aucune proposition\u{a0}: il n'y a rien à comparer.".to_owned();
    }
    let opening = if count == 1 {
        "La seule proposition de cette opportunité n'est pas utilisable".to_owned()
    } else {
        format!("Aucune des {count}\u{a0}propositions de cette opportunité n'est utilisable")
    };
    let reasons: Vec<_> = explanation
        .main_reasons()
        .into_iter()
        .map(|(reason, times)| {
            let reason = format::spaced(reason);
            if times > 1 { format!("{reason} ({times}\u{a0}fois)") } else { reason }
        })
        .collect();
    if reasons.is_empty() {
        return format!("{opening}.");
    }
    let plural = if reasons.len() > 1 { "Motifs principaux" } else { "Motif principal" };
    format!("{opening}. {plural}\u{a0}: {}.", reasons.join("\u{a0}; "))
}

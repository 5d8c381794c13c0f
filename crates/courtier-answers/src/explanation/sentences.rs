//! What the figures of a ranking say, in French. Every sentence is made from the figures, so that it stays true.

use courtier_core::Criterion;
use courtier_core::french::{euros, percent, plural, points};

use super::ExplainedProposal;

/// Returns the sentences of an explanation, the verdict first.
pub(crate) fn sentences(proposals: &[ExplainedProposal], criterion: Criterion, amount_eur: Option<f64>) -> Vec<String> {
    let mut sentences = Vec::new();
    let usable: Vec<&ExplainedProposal> = proposals.iter().filter(|proposal| proposal.utilisable).collect();
    match usable.as_slice() {
        [] => sentences.push(nothing_usable(proposals.len())),
        [winner, others @ ..] => {
            sentences.push(verdict(winner, criterion));
            sentences.extend(insurance(winner));
            sentences.push(match others.first() {
                None => "C'est la seule proposition utilisable.".to_owned(),
                Some(second) => distance(winner, second, criterion),
            });
            sentences.extend(cheaper_in_euros(winner, others));
            sentences.extend(usury(winner));
            sentences.extend(effort(winner));
        }
    }
    let excluded = proposals.len() - usable.len();
    if excluded > 0 && !usable.is_empty() {
        sentences.push(format!("{}.", plural(excluded, "proposition est écartée", "propositions sont écartées")));
    }
    if amount_eur.is_none() && !proposals.is_empty() {
        let unknown = "Le montant du prêt est inconnu : les coûts en euros manquent, le TAEG n'en dépend pas.";
        sentences.push(unknown.to_owned());
    }
    sentences
}

fn nothing_usable(proposals: usize) -> String {
    match proposals {
        0 => "Cette opportunité n'a reçu aucune proposition.".to_owned(),
        1 => "La seule proposition n'est pas utilisable : voyez ses motifs.".to_owned(),
        several => format!("Aucune des {several} propositions n'est utilisable : voyez les motifs de chacune."),
    }
}

fn bank(proposal: &ExplainedProposal) -> &str {
    proposal.nom_banque.as_deref().unwrap_or("banque inconnue")
}

/// Returns what proposals are compared on first.
fn compared(proposal: &ExplainedProposal, criterion: Criterion) -> Option<f64> {
    match criterion {
        Criterion::Taeg => proposal.taeg_pct,
        Criterion::Rate => proposal.taux_interet,
        Criterion::TotalCost => proposal.cout_total_eur,
        Criterion::MonthlyPayment => proposal.mensualite_eur,
    }
}

fn verdict(winner: &ExplainedProposal, criterion: Criterion) -> String {
    let mut text =
        format!("La proposition de {} est la plus avantageuse selon le critère {}", bank(winner), criterion.label());
    let figure = compared(winner, criterion).map(|figure| match criterion {
        Criterion::Taeg | Criterion::Rate => percent(figure, 2),
        Criterion::TotalCost | Criterion::MonthlyPayment => euros(figure),
    });
    if let Some(figure) = figure {
        text.push_str(&format!(" : {figure}"));
    }
    match (winner.taux_interet, winner.duree_mois) {
        (_, Some(term)) if criterion == Criterion::Rate => text.push_str(&format!(" sur {term} mois")),
        (Some(rate), Some(term)) => {
            text.push_str(&format!(", au taux nominal de {} sur {term} mois", percent(rate, 2)));
        }
        _ => {}
    }
    text.push('.');
    text
}

/// Warns of an insurance that is missing, or costs nothing: more than a quarter of the proposals have one at zero.
fn insurance(winner: &ExplainedProposal) -> Option<String> {
    match winner.taux_assurance {
        None => Some(
            "Son taux d'assurance manque : TAEG, mensualité et coûts sont inconnus, l'usure n'a pas été vérifiée."
                .to_owned(),
        ),
        Some(0.0) => Some(
            "Son taux d'assurance est nul : une assurance non renseignée, peut-être, plutôt que gratuite.".to_owned(),
        ),
        Some(_) => None,
    }
}

/// Says how far the second is, and on what the ranking was decided when the criterion does not part them.
fn distance(winner: &ExplainedProposal, second: &ExplainedProposal, criterion: Criterion) -> String {
    let (Some(first), Some(next)) = (compared(winner, criterion), compared(second, criterion)) else {
        return format!(
            "La deuxième est celle de {} ; le critère n'est pas connu de toutes, {}.",
            bank(second),
            tie_break(winner, second, criterion)
        );
    };
    if next <= first {
        let rule = tie_break(winner, second, criterion);
        return format!("La deuxième, de {}, est à égalité sur ce critère : {rule}.", bank(second));
    }
    let gap = next - first;
    match criterion {
        Criterion::TotalCost => format!("La deuxième, de {}, coûte {} de plus en tout.", bank(second), euros(gap)),
        Criterion::MonthlyPayment => {
            format!("La deuxième, de {}, demande {} de plus par mois.", bank(second), euros(gap))
        }
        Criterion::Taeg | Criterion::Rate => {
            let gap = if gap < SMALLEST_SHOWN { "moins de 0,01 point".to_owned() } else { points(gap, 2) };
            let cost = second.cout_total_eur.zip(winner.cout_total_eur).map(|(next, first)| next - first);
            let dearer = cost.filter(|cost| *cost > 0.0);
            let dearer = dearer.map_or_else(String::new, |cost| format!(" et coûte {} de plus en tout", euros(cost)));
            format!("La deuxième, de {}, est à {gap}{dearer}.", bank(second))
        }
    }
}

/// Smallest distance that two decimals show, in points.
const SMALLEST_SHOWN: f64 = 0.005;

/// Names the rule that parts two proposals which tie on the criterion: that of `gold.couts_propositions`, in its order.
fn tie_break(winner: &ExplainedProposal, second: &ExplainedProposal, criterion: Criterion) -> &'static str {
    if criterion != Criterion::Rate && winner.taeg_pct != second.taeg_pct {
        "le TAEG le plus bas décide"
    } else if winner.cout_total_eur != second.cout_total_eur {
        match second.cout_total_eur {
            Some(_) => "le coût total le plus bas décide",
            None => "celle dont le coût est connu passe devant",
        }
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
    let costs = others.iter().filter_map(|other| Some((other.cout_total_eur?, other)));
    let (least, cheapest) = costs.min_by(|a, b| a.0.total_cmp(&b.0))?;
    if least >= cost {
        return None;
    }
    let shorter_by = winner.duree_mois? - cheapest.duree_mois?;
    // With a TAEG that is not lower, only a shorter loan can cost less; else the insurance has its part.
    let because_shorter = cheapest.taeg_pct >= winner.taeg_pct;
    let why = match shorter_by {
        1.. if because_shorter => format!(", parce qu'elle dure {shorter_by} mois de moins"),
        1.. => format!(", et dure {shorter_by} mois de moins"),
        _ => String::new(),
    };
    Some(format!(
        "Celle de {} coûte pourtant {} de moins en tout{why} : un classement par coût total la mettrait devant.",
        bank(cheapest),
        euros(cost - least)
    ))
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

#[cfg(test)]
mod tests {
    use super::sentences;
    use crate::ExplainedProposal;
    use courtier_core::Criterion;

    fn proposal(json: &str) -> ExplainedProposal {
        let base = r#""id_proposition":"a","nom_banque":"X","utilisable":true,"duree_mois":240"#;
        serde_json::from_str(&format!("{{{base},{json}}}")).unwrap()
    }

    fn told(proposals: &[ExplainedProposal], criterion: Criterion) -> String {
        sentences(proposals, criterion, Some(1000.0)).join("\n")
    }

    #[test]
    fn counts_what_is_not_usable() {
        let out = ExplainedProposal { utilisable: false, ..proposal("\"rang\":null") };
        assert_eq!(told(&[], Criterion::Taeg), "Cette opportunité n'a reçu aucune proposition.");
        assert_eq!(
            told(std::slice::from_ref(&out), Criterion::Taeg),
            "La seule proposition n'est pas utilisable : voyez ses motifs."
        );
        assert!(told(&[out.clone(), out], Criterion::Taeg).starts_with("Aucune des 2 propositions"));
    }

    #[test]
    fn warns_of_an_insurance_that_is_missing_or_free() {
        let missing = proposal("\"taux_interet\":4.1");
        assert!(told(&[missing], Criterion::Rate).contains("Son taux d'assurance manque"));
        let free = proposal("\"taux_interet\":4.1,\"taux_assurance\":0.0,\"taeg_pct\":4.2");
        assert!(told(&[free], Criterion::Taeg).contains("Son taux d'assurance est nul"));
    }

    #[test]
    fn does_not_call_unknown_figures_equal() {
        let first = proposal("\"taeg_pct\":4.1");
        let second = proposal("\"taeg_pct\":4.2");
        let text = told(&[first, second], Criterion::TotalCost);
        assert!(text.contains("le critère n'est pas connu de toutes, le TAEG le plus bas décide"), "{text}");
        let known = proposal("\"taux_interet\":4.1,\"cout_total_eur\":100.0");
        let unknown = proposal("\"taux_interet\":4.1");
        let text = told(&[known, unknown], Criterion::Rate);
        assert!(text.contains("à égalité sur ce critère : celle dont le coût est connu passe devant"), "{text}");
    }

    #[test]
    fn never_says_zero_for_a_small_distance() {
        let first = proposal("\"taeg_pct\":4.1");
        let second = proposal("\"taeg_pct\":4.102");
        assert!(told(&[first, second], Criterion::Taeg).contains("est à moins de 0,01 point."));
    }

    #[test]
    fn gives_the_length_as_the_cause_only_when_it_is() {
        let first = proposal("\"taux_interet\":4.0,\"taeg_pct\":4.5,\"cout_total_eur\":900.0");
        let shorter = |taeg: f64| ExplainedProposal {
            duree_mois: Some(228),
            taeg_pct: Some(taeg),
            ..proposal("\"taux_interet\":4.1,\"cout_total_eur\":800.0")
        };
        let told = |taeg| told(&[first.clone(), shorter(taeg)], Criterion::Rate);
        assert!(told(4.6).contains("parce qu'elle dure 12 mois de moins"));
        assert!(told(4.4).contains(", et dure 12 mois de moins"));
    }
}

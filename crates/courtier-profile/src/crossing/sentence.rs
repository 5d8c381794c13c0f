//! The sentence of a crossing: how strong the link is, whether it is established, and one example.

use crate::crossing::result::{Link, Strength};
use crate::french::{capital, decimal, integer};
use crate::measure::Ampleur;
use crate::privacy::SMALL_CELL;

/// A link without direction: "X et Y sont fortement liés".
pub(crate) fn symmetric(a: &str, b: &str, measure: &str, link: &Link, count: u64, example: Option<String>) -> String {
    let (Some(value), Some(strength)) = (link.value, link.strength) else { return unmeasurable(a, b, count) };
    let shown = format!("{measure} = {}", decimal(value, 2));
    tell(&format!("{a} et {b}"), &shown, strength, count, example)
}

/// A number that depends on a label: "X dépend fortement de Y".
pub(crate) fn dependent(
    number: &str,
    label: &str,
    shown: &str,
    strength: Strength,
    count: u64,
    example: Option<String>,
) -> String {
    tell(&format!("{number} et {label}"), shown, strength, count, example)
}

/// What is said when nothing can be measured.
pub(crate) fn unmeasurable(a: &str, b: &str, count: u64) -> String {
    let subject = format!("le lien entre {a} et {b}");
    if count < SMALL_CELL {
        format!("Trop peu de demandes (moins de {SMALL_CELL}) pour mesurer {subject}.")
    } else {
        format!("Impossible de mesurer {subject} : l'un des deux ne varie pas assez.")
    }
}

/// What is said when one of two groups is small.
pub(crate) fn too_few_in_a_group(a: &str, b: &str) -> String {
    format!(
        "Impossible de mesurer le lien entre {a} et {b} : l'un des deux groupes compte moins de {SMALL_CELL} demandes."
    )
}

fn tell(subject: &str, shown: &str, strength: Strength, count: u64, example: Option<String>) -> String {
    let end = example.map_or_else(String::new, |example| format!("\u{a0}; {example}"));
    let requests = || format!("{} demandes", integer(count));
    let possible = strength.interval.map_or(1.0, |interval| interval.haut);
    // Only a perfect link is certain without an interval.
    let certain = strength.interval.map_or(if strength.force >= 1.0 { 1.0 } else { 0.0 }, |interval| interval.bas);
    match Ampleur::of(strength.force).adjective() {
        None if possible < 0.1 => format!("{} sont pratiquement sans lien ({shown}).", capital(subject)),
        None => {
            format!(
                "Entre {subject}, aucun lien n'est établi ({shown}), mais {} ne suffisent pas à l'exclure.",
                requests()
            )
        }
        Some(_) if certain <= 0.0 => {
            format!(
                "Entre {subject}, un lien est possible ({shown}), mais {} ne suffisent pas à l'établir.",
                requests()
            )
        }
        Some(adjective) => format!("Entre {subject}, le lien est {adjective} ({shown}){end}."),
    }
}

#[cfg(test)]
mod tests {
    use super::{symmetric, unmeasurable};
    use crate::crossing::result::{Link, Strength};
    use crate::measure::Interval;

    fn said(force: f64, low: f64, high: f64) -> String {
        let interval = Interval::new(low, high);
        let link =
            Link { value: Some(force), interval, strength: Some(Strength { force, interval }), ..Link::default() };
        symmetric("l'âge", "le contrat", "V de Cramér", &link, 1_200, Some("exemple".to_owned()))
    }

    #[test]
    fn claims_no_more_than_the_figures() {
        assert_eq!(
            said(0.6, 0.5, 0.7),
            "Entre l'âge et le contrat, le lien est fort (V de Cramér = 0,60)\u{a0}; exemple."
        );
        assert!(said(0.35, 0.2, 0.5).contains("le lien est modéré"));
        assert!(said(0.15, 0.1, 0.2).contains("le lien est faible"));
        assert!(said(0.15, 0.0, 0.4).contains("ne suffisent pas à l'établir"));
        assert!(said(0.05, 0.0, 0.4).contains("ne suffisent pas à l'exclure"));
        assert!(said(0.05, 0.04, 0.06).contains("pratiquement sans lien"));
    }

    #[test]
    fn says_why_nothing_is_measured() {
        assert!(unmeasurable("l'âge", "le contrat", 9).starts_with("Trop peu"));
        assert!(unmeasurable("l'âge", "le contrat", 10).starts_with("Impossible"));
    }
}

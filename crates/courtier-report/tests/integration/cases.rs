//! What each kind of explanation shows.

use crate::harness::{FIXTURES, fixture, page, text_of, with_one_proposal, without_proposals};
use serde_json::{Value, json};

fn text(explanation: &Value) -> String {
    text_of(&page(explanation))
}

#[test]
fn tells_the_winner_in_one_sentence() {
    assert!(text(&fixture("three_proposals")).contains(
        "Parmi les 2 propositions utilisables, celle de CIC EST a le TAEG le plus bas : TAEG de 4,34 %, taux \
         nominal de 3,95 % sur 84 mois (7 ans), mensualité de 1 158,15 € assurance comprise, coût total de 13 284,38 € (intérêts et \
         assurance)."
    ));
}

#[test]
fn shows_gaps_margins_and_flags() {
    let text = text(&fixture("three_proposals"));
    for shown in ["+0,10 point", "−120,35 €", "+2 344,65 €", "0,19 point", "▲ HCSF", "3 900,00 € par mois", "84 000 €"]
    {
        assert!(text.contains(shown), "{shown}");
    }
    assert!(text.contains("n'écarte ni ne classe aucune proposition"));
}

#[test]
fn spells_the_reasons() {
    let text = text(&fixture("none_usable"));
    assert!(text.contains(
        "Aucune des 3 propositions de cette opportunité n'est utilisable. Motifs principaux : durée probablement en \
         années (30 ou moins) ; taux d'assurance manquant ; TAEG au-dessus du seuil de l'usure."
    ));
    assert!(!text.contains("Comparaison des propositions"));
    assert!(!text.contains("Échéancier"));
    assert!(!text.contains("taux_nul") && !text.contains("au_dessus_usure"));
}

#[test]
fn counts_a_reason_that_comes_back() {
    let mut explanation = fixture("none_usable");
    for index in 0..3 {
        explanation["propositions"][index]["motifs"] = json!(["assurance_manquante"]);
    }
    assert!(text(&explanation).contains("Motif principal : taux d'assurance manquant (3 fois)."));
}

#[test]
fn compares_without_an_amount() {
    let text = text(&fixture("no_amount"));
    assert!(
        text.contains(
            "celle de BOURSORAMA BANQUE a le TAEG le plus bas : TAEG de 4,36 %, taux nominal de 4,125 % sur 300 mois (25 ans)."
        )
    );
    assert!(text.contains("Montant du prêt inconnu"));
    assert!(text.contains("+0,001257 point"), "a gap that two decimals hide");
    for absent in ["Coût total du crédit", "Échéancier de la proposition", "HCSF :"] {
        assert!(!text.contains(absent), "{absent}");
    }
}

#[test]
fn says_that_there_is_nothing_to_compare() {
    let text = text(&without_proposals(fixture("three_proposals")));
    assert!(text.contains("Cette opportunité n'a reçu aucune proposition : il n'y a rien à comparer."));
    assert!(text.contains("Aucune proposition"));
}

#[test]
fn says_when_there_is_only_one() {
    let text = text(&with_one_proposal(fixture("three_proposals")));
    assert!(text.contains("La seule proposition utilisable est celle de CIC EST : TAEG de 4,34 %"));
    assert!(text.contains("1 proposition, dont 1 utilisable "));
}

#[test]
fn names_each_criterion() {
    for (code, best) in [
        ("taux", "a le taux nominal le plus bas"),
        ("cout-total", "a le coût total le plus bas"),
        ("mensualite", "a la mensualité la plus basse"),
    ] {
        let mut explanation = fixture("three_proposals");
        explanation["critere"] = json!(code);
        assert!(text(&explanation).contains(best), "{code}");
    }
}

#[test]
fn says_what_is_simulated() {
    let mut explanation = fixture("three_proposals");
    explanation["hypotheses"] = json!({"montant_eur": 84000.0, "montant_simule": true, "duree_simulee_mois": 84});
    let text = text(&explanation);
    assert!(text.contains("montant simulé") && text.contains("Durée simulée : 84 mois (7 ans)"));
    assert!(!text.contains("montant demandé"));
}

#[test]
fn draws_from_one_year_to_thirty() {
    let mut explanation = fixture("three_proposals");
    explanation["echeancier"]["annees"].as_array_mut().unwrap().truncate(1);
    assert_eq!(page(&explanation).matches("<g class=\"column\">").count(), 2);
    assert_eq!(page(&fixture("forty_proposals")).matches("<g class=\"column\">").count(), 60);
}

#[test]
fn folds_what_is_long() {
    let page = page(&fixture("forty_proposals"));
    assert!(page.contains("Les autres propositions (27)"));
    assert!(page.contains("Échéancier par mois (360&nbsp;lignes)"));
    assert_eq!(page.matches("<details>").count(), 2);
}

#[test]
fn cites_the_law_and_the_limits() {
    for name in FIXTURES {
        let text = text(&fixture(name));
        for cited in
            ["R. 314-3", "R. 314-12", "L. 314-6", "D-HCSF-2021-7", "ne comprend aucun frais", "n'est pas une offre"]
        {
            assert!(text.contains(cited), "{name} lacks {cited}");
        }
    }
}

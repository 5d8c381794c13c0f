//! The JSON form is a contract: a field that is absent or of another kind is an error that names it, and no value.

use crate::harness::fixture;
use courtier_core::{Classify, ErrorKind};
use courtier_report::{ReportError, proposal_page};
use serde_json::{Value, json};

fn error(explanation: &Value) -> ReportError {
    proposal_page(explanation, "date").unwrap_err()
}

/// Returns the paths of the objects of an explanation whose keys are the contract's, one of each kind.
fn objects() -> [(&'static str, &'static str); 6] {
    [
        ("", ""),
        ("/hypotheses", "hypotheses."),
        ("/propositions/1", "propositions[1]."),
        ("/echeancier", "echeancier."),
        ("/echeancier/annees/2", "echeancier.annees[2]."),
        ("/echeancier/mois/3", "echeancier.mois[3]."),
    ]
}

#[test]
fn refuses_each_absent_field() {
    let mut refused = 0;
    for (pointer, path) in objects() {
        let keys: Vec<_> =
            fixture("three_proposals").pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect();
        for key in keys {
            let mut explanation = fixture("three_proposals");
            explanation.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(&key);
            let expected = format!("champ `{path}{key}` absent de la réponse à présenter");
            assert_eq!(error(&explanation).to_string(), expected);
            refused += 1;
        }
    }
    assert!(refused > 50, "{refused} fields");
}

#[test]
fn refuses_other_kinds_without_telling_the_value() {
    for (pointer, path) in [
        ("/id_opportunite", "id_opportunite"),
        ("/critere", "critere"),
        ("/explication", "explication"),
        ("/hypotheses/montant_eur", "hypotheses.montant_eur"),
        ("/propositions/0/taeg_pct", "propositions[0].taeg_pct"),
        ("/propositions/0/utilisable", "propositions[0].utilisable"),
        ("/propositions/0/date_creation", "propositions[0].date_creation"),
        ("/propositions/0/rang", "propositions[0].rang"),
        ("/echeancier/annees/0/capital_eur", "echeancier.annees[0].capital_eur"),
    ] {
        let mut explanation = fixture("three_proposals");
        let secret = if pointer == "/id_opportunite" { json!(["SECRET"]) } else { json!("SECRET") };
        *explanation.pointer_mut(pointer).unwrap() = secret;
        let error = error(&explanation);
        assert!(
            error.to_string().starts_with(&format!("champ `{path}` de la réponse à présenter : attendu ")),
            "{error}"
        );
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
        assert_eq!(error.kind(), ErrorKind::Internal);
    }
}

#[test]
fn refuses_a_reason_without_label() {
    let mut explanation = fixture("three_proposals");
    explanation["libelles_motifs"].as_object_mut().unwrap().remove("taux_nul");
    assert_eq!(error(&explanation).to_string(), "champ `libelles_motifs.taux_nul` absent de la réponse à présenter");
}

#[test]
fn refuses_explanations_that_contradict_themselves() {
    let changes: [(&str, Value, &str); 5] = [
        ("/nombre_propositions", json!(4), "nombre_propositions"),
        ("/nombre_utilisables", json!(1), "nombre_utilisables"),
        ("/propositions/1/rang", json!(3), "propositions"),
        ("/propositions/2/rang", json!(3), "propositions"),
        ("/echeancier/id_proposition", json!("another"), "echeancier"),
    ];
    for (pointer, value, path) in changes {
        let mut explanation = fixture("three_proposals");
        *explanation.pointer_mut(pointer).unwrap() = value;
        assert!(error(&explanation).to_string().starts_with(&format!("champ `{path}` de")), "{pointer}");
    }
}

#[test]
fn refuses_what_has_no_json_form() {
    let keyed = std::collections::BTreeMap::from([((1, 2), 3)]);
    assert!(matches!(proposal_page(&keyed, "date"), Err(ReportError::NotSerializable(_))));
    assert!(proposal_page(&json!([]), "date").is_err());
}

#[test]
fn ignores_fields_that_it_does_not_know() {
    let mut explanation = fixture("three_proposals");
    explanation["propositions"][0]["nouveau"] = json!(1);
    assert!(proposal_page(&explanation, "date").is_ok());
}

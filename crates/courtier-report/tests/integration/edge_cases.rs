//! Samples that leave little to say, in every form of the answer: text, JSON and page.

use crate::harness::{as_xml, text_of};
use crate::profiles::{profile_of, profile_page_of};
use roxmltree::Document;
use serde_json::Value;

/// Samples with a sentence that every form tells.
const CASES: [(&str, &str); 8] = [
    ("one_row", "Trop peu de demandes pour décrire une personne type."),
    ("all_missing", "Trop peu de demandes pour décrire une personne type."),
    ("all_missing", "Aucune valeur connue pour l'âge."),
    ("one_category", "Profession : toujours « Seule »."),
    ("many_categories", "Réseau bancaire : aucune valeur n'est partagée par 10 demandeurs ou plus."),
    (
        "many_categories",
        "Étape de la demande : 50 valeurs au moins sont à égalité en tête, avec 1,0 % des demandeurs chacune.",
    ),
    ("constant", "toutes les valeurs connues sont égales."),
    (
        "constant",
        "Ce portrait est celui de la majorité : la combinaison la plus fréquente réunit 100 % des dossiers complets.",
    ),
];

/// What no form holds.
const WRONG: [&str; 8] =
    ["NaN", "Infinity", "undefined", "None", "Some(", ": 0 % des valeurs", "; 0 % des valeurs", " inf "];

/// Returns text, summary, JSON and page, as they are read.
fn forms(name: &str) -> [(&'static str, String); 4] {
    let profile = profile_of(name);
    let json = serde_json::to_value(&profile).unwrap();
    let page = profile_page_of(&json);
    Document::parse(&as_xml(&page)).unwrap();
    let forms = [
        ("text", profile.to_text(100, Some("origine"))),
        ("summary", profile.summary_text(100)),
        ("JSON", strings(&json).join(" ")),
        ("page", text_of(&page)),
    ];
    forms.map(|(form, text)| {
        (form, text.replace(['\u{a0}', '\u{202f}'], " ").split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

/// Returns every text and every number of a value.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        Value::Object(map) => map.values().flat_map(strings).collect(),
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

#[test]
fn tells_the_same_in_every_form() {
    for (name, sentence) in CASES {
        for (form, text) in forms(name).iter().filter(|(form, _)| *form != "summary") {
            assert!(text.contains(sentence), "{name}, {form}: {text}");
        }
    }
}

#[test]
fn says_that_there_is_no_request() {
    let [text, summary, json, page] = forms("empty").map(|(_, text)| text);
    assert!(text.contains("Profil type des demandeurs : aucune demande"), "{text}");
    assert_eq!(text.split_once(" Segments").unwrap().0, summary);
    assert!(json.contains("Trop peu de demandes pour décrire une personne type."), "{json}");
    assert!(page.contains("Aucune demande : il n'y a rien à décrire."), "{page}");
    assert_eq!(profile_of("empty").demandes_nombre, 0);
}

#[test]
fn shows_no_figure_that_is_none() {
    for name in ["empty", "one_row", "all_missing", "one_category", "many_categories", "constant"] {
        for (form, text) in forms(name) {
            for wrong in WRONG {
                assert!(!text.contains(wrong), "{name}, {form}: {wrong} in {text}");
            }
        }
    }
}

#[test]
fn tells_nothing_of_one_person() {
    for (form, text) in forms("one_row") {
        for personal in ["38 ans", "2 800", "2800", "126 000", "126000", "Salarié du public", "Primo", "Rare"] {
            assert!(!text.contains(personal), "{form}: {personal} in {text}");
        }
    }
}

#[test]
fn keeps_thousands_of_categories_short() {
    let profile = profile_of("many_categories");
    assert_eq!(profile.modalites[0].modalites_distinctes, 10_000);
    assert!(profile.to_text(100, None).lines().count() < 300);
    for label in profile.modalites.iter().filter(|label| label.champ != "mois") {
        assert!(label.modalites.len() <= courtier_profile::MAX_CATEGORIES + 1, "{}", label.champ);
    }
}

//! What the user reads when the configuration is wrong.

use std::path::Path;

use courtier_config::{Settings, key};
use courtier_core::{Classify as _, ErrorKind};

use super::{error, load};

#[test]
fn names_the_nearest_key() {
    let cases = [
        ("lake:\n  locaton: x\n", "ligne 2, clé `lake.locaton`", "lake.location"),
        ("\nlaek:\n  location: x\n", "ligne 2, clé `laek`", "lake"),
        ("lake: {max_ratio: 3}\n", "ligne 1, clé `lake.max_ratio`", "ingest.max_ratio"),
        ("location: x\n", "ligne 1, clé `location`", "lake.location"),
    ];
    for (text, place, nearest) in cases {
        let expected = format!("courtier.yaml, {place} : option inconnue (vouliez-vous dire `{nearest}` ?)");
        assert_eq!(error(text, &[], &[]), expected);
    }
    assert_eq!(error("zzz: 1\n", &[], &[]), "courtier.yaml, ligne 1, clé `zzz` : option inconnue");
}

#[test]
fn says_how_to_write_a_dotted_key() {
    assert_eq!(
        error("lake.location: x\n", &[], &[]),
        "courtier.yaml, ligne 1, clé `lake.location` : s'écrit sur deux niveaux : `lake:`, puis en retrait `location:`"
    );
}

#[test]
fn says_the_expected_and_the_given_value() {
    let cases = [
        ("engine: {threads: -1}", "engine.threads", "entier positif ou nul", "entier `-1`"),
        ("engine: {threads: 1.5}", "engine.threads", "entier positif ou nul", "nombre `1.5`"),
        ("engine: {threads: beaucoup}", "engine.threads", "entier positif ou nul", "texte `beaucoup`"),
        ("engine: {threads: [1]}", "engine.threads", "entier positif ou nul", "liste"),
        ("freshness: {max_age_hours: .inf}", "freshness.max_age_hours", "nombre positif ou nul", "nombre `inf`"),
        ("freshness: {max_age_hours: -2}", "freshness.max_age_hours", "nombre positif ou nul", "entier `-2`"),
        ("ingest: {full: yes}", "ingest.full", "auto, oui, non", "texte `yes`"),
        ("ingest: {full: true}", "ingest.full", "auto, oui, non", "booléen `true`"),
        ("lake: {location: 2024}", "lake.location", "texte", "entier `2024`"),
        ("lake: {location: ''}", "lake.location", "texte", "texte vide"),
        ("lake: {location: {a: b}}", "lake.location", "texte", "groupe de clés"),
    ];
    for (text, option, expected, found) in cases {
        let expected = format!("courtier.yaml, ligne 1, option `{option}` : attendu : {expected}, trouvé : {found}");
        assert_eq!(error(text, &[], &[]), expected);
    }
}

#[test]
fn names_the_variable_or_the_flag_of_a_wrong_value() {
    assert_eq!(
        error("", &[("COURTIER_ENGINE__THREADS", "deux")], &[]),
        "variable COURTIER_ENGINE__THREADS, option `engine.threads` : attendu : entier positif ou nul, trouvé : texte `deux`"
    );
    assert_eq!(
        error("", &[], &[(key::ingest::full(), "rouge")]),
        "ligne de commande, option `ingest.full` : attendu : auto, oui, non, trouvé : texte `rouge`"
    );
}

#[test]
fn shortens_a_long_value() {
    let text = error("", &[("COURTIER_INGEST__FULL", &"é".repeat(1_000))], &[]);
    assert!(text.ends_with(&format!("trouvé : texte `{}…`", "é".repeat(60))), "{text}");
}

#[test]
fn refuses_a_wrong_value_that_a_stronger_source_hides() {
    assert!(error("engine: {threads: x}", &[("COURTIER_ENGINE__THREADS", "2")], &[]).contains("ligne 1"));
}

#[test]
fn refuses_an_unknown_variable() {
    let cases = [
        ("COURTIER_LAKE__LOCATON", " (vouliez-vous dire `COURTIER_LAKE__LOCATION` ?)"),
        ("COURTIER_LAKE_LOCATION", " (vouliez-vous dire `COURTIER_LAKE__LOCATION` ?)"),
    ];
    for (name, suggestion) in cases {
        assert_eq!(error("", &[(name, "x")], &[]), format!("variable {name} : ne désigne aucune option{suggestion}"));
    }
}

#[test]
fn refuses_what_is_not_a_group_of_keys() {
    let cases = [
        ("- a\n", "(document)", "liste"),
        ("lake\n", "(document)", "valeur seule"),
        ("lake: ./lake\n", "lake", "valeur seule"),
        ("lake: [location]\n", "lake", "liste"),
    ];
    for (text, key, found) in cases {
        let expected = format!("courtier.yaml, ligne 1, clé `{key}` : attendu : groupe de clés, trouvé : {found}");
        assert_eq!(error(text, &[], &[]), expected);
    }
}

#[test]
fn refuses_a_key_given_twice() {
    assert_eq!(
        error("lake:\n  location: a\n  location: b\n", &[], &[]),
        "courtier.yaml, ligne 3, clé `location` : donnée deux fois"
    );
}

#[test]
fn refuses_what_is_not_yaml() {
    let text = error("lake:\n  location: 'a\n", &[], &[]);
    assert!(text.starts_with("courtier.yaml, ligne ") && text.contains(" : YAML illisible ("), "{text}");
    assert!(error("lake: {location: a}\n---\nlake: {location: b}\n", &[], &[]).contains("YAML illisible"));
}

#[test]
fn refuses_a_named_file_that_is_absent() {
    let error = Settings::load(Some(Path::new("absent/courtier.yaml")), [], &[]).unwrap_err();
    assert_eq!(error.to_string(), "`absent/courtier.yaml` : lecture impossible");
}

#[test]
fn is_an_error_of_usage() {
    assert_eq!(load("x: 1", &[], &[]).unwrap_err().kind(), ErrorKind::Usage);
}

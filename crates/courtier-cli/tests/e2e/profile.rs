//! `courtier profile`: the typical applicant, in each format.

use std::fs;

use courtier_testkit::{Courtier, CsvFile, opportunity};
use serde_json::Value;

use crate::{courtier, loaded};

/// A lake with so many opportunities.
fn with_applicants(count: u32) -> Courtier {
    let courtier = courtier();
    courtier.write("o.csv", CsvFile::opportunities().rows((1..=count).map(opportunity)).build());
    courtier.ingest(&["o.csv"]);
    courtier
}

fn json(courtier: &Courtier) -> Value {
    serde_json::from_str(&courtier.done(&["profile", "--format", "json"])).unwrap()
}

#[test]
fn counts_what_is_missing_and_invalid_first() {
    let courtier = courtier();
    let invalid = opportunity(2).with("Age_emprunteur__c", "144.0");
    let missing = opportunity(3).with("Age_emprunteur__c", "");
    courtier.write("o.csv", CsvFile::opportunities().rows([opportunity(1), invalid, missing]).build());
    courtier.ingest(&["o.csv"]);
    let profile = json(&courtier);
    assert_eq!(profile["demandes_nombre"], 3);
    let age = &profile["qualite"][0];
    assert_eq!(age["champ"], "age_emprunteur");
    for key in ["renseignes_nombre", "manquants_nombre", "invalides_nombre"] {
        assert_eq!(age[key], 1, "{key}");
    }
}

#[test]
fn gives_the_figures_of_the_rows() {
    let profile = json(&with_applicants(60));
    // Ages are 21 to 79, and 20.
    assert_eq!(profile["nombres"][0]["mediane"], 49.5);
    let networks = profile["modalites"][0]["phrase"].as_str().unwrap();
    assert!(networks.contains("CIC"), "{networks}");
}

#[test]
fn writes_a_page() {
    let courtier = with_applicants(60);
    courtier.done(&["profile", "--format", "html", "--by", "stage_name", "-o", "profil.html"]);
    let page = fs::read_to_string(courtier.path("profil.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<svg"), "{page:.300}");
    assert!(!page.contains("NaN") && !page.contains("http://"), "no figure is NaN, nothing is asked for");
}

#[test]
fn describes_a_single_request() {
    let courtier = with_applicants(1);
    for format in ["text", "json", "html"] {
        let report = courtier.done(&["profile", "--format", format]);
        assert!(!report.contains("NaN"), "{format}: {report}");
    }
}

#[test]
fn says_what_to_load_first() {
    let message = courtier().refused(3, &["profile"]);
    assert!(message.contains("silver.opportunites"), "{message}");
    assert!(loaded().refused(2, &["profile", "--by", "age"]).contains("reseau_bancaire"));
}

/// The sample is drawn with these figures; twenty thousand draws stay within three standard errors of a share (1.1 points).
#[test]
fn recovers_what_the_sample_was_made_of() {
    let courtier = courtier();
    courtier.done(&["sample-data", "essai", "--rows", "20000", "--seed", "7", "--quiet"]);
    courtier.ingest(&["essai/data_test.zip"]);
    let profile = json(&courtier);
    let age = &profile["nombres"][0];
    let quartiles = ["quartile_1", "mediane", "quartile_3"].map(|name| age[name].as_f64().unwrap());
    for (found, drawn) in quartiles.into_iter().zip([29.0, 35.0, 44.0]) {
        assert!((found - drawn).abs() <= 1.0, "{quartiles:?}");
    }
    let share = |field: &str, label: &str| {
        let fields = profile["modalites"].as_array().unwrap();
        let field = fields.iter().find(|found| found["champ"] == field).unwrap();
        let labels = field["modalites"].as_array().unwrap();
        labels.iter().find(|found| found["modalite"] == label).unwrap()["part"].as_f64().unwrap()
    };
    for (field, label, drawn) in [
        ("deja_souscrit_credit_immo", "Secundo-accédant", 0.408),
        ("origine", "Web", 0.60),
        ("stage_name", "6-Perdue", 0.705),
        ("categorie_professionnelle", "Salarié du privé", 0.722),
    ] {
        let found = share(field, label);
        assert!((found - drawn).abs() < 0.011, "{label}: {found}, drawn with {drawn}");
    }
    // The links that were planted, and the groups that they make.
    let crossings = profile["croisements"].to_string().replace('\u{a0}', " ");
    assert!(
        crossings.contains("médiane de 40 ans pour « Secundo-accédant », 33 ans pour « Primo-accédant »"),
        "{crossings}"
    );
    let groups: Vec<&str> =
        profile["personas"]["groupes"].as_array().unwrap().iter().map(|g| g["titre"].as_str().unwrap()).collect();
    for group in ["Salarié du privé", "Secundo-accédant", "Salarié du public"] {
        assert!(groups.iter().any(|title| title.contains(group)), "{groups:?}");
    }
}

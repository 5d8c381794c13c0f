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

//! Loading again: the same bytes do nothing, newer bytes update by key.

use courtier_testkit::{Courtier, CsvFile, Exports, Row, bank, bank_id, zipped};
use serde_json::Value;

use crate::{courtier, loaded};

/// Writes and loads a file of banks; returns what the report says of it.
pub(crate) fn load_banks(courtier: &Courtier, name: &str, rows: impl IntoIterator<Item = Row>) -> Value {
    courtier.write(name, CsvFile::banks().rows(rows).build());
    courtier.ingest(&[name])["fichiers"][0].clone()
}

/// Returns the counts of a loaded file: inserted, updated, unchanged, repeated, rejected, gone.
pub(crate) fn counts(file: &Value) -> [Option<i64>; 6] {
    ["inserees", "mises_a_jour", "inchangees", "doublons", "rejetees", "cles_disparues"]
        .map(|count| file["reconciliation"][count].as_i64())
}

#[test]
fn does_nothing_with_a_file_that_was_loaded() {
    let courtier = loaded();
    let before = courtier.versions();
    let report = courtier.ingest(&["exports"]);
    let outcomes: Vec<&Value> = report["fichiers"].as_array().unwrap().iter().map(|file| &file["statut"]).collect();
    assert_eq!(outcomes, ["deja_charge"; 3]);
    assert_eq!(courtier.versions(), before);
}

#[test]
fn says_that_a_file_was_loaded() {
    let courtier = courtier();
    courtier.write("b.csv", CsvFile::banks().row(bank(1)).build());
    courtier.ingest(&["b.csv"]);
    insta::assert_snapshot!(courtier.done(&["ingest", "b.csv"]), @r"
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────
     fichier   table            lues   insérées   mises à jour   inchangées   doublons   rejetées   disparues
    ══════════════════════════════════════════════════════════════════════════════════════════════════════════
     b.csv     banques   déjà chargé          -              -            -          -          -           -
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────
    Rien de nouveau.
    ");
}

#[test]
fn knows_the_same_bytes_under_another_name_and_in_an_archive() {
    let courtier = loaded();
    let before = courtier.versions();
    Exports::of(3).write_archive(&courtier, "data_test.zip");
    let text = CsvFile::banks().rows((1..=3).map(bank)).build();
    courtier.write("autre nom.csv", &text);
    courtier.write("dossier.zip", zipped(&[("x/y/z.txt", text.as_bytes())]));
    for file in ["data_test.zip", "autre nom.csv", "dossier.zip"] {
        let report = courtier.ingest(&[file]);
        let all = report["fichiers"].as_array().unwrap();
        assert!(!all.is_empty() && all.iter().all(|file| file["statut"] == "deja_charge"), "{file}: {report}");
    }
    assert_eq!(courtier.versions(), before);
}

#[test]
fn loads_the_same_bytes_given_twice_once() {
    let courtier = courtier();
    let text = CsvFile::banks().row(bank(1)).build();
    courtier.write("a.csv", &text);
    courtier.write("b.csv", &text);
    let report = courtier.ingest(&["a.csv", "b.csv", "./a.csv"]);
    let outcomes: Vec<&Value> = report["fichiers"].as_array().unwrap().iter().map(|file| &file["statut"]).collect();
    assert_eq!(outcomes, ["charge", "deja_charge"]);
    assert_eq!(report["laisses_de_cote"][0]["raison"], "déjà trouvé sous un autre chemin");
    assert_eq!(courtier.cell("SELECT count(*) FROM bronze.banques"), "1");
}

#[test]
fn updates_by_key_with_counts() {
    let courtier = courtier();
    let first = load_banks(&courtier, "a.csv", (1..=4).map(bank));
    assert_eq!(counts(&first), [Some(4), Some(0), Some(0), Some(0), Some(0), Some(0)]);
    let corrected = [bank(1), bank(2).with("Name", "CORRIGÉE"), bank(3), bank(4), bank(5)];
    let second = load_banks(&courtier, "b.csv", corrected);
    assert_eq!(counts(&second), [Some(1), Some(1), Some(3), Some(0), Some(0), Some(0)]);
    assert_eq!(
        courtier.csv("SELECT nom, _source_file FROM silver.banques ORDER BY id"),
        "nom,_source_file\nBANQUE 1,a.csv\nCORRIGÉE,b.csv\nBANQUE 3,a.csv\nBANQUE 4,a.csv\nBANQUE 5,b.csv\n"
    );
    assert_eq!(courtier.cell("SELECT count(*) FROM bronze.banques"), "9", "bronze keeps both exports");
}

#[test]
fn takes_15_and_18_character_ids_for_the_same_key() {
    let courtier = courtier();
    load_banks(&courtier, "a.csv", [bank(1)]);
    let short: String = bank_id(1).chars().take(15).collect();
    let again = load_banks(&courtier, "b.csv", [bank(1).with("Id", short).with("Name", "AUTRE")]);
    assert_eq!(counts(&again)[..2], [Some(0), Some(1)]);
    assert_eq!(courtier.csv("SELECT id, nom FROM silver.banques"), format!("id,nom\n{},AUTRE\n", bank_id(1)));
}

#[test]
fn ends_the_violations_of_a_row_when_a_newer_export_mends_it() {
    let courtier = courtier();
    let count = "SELECT count(*) FROM quality.violations";
    load_banks(&courtier, "a.csv", [bank(1).with("CreatedDate", "hier"), bank(2).with("CreatedDate", "hier"), bank(2)]);
    assert_eq!(courtier.cell(count), "3");
    load_banks(&courtier, "b.csv", [bank(1), bank(2)]);
    assert_eq!(courtier.csv("SELECT * FROM quality.violations").lines().count(), 1, "only the header is left");
}

#[test]
fn keeps_the_violations_of_a_row_that_does_not_change() {
    let courtier = courtier();
    let broken = || bank(1).with("CreatedDate", "hier");
    load_banks(&courtier, "a.csv", [broken(), bank(2)]);
    load_banks(&courtier, "b.csv", [broken(), bank(2).with("Name", "AUTRE")]);
    assert_eq!(
        courtier.csv("SELECT cle, fichier FROM quality.violations"),
        format!("cle,fichier\n{},a.csv\n", bank_id(1))
    );
}

#[test]
fn goes_back_to_an_older_export_when_forced() {
    let courtier = courtier();
    load_banks(&courtier, "a.csv", [bank(1), bank(2)]);
    load_banks(&courtier, "b.csv", [bank(1).with("Name", "AUTRE"), bank(2)]);
    courtier.ingest(&["a.csv"]);
    assert_eq!(
        courtier.cell("SELECT min(nom) FROM silver.banques"),
        "AUTRE",
        "an older file does not come back by itself"
    );
    let forced = courtier.ingest(&["--force", "a.csv"])["fichiers"][0].clone();
    assert_eq!(counts(&forced)[..3], [Some(0), Some(1), Some(1)]);
    assert_eq!(courtier.cell("SELECT min(nom) FROM silver.banques"), "BANQUE 1");
    assert_eq!(courtier.cell("SELECT count(*) FROM bronze.banques"), "4", "bronze holds each file once");
}

//! `status`, `runs` and `doctor`, on an empty lake and on a full one.

use courtier_testkit::{Courtier, Exports, proposal};
use serde_json::{Value, json};

use crate::{courtier, loaded};

fn status(courtier: &Courtier) -> Value {
    serde_json::from_str(&courtier.done(&["status", "--format", "json"])).unwrap()
}

#[test]
fn status_of_an_empty_lake_says_how_to_begin() {
    let courtier = courtier();
    let text = courtier.done(&["status"]);
    assert!(text.ends_with("Vide : commencez par `courtier ingest CHEMIN`.\n"), "{text}");
    let status = status(&courtier);
    assert_eq!((&status["publication"], &status["publie_le"]), (&json!(0), &Value::Null));
    assert_eq!((&status["tables"], &status["regles"], &status["chargements"]), (&json!([]), &json!([]), &json!([])));
}

#[test]
fn status_counts_tables_and_broken_rules() {
    let courtier = courtier();
    let mut exports = Exports::of(3);
    exports.proposals[0] = proposal(1).with("TXHA__c", 0);
    exports.proposals[1] = proposal(2).with("TXHA__c", 0).with("DureePret_Mois__c", 25);
    exports.proposals.push(proposal(4));
    exports.write(&courtier, "exports");
    courtier.ingest(&["exports"]);
    let status = status(&courtier);
    let rows = |table: &str| {
        let tables = status["tables"].as_array().unwrap();
        tables.iter().find(|found| found["table"] == table).unwrap()["lignes"].as_i64().unwrap()
    };
    assert_eq!((rows("silver.banques"), rows("bronze.propositions"), rows("ops.fichiers")), (3, 4, 3));
    let rules: Vec<String> = status["regles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| {
            let text = |key: &str| rule[key].as_str().unwrap().to_owned();
            format!("{}.{} {} {}", text("table_cible"), text("colonne"), text("regle"), rule["lignes"])
        })
        .collect();
    assert_eq!(
        rules,
        [
            "propositions.taux_interet hors_bornes 2",
            "propositions.duree_mois hors_bornes 1",
            "propositions.id_banque relation_orpheline 1",
            "propositions.id_opportunite relation_orpheline 1",
        ]
    );
    let loads = status["chargements"].as_array().unwrap();
    let read: Vec<(&str, i64)> =
        loads.iter().map(|load| (load["fichier"].as_str().unwrap(), load["lues"].as_i64().unwrap())).collect();
    assert_eq!(read, [("exports/banques.csv", 3), ("exports/opportunites.csv", 3), ("exports/propositions.csv", 4)]);
}

#[test]
fn status_for_people_shows_the_same_counts() {
    let text = loaded().done(&["status"]);
    for line in [" silver.banques                 3 ", "Aucune anomalie dans les lignes chargées."] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(text.contains("Publication n° 1, le "), "{text}");
}

#[test]
fn status_says_when_data_are_old() {
    let courtier = loaded().with_variable("COURTIER_FRESHNESS__MAX_AGE_HOURS", "0.0000001");
    let text = courtier.done(&["status"]);
    assert!(text.contains(" (heure de Paris) : DONNÉES ANCIENNES, chargées il y a 0 h"), "{text}");
    let doctor = courtier.run(&["doctor"]);
    assert_eq!(doctor.code, Some(3), "{doctor:?}");
    assert!(doctor.stdout.contains("✗ fraîcheur : données vieilles de "), "{}", doctor.stdout);
}

#[test]
fn reading_an_empty_lake_does_not_make_one() {
    let courtier = courtier();
    for command in ["status", "runs", "doctor"] {
        courtier.done(&[command]);
        assert!(!courtier.path("lake").exists(), "`{command}` made a lake");
    }
}

#[test]
fn runs_lists_the_latest_first() {
    let courtier = loaded();
    courtier.done(&["build"]);
    assert_eq!(courtier.run(&["ingest", "absent"]).code, Some(2));
    let runs: Value = serde_json::from_str(&courtier.done(&["runs", "--format", "json"])).unwrap();
    let shown: Vec<String> = runs
        .as_array()
        .unwrap()
        .iter()
        .map(|run| format!("{} {}", run["commande"].as_str().unwrap(), run["statut"].as_str().unwrap()))
        .collect();
    assert_eq!(shown, ["ingest erreur", "build ok", "ingest ok"]);
    assert_eq!(runs[0]["erreur"], "`absent` n'existe pas : vérifier le chemin");
    let csv = courtier.done(&["runs", "--format", "csv", "--limit", "1"]);
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.starts_with("run_id,commande,debut,duree_ms,statut,erreur\n"), "{csv}");
}

#[test]
fn runs_of_an_empty_lake_are_none() {
    let courtier = courtier();
    let outcome = courtier.run(&["runs"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    let said = outcome.stdout + &outcome.stderr;
    assert!(said.contains("aucune exécution : commencez par `courtier ingest CHEMIN`"), "{said}");
    // A program that reads JSON gets JSON.
    assert_eq!(courtier.run(&["runs", "--format", "json"]).stdout.trim_end(), "[]");
}

#[test]
fn runs_can_be_written_in_every_format_it_offers() {
    let courtier = loaded();
    let outcome = courtier.run(&["runs", "--format", "parquet", "--output", "runs.parquet"]);
    assert_eq!(outcome.code, Some(0), "`--format parquet` is offered and cannot be used: {}", outcome.stderr);
}

#[test]
fn doctor_finds_an_empty_installation_sound() {
    let report = courtier().done(&["doctor"]);
    assert!(report.contains("✓ contrats : 3 tables\n"), "{report}");
    assert!(report.contains("✓ fraîcheur : lac vide : commencez par `courtier ingest CHEMIN`\n"), "{report}");
    assert!(!report.contains('✗'), "{report}");
}

#[test]
fn doctor_opens_every_table() {
    let report = loaded().done(&["doctor"]);
    assert!(report.contains("✓ table silver.opportunites : version 0 lisible\n"), "{report}");
    assert!(!report.contains('✗'), "{report}");
}

#[test]
fn doctor_names_a_damaged_table() {
    let courtier = loaded();
    std::fs::remove_dir_all(courtier.path("lake/silver/banques")).unwrap();
    let doctor = courtier.run(&["doctor"]);
    assert_eq!(doctor.code, Some(3), "{doctor:?}");
    assert!(doctor.stdout.contains("✗ table silver.banques : "), "{}", doctor.stdout);
    assert!(doctor.stdout.contains("restaurez le dossier du lac ou rechargez les fichiers"), "{}", doctor.stdout);
    assert!(doctor.stdout.contains("✓ table silver.opportunites : "), "{}", doctor.stdout);
}

#[test]
fn doctor_names_wrong_models() {
    let courtier = courtier();
    courtier.write("courtier.yaml", "models:\n  folder: modeles\n");
    courtier.write("modeles/gold/a.sql", "SELEC");
    let doctor = courtier.run(&["doctor"]);
    assert_eq!(doctor.code, Some(3), "{doctor:?}");
    assert!(doctor.stdout.contains("✗ modèles : modèle `gold/a.sql` : SQL illisible"), "{}", doctor.stdout);
}

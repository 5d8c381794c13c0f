//! `courtier demo` and `courtier sample-data`.

use std::fs;

use crate::{courtier, loaded};

#[test]
fn runs_from_nothing_to_an_answer_and_runs_again() {
    let courtier = courtier();
    let [first, second] = [(); 2].map(|()| courtier.done(&["demo", "--rows", "2000", "--dir", "essai"]));
    for report in [&first, &second] {
        for text in [
            " opportunity_test.csv     2\u{202f}000 ",
            "Réconciliation vérifiée",
            "gold.opportunites_par_etape",
            "anomalie(s), chacune avec son fichier, sa ligne et sa règle",
            "opportunité(s) ont une meilleure proposition",
            "est la plus avantageuse selon le critère TAEG avec assurance",
            "\"categorie_professionnelle\": ",
            "courtier --lake essai/lake opportunity 0065q",
            "Aucune personne réelle",
        ] {
            assert!(report.contains(text), "{text}: {report}");
        }
    }
    // What changes from one run to the next: times, and the id of the answer.
    let stable = |report: &str| {
        let lines = report.lines().filter(|line| !line.contains("response_id") && !line.contains(" s."));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(stable(&first), stable(&second));
    let count =
        courtier.done(&["--lake", "essai/lake", "sql", "--format", "csv", "SELECT count(*) FROM silver.opportunites"]);
    assert_eq!(count, "count(*)\n2000\n");
}

#[test]
fn works_where_the_next_steps_that_it_prints_are_typed() {
    let courtier = courtier();
    let report = courtier.done(&["demo", "--rows", "100", "--dir", "essai"]);
    let (_, rest) = report.split_once("courtier --lake essai/lake opportunity ").unwrap();
    let id = rest.lines().next().unwrap();
    assert!(courtier.done(&["--lake", "essai/lake", "opportunity", id]).contains(id));
    courtier.done(&["--lake", "essai/lake", "sql", "SELECT * FROM gold.opportunites_par_etape"]);
    courtier.done(&["--lake", "essai/lake", "status"]);
    let profile = courtier.done(&["--lake", "essai/lake", "profile"]);
    assert!(profile.starts_with("Données synthétiques : "), "{profile}");
    assert!(fs::read_to_string(courtier.path("essai/profil.html")).unwrap().contains("synthétiques"));
}

#[test]
fn leaves_a_folder_that_is_not_its_own_alone() {
    let courtier = courtier();
    courtier.write("documents/these.txt", "dix ans");
    assert_eq!(
        courtier.refused(2, &["demo", "--rows", "10", "--dir", "documents"]),
        "erreur : `documents` existe et n'est pas une démonstration de courtier : donnez un autre dossier avec --dir"
    );
    assert_eq!(fs::read_to_string(courtier.path("documents/these.txt")).unwrap(), "dix ans");
    assert_eq!(fs::read_dir(courtier.path("documents")).unwrap().count(), 1);
}

#[test]
fn refuses_a_file_in_place_of_its_folder() {
    let courtier = courtier();
    courtier.write("essai", "x");
    let message = courtier.refused(2, &["demo", "--rows", "10", "--dir", "essai"]);
    assert!(message.starts_with("erreur : `essai` est un fichier : donnez un dossier"), "{message}");
}

#[test]
fn sample_data_are_the_same_for_the_same_seed() {
    let courtier = courtier();
    for (folder, seed) in [("a", "1"), ("b", "1"), ("c", "2")] {
        courtier.done(&["sample-data", folder, "--rows", "200", "--seed", seed, "--csv"]);
    }
    let read = |folder: &str| fs::read(courtier.path(&format!("{folder}/opportunity_test.csv"))).unwrap();
    assert_eq!(read("a"), read("b"));
    assert_ne!(read("a"), read("c"));
    assert_eq!(read("a").iter().filter(|byte| **byte == b'\n').count(), 201);
}

#[test]
fn sample_data_load_without_a_rejected_row() {
    let courtier = courtier();
    courtier.done(&["sample-data", "s", "--rows", "500"]);
    courtier.ingest(&["s/data_test.zip"]);
    assert_eq!(
        courtier.csv("SELECT sum(lues) = sum(inserees) AS tout, sum(rejetees) AS rejetees FROM quality.reconciliation"),
        "tout,rejetees\ntrue,0\n"
    );
}

#[test]
fn never_takes_a_real_lake_for_its_own() {
    let courtier = loaded();
    let before = courtier.versions();
    let message = courtier.refused(2, &["demo", "--rows", "10", "--dir", "."]);
    assert!(message.contains("n'est pas une démonstration de courtier"), "{message}");
    assert_eq!(courtier.versions(), before);
}

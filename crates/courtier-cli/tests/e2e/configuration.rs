//! `courtier.yaml`, variables and flags, and the two commands that show them.

use courtier_testkit::{Courtier, Exports};

use crate::courtier;

/// Returns the line of `config show` about an option.
fn shown(courtier: &Courtier, arguments: &[&str], option: &str) -> String {
    let text = courtier.done(&[&["config", "show"], arguments].concat());
    let line = text.lines().find(|line| line.contains(option)).unwrap_or_default();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn shows_each_option_with_its_value_and_origin() {
    let courtier = courtier();
    assert_eq!(shown(&courtier, &[], "lake.location"), "lake.location ./lake défaut dossier ou URL du lac");
    courtier.write("courtier.yaml", "lake:\n  location: ./du_fichier\n");
    assert!(shown(&courtier, &[], "lake.location").contains("./du_fichier courtier.yaml, ligne 2"));
    let courtier = courtier.with_variable("COURTIER_LAKE__LOCATION", "de_la_variable");
    assert!(shown(&courtier, &[], "lake.location").contains("de_la_variable variable COURTIER_LAKE__LOCATION"));
    assert!(shown(&courtier, &["--lake", "du_drapeau"], "lake.location").contains("du_drapeau ligne de commande"));
}

#[test]
fn obeys_what_it_shows() {
    let courtier = courtier();
    Exports::of(1).write(&courtier, "e");
    courtier.write("autre.yaml", "lake:\n  location: ailleurs\n");
    courtier.done(&["--config", "autre.yaml", "ingest", "e"]);
    assert!(courtier.path("ailleurs/silver/banques").exists() && !courtier.path("lake").exists());
    let by_variable = courtier.with_variable("COURTIER_CONFIG", "autre.yaml");
    assert_eq!(by_variable.cell("SELECT count(*) FROM silver.banques"), "1");
}

#[test]
fn gives_a_template_that_changes_nothing() {
    let courtier = courtier();
    let defaults = courtier.done(&["config", "show"]);
    courtier.write("courtier.yaml", courtier.done(&["config", "template"]));
    assert_eq!(courtier.done(&["config", "show"]), defaults);
}

#[test]
fn names_the_nearest_option() {
    let courtier = courtier();
    courtier.write("courtier.yaml", "ingest:\n  max_ration: 3\n");
    assert_eq!(
        courtier.refused(2, &["status"]),
        "erreur : courtier.yaml, ligne 2, clé `ingest.max_ration` : option inconnue (vouliez-vous dire `ingest.max_ratio` ?)"
    );
}

#[test]
fn refuses_wrong_values_wherever_they_come_from() {
    let courtier = courtier().with_variable("COURTIER_INGEST__MAX_RATIO", "beaucoup");
    assert_eq!(
        courtier.refused(2, &["status"]),
        "erreur : variable COURTIER_INGEST__MAX_RATIO, option `ingest.max_ratio` : attendu : entier positif ou nul, \
         trouvé : texte `beaucoup`"
    );
    let message = courtier.refused(2, &["--config", "absent.yaml", "status"]);
    assert!(message.contains("absent.yaml"), "{message}");
}

#[test]
fn refuses_a_lake_that_is_no_folder() {
    let courtier = courtier();
    courtier.write("fichier", "x");
    let message = courtier.refused(2, &["--lake", "fichier", "status"]);
    assert!(message.starts_with("erreur : l'emplacement du lac `fichier` n'est pas utilisable : "), "{message}");
    assert_eq!(
        courtier.refused(2, &["--lake", "ftp://hote/lac", "status"]),
        "erreur : l'emplacement du lac `ftp://hote/lac` n'est pas utilisable : le schéma `ftp` n'est pas pris en charge \
         par cette version ; donnez un dossier"
    );
}

//! `courtier build`: built-in models, the user's own, and what happens when one is wrong.

use courtier_testkit::{Courtier, CsvFile, opportunity};
use serde_json::Value;

use crate::{courtier, loaded};

/// A loaded lake whose configuration names a folder of models with these files.
fn with_models(files: &[(&str, &str)]) -> Courtier {
    let courtier = loaded();
    courtier.write("courtier.yaml", "models:\n  folder: modeles\n");
    for (name, text) in files {
        courtier.write(&format!("modeles/{name}"), text);
    }
    courtier
}

/// Builds; returns the tables built, in order.
fn built(courtier: &Courtier, arguments: &[&str]) -> Vec<String> {
    let report: Value =
        serde_json::from_str(&courtier.done(&[&["build", "--format", "json"], arguments].concat())).unwrap();
    let models = report["modeles"].as_array().unwrap().iter();
    models.map(|model| model["table"].as_str().unwrap().to_owned()).collect()
}

const BUILT_IN: [&str; 18] = [
    "bronze.seuils_usure",
    "silver.seuils_usure",
    "silver.parametres_classement",
    "gold.profil_qualite",
    "gold.profil_nombres",
    "gold.profil_repartitions",
    "gold.profil_croisements",
    "gold.profil_personne_type",
    "gold.profil_personas",
    "gold.profil_personas_traits",
    "gold.profil_segments",
    "gold.profil_mensuel",
    "silver.propositions_rapprochees",
    "gold.couts_propositions",
    "gold.couverture",
    "gold.meilleures_propositions",
    "gold.opportunites_par_etape",
    "gold.propositions_par_banque",
];

#[test]
fn builds_and_tests_the_built_in_models() {
    let courtier = loaded();
    insta::assert_snapshot!(courtier.done(&["build"]), @r"
    ──────────────────────────────────────────────────────────────
     modèle                            lignes   tests
    ══════════════════════════════════════════════════════════════
     bronze.seuils_usure                  115   0 ok, 0 en échec
     silver.seuils_usure                  115   7 ok, 0 en échec
     silver.parametres_classement           1   7 ok, 0 en échec
     gold.profil_qualite                    7   16 ok, 0 en échec
     gold.profil_nombres                    3   11 ok, 0 en échec
     gold.profil_repartitions               7   11 ok, 0 en échec
     gold.profil_croisements               21   18 ok, 0 en échec
     gold.profil_personne_type              6   11 ok, 0 en échec
     gold.profil_personas                   0   15 ok, 0 en échec
     gold.profil_personas_traits            0   15 ok, 0 en échec
     gold.profil_segments                   3   10 ok, 0 en échec
     gold.profil_mensuel                    0   11 ok, 0 en échec
     silver.propositions_rapprochees        3   4 ok, 0 en échec
     gold.couts_propositions                3   8 ok, 0 en échec
     gold.couverture                        2   10 ok, 0 en échec
     gold.meilleures_propositions           3   15 ok, 0 en échec
     gold.opportunites_par_etape            1   6 ok, 0 en échec
     gold.propositions_par_banque           3   8 ok, 0 en échec
    ──────────────────────────────────────────────────────────────
    ");
    assert_eq!(
        courtier.csv("SELECT etape, nombre, avec_proposition FROM gold.opportunites_par_etape"),
        "etape,nombre,avec_proposition\n1-Découverte,3,3\n"
    );
}

#[test]
fn waits_for_tables_that_were_never_loaded() {
    let report = courtier().done(&["build"]);
    assert!(
        report.contains("en attente : silver.propositions_rapprochees (`silver.banques` n'est pas encore chargée)"),
        "{report}"
    );
}

#[test]
fn builds_a_model_of_the_user_after_the_one_it_reads() {
    let sql = "SELECT nom_banque, propositions FROM gold.propositions_par_banque WHERE propositions >= 1";
    let courtier = with_models(&[("gold/banques_actives.sql", sql)]);
    let built = built(&courtier, &[]);
    let place = |table: &str| built.iter().position(|name| name == table).unwrap();
    assert!(place("gold.banques_actives") > place("gold.propositions_par_banque"), "{built:?}");
    assert_eq!(built.len(), BUILT_IN.len() + 1);
    assert_eq!(courtier.cell("SELECT count(*) FROM gold.banques_actives"), "3");
}

#[test]
fn builds_again_from_the_new_data() {
    let courtier = loaded();
    built(&courtier, &[]);
    courtier.write("o.csv", CsvFile::opportunities().row(opportunity(9)).build());
    courtier.ingest(&["o.csv"]);
    built(&courtier, &[]);
    assert_eq!(courtier.cell("SELECT nombre FROM gold.opportunites_par_etape"), "4");
}

#[test]
fn lets_the_user_replace_a_model() {
    let courtier = with_models(&[("gold/opportunites_par_etape.sql", "SELECT 'une seule' AS etape, 42 AS nombre")]);
    assert_eq!(built(&courtier, &[]).len(), BUILT_IN.len());
    assert_eq!(courtier.csv("SELECT * FROM gold.opportunites_par_etape"), "etape,nombre\nune seule,42\n");
}

#[test]
fn builds_only_what_is_selected_and_what_it_reads() {
    let courtier = loaded();
    let selected = built(&courtier, &["--select", "gold.propositions_par_banque"]);
    assert_eq!(selected, ["silver.propositions_rapprochees", "gold.propositions_par_banque"]);
    assert_eq!(
        courtier.refused(2, &["build", "--select", "gold.propositions_par_banqe"]),
        "erreur : modèle `gold.propositions_par_banqe` : ce modèle n'existe pas ; vouliez-vous \
         `gold.propositions_par_banque` ?"
    );
}

#[test]
fn refuses_models_that_read_each_other_in_a_circle() {
    let files = [("gold/a.sql", "SELECT x FROM gold.b"), ("gold/b.sql", "SELECT x FROM gold.a")];
    assert_eq!(
        with_models(&files).refused(2, &["build"]),
        "erreur : modèle `gold.a, gold.b` : ces modèles se lisent en cercle ; retirez une des dépendances"
    );
}

#[test]
fn refuses_what_is_no_model() {
    for (name, sql, reason) in [
        ("gold/a.sql", "DROP TABLE silver.banques", "le fichier doit contenir un SELECT et rien d'autre"),
        ("gold/a.sql", "SELECT 1 AS x; SELECT 2 AS x", "le fichier doit contenir exactement une requête"),
        ("bronze/a.sql", "SELECT 1 AS x", "un modèle écrit dans silver, gold ou marketing, pas dans bronze"),
    ] {
        let message = with_models(&[(name, sql)]).refused(2, &["build"]);
        assert_eq!(message, format!("erreur : modèle `{name}` : {reason}"));
    }
}

#[test]
fn names_the_model_that_reads_what_does_not_exist() {
    let message = with_models(&[("gold/a.sql", "SELECT x FROM gold.absente")]).refused(2, &["build"]);
    assert_eq!(message, "erreur : modèle `gold.a` : il lit `gold.absente`, qui n'existe pas");
}

#[test]
fn names_the_model_whose_query_fails() {
    let message = with_models(&[("gold/a.sql", "SELECT absente FROM silver.banques")]).refused(2, &["build"]);
    assert!(message.starts_with("erreur : modèle `gold.a` : ") && message.contains("absente"), "{message}");
}

/// A model with a contract whose bound the rows may break.
fn bounded(minimum: u32) -> [(&'static str, String); 2] {
    let contract = format!(
        "apiVersion: v3.1.0\nkind: DataContract\nid: essai\nname: Essai\nversion: 1.0.0\nstatus: active\n\
         domain: essai\ndescription:\n  purpose: Essai.\nschema:\n  - name: essai\n    id: essai\n    \
         logicalType: object\n    businessName: Essai\n    description: Essai.\n    properties:\n      \
         - name: cle\n        physicalName: cle\n        businessName: Clé\n        logicalType: string\n        \
         required: true\n        unique: true\n        primaryKey: true\n        primaryKeyPosition: 1\n        \
         classification: interne\n        description: Clé.\n      - name: nombre\n        physicalName: nombre\n        \
         businessName: Nombre\n        logicalType: integer\n        logicalTypeOptions:\n          minimum: {minimum}\n        \
         classification: interne\n        description: Nombre.\n        customProperties:\n          \
         - property: severity\n            value: erreur\n"
    );
    let sql = "SELECT 'tout' AS cle, count(*) AS nombre FROM silver.opportunites";
    [("gold/essai.sql", sql.to_owned()), ("gold/essai.odcs.yaml", contract)]
}

#[test]
fn keeps_the_previous_version_when_a_test_fails() {
    let courtier = with_models(&bounded(1).each_ref().map(|(name, text)| (*name, text.as_str())));
    built(&courtier, &[]);
    // The results of the failed tests are recorded; nothing else changes.
    let versions = || courtier.versions().into_iter().filter(|(table, _)| table != "quality.resultats_tests");
    let before: Vec<_> = versions().collect();
    for (name, text) in bounded(1_000) {
        courtier.write(&format!("modeles/{name}"), text);
    }
    courtier.write("o.csv", CsvFile::opportunities().row(opportunity(9)).build());
    assert_eq!(
        courtier.refused(1, &["build"]),
        "erreur : tests de gravité « erreur » en échec, rien n'a été publié : gold.essai.nombre : hors_bornes (1 lignes)"
    );
    assert_eq!(versions().collect::<Vec<_>>(), before, "no table changed, sound ones neither");
    let failed =
        "SELECT max(lignes_en_echec) FROM quality.resultats_tests WHERE test = 'hors_bornes' AND statut = 'echec'";
    assert_eq!(courtier.cell(failed), "1");
    assert_eq!(courtier.cell("SELECT nombre FROM gold.essai"), "3");
    let run = courtier.csv("SELECT commande, statut FROM ops.runs ORDER BY debut DESC LIMIT 1");
    assert_eq!(run, "commande,statut\nbuild,tests_en_echec\n");
}

#[test]
fn refuses_a_model_whose_columns_are_not_those_of_its_contract() {
    let [(_, _), (contract_file, contract)] = bounded(1);
    let courtier = with_models(&[("gold/essai.sql", "SELECT 'x' AS cle"), (contract_file, &contract)]);
    assert_eq!(
        courtier.refused(2, &["build"]),
        "erreur : modèle `gold.essai` : la requête donne les colonnes cle mais le contrat déclare cle, nombre"
    );
}

#[test]
fn refuses_a_model_in_place_of_an_ingested_table() {
    let message = with_models(&[("silver/banques.sql", "SELECT 'x' AS id")]).refused(2, &["build"]);
    assert!(message.contains("cette table vient des exports"), "{message}");
}

#[test]
fn builds_the_tables_of_the_profile_together() {
    let courtier = loaded();
    let names: Vec<&str> = BUILT_IN.into_iter().filter(|name| name.starts_with("gold.profil_")).collect();
    assert_eq!(built(&courtier, &["--select", "gold.profil_nombres"]), names);
    let tested =
        "SELECT count(DISTINCT table_cible) FROM quality.resultats_tests WHERE table_cible LIKE 'gold.profil_%'";
    assert_eq!(courtier.cell(tested), "9");
}

#[test]
fn builds_the_profile_before_a_model_that_reads_it() {
    let courtier = with_models(&[("gold/ages.sql", "SELECT champ, mediane FROM gold.profil_nombres")]);
    let built = built(&courtier, &["--select", "gold.ages"]);
    assert_eq!(built.len(), 10, "{built:?}");
    assert_eq!(built.last().unwrap(), "gold.ages");
}

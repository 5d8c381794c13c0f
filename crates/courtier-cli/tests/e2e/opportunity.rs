//! `courtier opportunity`: the statement's answer.

use courtier_testkit::{Courtier, CsvFile, Row};
use serde_json::Value;

use crate::courtier;

const ID: &str = "0065q00000AlAK0AAN";

/// The statement's published example as its CSV cells, beside a co-borrower who is someone else.
fn published() -> Row {
    Row::new(&[
        ("Id", ID),
        ("Age_emprunteur__c", "33.0"),
        ("BanquePrincipaleEmp__c", "CIC"),
        ("CreatedDate", "2023-10-20 04:44:34"),
        ("Deja_souscrit_credit_immo__c", "1"),
        ("MontPretPricip__c", "235055.0"),
        ("StageName", "6-Perdue"),
        ("TechMail_CategorieProfessionnelleEmpru__c", "Salarié du privé"),
        ("TechMail_ContratDeTravailEmprunteur__c", "CDI période d'essai terminée"),
        ("TotRev__c", "7731.67"),
    ])
}

fn holding(row: Row) -> Courtier {
    let courtier = courtier();
    courtier.write("opportunites.csv", CsvFile::opportunities().row(row).build());
    courtier.ingest(&["opportunites.csv"]);
    courtier
}

/// Takes the random part of an answer out.
fn without_response_id(answer: &str) -> String {
    let id = serde_json::from_str::<Value>(answer).unwrap()["response_id"].as_str().unwrap().to_owned();
    let is_random = id.len() == 36 && id.as_bytes().get(14) == Some(&b'4');
    assert!(is_random, "`{id}` is not a UUID of version 4");
    answer.replace(&id, "UUID")
}

#[test]
fn answers_the_ten_keys_of_the_published_example() {
    let courtier = holding(published());
    let answer = courtier.done(&["opportunity", ID]);
    insta::assert_snapshot!(without_response_id(&answer), @r#"
    {
      "response_id": "UUID",
      "id": "0065q00000AlAK0AAN",
      "age_emprunteur": 33,
      "banque_principale": "CIC",
      "deja_souscrit_credit_immo": true,
      "categorie_professionnelle": "Salarié du privé",
      "contrat_travail": "CDI période d'essai terminée",
      "revenu_total": 7731.67,
      "montant_pret_principal": 235055,
      "stage_name": "6-Perdue"
    }
    "#);
    assert_ne!(answer, courtier.done(&["opportunity", ID]), "each answer has its own response_id");
}

#[test]
fn accepts_a_15_character_id() {
    let courtier = holding(published());
    let [short, long] = ["0065q00000AlAK0", ID].map(|id| without_response_id(&courtier.done(&["opportunity", id])));
    assert_eq!(short, long);
}

#[test]
fn answers_for_a_file_whose_ids_have_15_characters() {
    let courtier = holding(published().with("Id", "0065q00000AlAK0"));
    assert!(courtier.done(&["opportunity", ID]).contains(&format!("\"id\": \"{ID}\"")));
}

#[test]
fn keeps_the_co_borrower_out_of_the_answer() {
    let co_borrower = published()
        .with("TechMail_CategorieProfessionnelleCoEmpru__c", "Retraité")
        .with("TechMail_ContratDeTravailCoEmprunteur__c", "CDD");
    let courtier = holding(co_borrower.clone());
    let answer = courtier.done(&["opportunity", ID]);
    assert!(answer.contains("Salarié du privé") && answer.contains("CDI période d'essai terminée"), "{answer}");
    assert!(!answer.contains("Retraité") && !answer.contains("CDD"), "{answer}");

    let borrower_unknown = co_borrower
        .with("TechMail_CategorieProfessionnelleEmpru__c", "")
        .with("TechMail_ContratDeTravailEmprunteur__c", "");
    let answer: Value = serde_json::from_str(&holding(borrower_unknown).done(&["opportunity", ID])).unwrap();
    assert_eq!((&answer["categorie_professionnelle"], &answer["contrat_travail"]), (&Value::Null, &Value::Null));
}

#[test]
fn answers_null_for_what_is_missing_or_impossible() {
    let row = published().with("Age_emprunteur__c", "-940.0").with("TotRev__c", "0").with("BanquePrincipaleEmp__c", "");
    let answer: Value = serde_json::from_str(&holding(row).done(&["opportunity", ID])).unwrap();
    for key in ["age_emprunteur", "revenu_total", "banque_principale"] {
        assert_eq!(answer.get(key), Some(&Value::Null), "{key}");
    }
    assert_eq!(answer["stage_name"], "6-Perdue");
}

#[test]
fn says_that_an_id_is_unknown() {
    let courtier = holding(published());
    assert_eq!(
        courtier.refused(3, &["opportunity", "006IV00000FMf44YAD"]),
        "erreur : aucune opportunité n'a l'identifiant `006IV00000FMf44YAD` ; vérifiez-le, ou chargez l'export qui la \
         contient avec `courtier ingest`"
    );
}

#[test]
fn says_that_nothing_was_loaded() {
    assert_eq!(
        courtier().refused(3, &["opportunity", ID]),
        "erreur : le lac ne contient pas encore la table `silver.opportunites` ; chargez un export avec `courtier ingest`"
    );
}

#[test]
fn says_what_is_wrong_with_a_malformed_id() {
    let courtier = courtier();
    for (id, reason) in [
        ("0065q00000AlAK", "un identifiant Salesforce a 15 ou 18 caractères, celui-ci en a 14"),
        ("0065q00000AlA-0", "caractère interdit en position 14 : lettres sans accent et chiffres seulement"),
        ("0065q00000AlAK0AAM", "somme de contrôle fausse : les trois derniers caractères devraient être `AAN`"),
        ("0065Q00000AlAK0AAN", "somme de contrôle fausse : les trois derniers caractères devraient être `QAN`"),
    ] {
        assert_eq!(
            courtier.refused(2, &["opportunity", id]),
            format!("erreur : identifiant `{id}` mal formé : {reason}")
        );
    }
}

#[test]
fn takes_a_quote_in_an_id_for_a_wrong_character() {
    let message = courtier().refused(2, &["opportunity", "0' OR '1'='1xxx"]);
    assert!(message.contains("caractère interdit en position 2"), "{message}");
}

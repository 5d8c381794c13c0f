//! Every reason to refuse a contract, with the exact text that the user sees.

use std::path::Path;

use courtier_contract::{Bound, Bounds, ContractError, Contracts, LogicalType, OnViolation, Severity};
use courtier_core::{Classify as _, ErrorKind};

use crate::example_contract::{TABLE, parse};

#[track_caller]
fn refuses(from: &str, to: &str, message: &str) {
    let error = parse(from, to).unwrap_err();
    assert_eq!(error.to_string(), format!("agences.odcs.yaml, {message}"));
    assert_eq!(error.kind(), ErrorKind::Usage);
}

#[test]
fn reads_everything_that_a_column_declares() {
    let contracts = parse("agences", "agences").unwrap();
    let table = contracts.get("agences").unwrap();
    let staff = table.column("effectif").unwrap();
    assert_eq!(staff.unit.as_deref(), Some("personnes"));
    assert_eq!((staff.severity, staff.on_violation), (Severity::Erreur, OnViolation::Signaler));
    let bounds = Bounds { lower: Some(Bound::Inclusive(0.0)), upper: Some(Bound::Exclusive(500.0)) };
    assert_eq!(staff.bounds, Some(bounds));
    assert_eq!(table.column("siege").unwrap().relation.as_ref().unwrap().table, "agences");
    assert_eq!(table.column("region").unwrap().allowed.as_deref(), Some(&["Nord".to_owned(), "Sud".to_owned()][..]));
    assert_eq!(table.key().1.logical_type, LogicalType::SalesforceId);
    assert_eq!(contracts.get("agence"), None);
}

#[test]
fn ignores_standard_keys_without_a_use() {
    parse("status: active", "status: active\nteam: {name: données}\nservers: []\ntags: [x]\nprice: {priceAmount: 1}")
        .unwrap();
    parse(
        "        classification: public",
        "        classification: public\n        examples: [Nord]\n        unique: false",
    )
    .unwrap();
    parse(
        "          - metric: invalidValues",
        "          - type: text\n            description: Prose.\n          - metric: invalidValues",
    )
    .unwrap();
}

#[test]
fn refuses_what_is_not_yaml() {
    let error = Contracts::parse([("x.odcs.yaml", "a: [1")]).unwrap_err();
    assert!(matches!(&error, ContractError::Yaml { line: 1.., .. }), "{error}");
    assert!(error.to_string().starts_with("x.odcs.yaml, ligne "), "{error}");
    let error = parse("version: 1.0.0", "version: 1.0.0\nversion: 2.0.0").unwrap_err();
    assert!(matches!(&error, ContractError::Yaml { line: 5, .. }), "a key twice: {error}");
    let error = Contracts::parse([("x.odcs.yaml", "- a")]).unwrap_err();
    assert_eq!(error.to_string(), "x.odcs.yaml, ligne 1, clé `(document)` : attendu : groupe de clés, trouvé : liste");
}

#[test]
fn refuses_unknown_keys_and_names_the_nearest() {
    refuses("status:", "statut:", "ligne 5, clé `statut` : clé inconnue (vouliez-vous dire `status` ?)");
    refuses(
        "    businessName: Agences",
        "    busnessName: Agences",
        "ligne 8, clé `schema[0].busnessName` : clé inconnue (vouliez-vous dire `businessName` ?)",
    );
    refuses(
        "        primaryKey:",
        "        primarykey:",
        "ligne 16, clé `schema[0].properties[0].primarykey` : clé inconnue (vouliez-vous dire `primaryKey` ?)",
    );
    refuses(
        "          minimum:",
        "          min:",
        "ligne 24, clé `schema[0].properties[1].logicalTypeOptions.min` : clé inconnue (vouliez-vous dire `minimum` ?)",
    );
    refuses(
        "          - to: agences.id",
        "          - to: agences.id\n            zzz: 1",
        "ligne 42, clé `schema[0].properties[2].relationships[0].zzz` : clé inconnue",
    );
    refuses(
        "            mustBe: 0",
        "            mustbe: 0",
        "ligne 54, clé `schema[0].properties[3].quality[0].mustbe` : clé inconnue (vouliez-vous dire `mustBe` ?)",
    );
    refuses(
        "property: unit",
        "property: unite",
        "ligne 29, clé `schema[0].properties[1].customProperties[0].property` : `unite` n'est pas permis : attendu unit, \
         severity, onViolation (vouliez-vous dire `unit` ?)",
    );
}

#[test]
fn refuses_another_standard() {
    refuses("v3.1.0", "v2.2.2", "ligne 1, clé `apiVersion` : `v2.2.2` n'est pas permis : attendu v3.1.0");
    refuses("DataContract", "Table", "ligne 2, clé `kind` : `Table` n'est pas permis : attendu DataContract");
}

#[test]
fn refuses_missing_and_empty_keys() {
    refuses("version: 1.0.0\n", "", "ligne 1, clé `version` : clé obligatoire absente");
    refuses("    description: Les agences.\n", "", "ligne 7, clé `schema[0].description` : clé obligatoire absente");
    for key in ["name: effectif", "physicalName: Effectif__c", "logicalType: integer"] {
        let name = key.split(':').next().unwrap();
        let error = parse(&format!("{key}\n"), &format!("{name}:\n")).unwrap_err().to_string();
        assert!(error.ends_with(&format!("clé `schema[0].properties[1].{name}` : clé obligatoire absente")), "{error}");
    }
    refuses(
        "        classification: public\n",
        "",
        "ligne 44, clé `schema[0].properties[3].classification` : clé obligatoire absente",
    );
    refuses(
        "description: La région.",
        "description: ' '",
        "ligne 49, clé `schema[0].properties[3].description` : attendu : texte, trouvé : texte vide",
    );
}

#[test]
fn refuses_values_of_another_kind() {
    refuses(
        "name: effectif",
        "name: 12",
        "ligne 19, clé `schema[0].properties[1].name` : attendu : texte, trouvé : nombre",
    );
    refuses(
        "primaryKey: true",
        "primaryKey: 'oui'",
        "ligne 16, clé `schema[0].properties[0].primaryKey` : attendu : booléen, trouvé : texte",
    );
    refuses(
        "minimum: 0",
        "minimum: zéro",
        "ligne 24, clé `schema[0].properties[1].logicalTypeOptions.minimum` : attendu : nombre, trouvé : texte",
    );
    let not_finite = parse("minimum: 0", "minimum: .nan").unwrap_err();
    assert!(matches!(not_finite, ContractError::Yaml { line: 24, .. }), "{not_finite}");
    refuses(
        "validValues: [Nord, Sud]",
        "validValues: Nord",
        "ligne 53, clé `schema[0].properties[3].quality[0].arguments.validValues` : attendu : liste, trouvé : texte",
    );
}

#[test]
fn refuses_values_outside_a_list() {
    refuses(
        "classification: public",
        "classification: publique",
        "ligne 48, clé `schema[0].properties[3].classification` : `publique` n'est pas permis : attendu public, interne, \
         personnel (vouliez-vous dire `public` ?)",
    );
    refuses(
        "value: erreur",
        "value: grave",
        "ligne 32, clé `schema[0].properties[1].customProperties[1].value` : `grave` n'est pas permis : attendu \
         avertissement, erreur",
    );
    refuses(
        "value: signaler",
        "value: signale",
        "ligne 34, clé `schema[0].properties[1].customProperties[2].value` : `signale` n'est pas permis : attendu annuler, \
         signaler (vouliez-vous dire `signaler` ?)",
    );
    refuses(
        "logicalType: integer",
        "logicalType: entier",
        "ligne 22, clé `schema[0].properties[1].logicalType` : `entier` n'est pas permis : attendu string, integer, number, \
         boolean, timestamp, date",
    );
}

#[test]
fn refuses_bad_and_repeated_names() {
    for bad in ["Effectif", "1er", "effectif_été", "a-b"] {
        refuses(
            "name: effectif",
            &format!("name: {bad}"),
            &format!(
                "ligne 19, clé `schema[0].properties[1].name` : `{bad}` n'est pas un nom : minuscules sans accent, chiffres et `_` \
             seulement, en commençant par une lettre"
            ),
        );
    }
    refuses(
        "name: siege",
        "name: effectif",
        "ligne 35, clé `schema[0].properties[2].name` : `effectif` est déjà pris par la colonne de la ligne 19",
    );
    refuses(
        "Siege__c",
        "Effectif__c",
        "ligne 36, clé `schema[0].properties[2].physicalName` : `Effectif__c` est déjà pris par la colonne de la ligne 20",
    );
    refuses(
        "property: severity",
        "property: unit",
        "ligne 31, clé `schema[0].properties[1].customProperties[1].property` : `unit` est donné deux fois",
    );
    let twice = [("a.odcs.yaml", TABLE), ("b.odcs.yaml", TABLE)];
    assert_eq!(
        Contracts::parse(twice).unwrap_err().to_string(),
        "b.odcs.yaml, ligne 7, clé `schema[0].name` : la table `agences` a déjà un contrat : a.odcs.yaml"
    );
}

#[test]
fn refuses_more_or_less_than_one_key_and_one_table() {
    refuses(
        "        primaryKey: true\n",
        "",
        "ligne 10, clé `schema[0].properties` : une colonne `primaryKey: true` attendue, 0 trouvée(s)",
    );
    refuses(
        "physicalName: Siege__c",
        "physicalName: Siege__c\n        primaryKey: true",
        "ligne 10, clé `schema[0].properties` : une colonne `primaryKey: true` attendue, 2 trouvée(s)",
    );
    let none = TABLE.split("  - name: agences").next().unwrap().replace("schema:", "schema: []");
    assert_eq!(
        Contracts::parse([("x", none)]).unwrap_err().to_string(),
        "x, ligne 6, clé `schema` : un élément attendu, 0 trouvés"
    );
}

#[test]
fn refuses_impossible_bounds() {
    let options = "clé `schema[0].properties[1].logicalTypeOptions";
    refuses("minimum: 0", "minimum: 500", &format!("ligne 23, {options}` : aucune valeur n'est >= 500 et < 500"));
    refuses(
        "minimum: 0",
        "maximum: 0",
        &format!("ligne 25, {options}.exclusiveMaximum` : `maximum` et `exclusiveMaximum` s'excluent"),
    );
    refuses(
        "logicalType: integer",
        "logicalType: boolean",
        &format!("ligne 25, {options}.exclusiveMaximum` : sans objet pour le type `boolean`"),
    );
}

#[test]
fn refuses_what_it_would_silently_not_check() {
    let unapplied = "prévu par la norme, mais courtier ne l'applique pas";
    refuses(
        "minimum: 0",
        "multipleOf: 2",
        &format!("ligne 24, clé `schema[0].properties[1].logicalTypeOptions.multipleOf` : {unapplied}"),
    );
    refuses(
        "metric: invalidValues",
        "metric: rowCount",
        &format!("ligne 51, clé `schema[0].properties[3].quality[0].metric` : {unapplied}"),
    );
    refuses(
        "metric: invalidValues",
        "type: sql\n            query: select 1",
        &format!("ligne 51, clé `schema[0].properties[3].quality[0]` : {unapplied}"),
    );
    refuses(
        "mustBe: 0",
        "mustBe: 3",
        &format!("ligne 54, clé `schema[0].properties[3].quality[0].mustBe` : {unapplied}"),
    );
    refuses(
        "logicalType: integer\n        logicalTypeOptions:\n          minimum: 0\n          exclusiveMaximum: 500",
        "logicalType: timestamp\n        logicalTypeOptions:\n          defaultTimezone: Europe/Rome",
        "ligne 24, clé `schema[0].properties[1].logicalTypeOptions.defaultTimezone` : `Europe/Rome` n'est pas permis : attendu \
         Europe/Paris (vouliez-vous dire `Europe/Paris` ?)",
    );
}

#[test]
fn refuses_rules_that_do_not_fit_the_type() {
    refuses(
        "logicalType: string\n        classification: public",
        "logicalType: number\n        classification: public",
        "ligne 51, clé `schema[0].properties[3].quality[0].metric` : sans objet pour le type `number`",
    );
    refuses(
        "logicalType: string\n        physicalType: id\n        relationships",
        "logicalType: date\n        physicalType: id\n        relationships",
        "ligne 39, clé `schema[0].properties[2].physicalType` : sans objet pour le type `date`",
    );
}

#[test]
fn refuses_relations_to_nowhere() {
    let to = "clé `schema[0].properties[2].relationships[0].to`";
    refuses(
        "to: agences.id",
        "to: agence.id",
        &format!("ligne 41, {to} : aucun contrat ne déclare la table `agence` (vouliez-vous dire `agences` ?)"),
    );
    refuses(
        "to: agences.id",
        "to: agences.regions",
        &format!("ligne 41, {to} : la table `agences` n'a pas de colonne `regions` (vouliez-vous dire `region` ?)"),
    );
    refuses(
        "to: agences.id",
        "to: agences.region",
        &format!("ligne 41, {to} : le type `salesforce_id` n'est pas celui de la colonne désignée, `string`"),
    );
    refuses(
        "to: agences.id",
        "to: agences",
        &format!(
            "ligne 41, {to} : `agences` n'est pas une référence : attendu `table.colonne` ou \
                  `fichier.odcs.yaml#/schema/table/properties/colonne`"
        ),
    );
    refuses(
        "          - to: agences.id",
        "          - to: agences.id\n          - to: agences.id",
        "ligne 40, clé `schema[0].properties[2].relationships` : un élément attendu, 2 trouvés",
    );
}

#[test]
fn refuses_folders_without_contracts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    assert!(matches!(Contracts::load(&folder).unwrap_err(), ContractError::NoContract { .. }));
    let error = Contracts::load(Path::new("absent")).unwrap_err();
    assert_eq!(error.to_string(), "`absent` : lecture impossible");
}

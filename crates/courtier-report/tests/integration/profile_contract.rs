//! The JSON form of a profile is a contract: a field that is absent or of another kind is an error that names it.

use crate::profiles::{CONTEXT, profile, profile_page_of};
use courtier_report::{ReportError, profile_page};
use serde_json::{Value, json};

/// Objects of the contract, one of each kind.
const OBJECTS: [&str; 25] = [
    "",
    "/qualite/2",
    "/nombres/1",
    "/nombres/0/histogramme/3",
    "/modalites/2",
    "/modalites/2/modalites/0",
    "/croisements/4",
    "/croisements/0/ic95_force",
    "/personne_type",
    "/personne_type/par_champ/3",
    "/personne_type/combinaisons",
    "/personne_type/combinaisons/combinaisons/0",
    "/personne_type/dossier_type",
    "/personas",
    "/personas/axes",
    "/personas/axes/carte/1",
    "/personas/stabilite",
    "/personas/groupes/1",
    "/personas/groupes/1/nombres/0",
    "/personas/groupes/1/modalites/0",
    "/segmentations/1",
    "/segmentations/1/liens/0",
    "/segmentations/1/segments/0",
    "/chronologie",
    "/chronologie/mois/1",
];

/// Fields that the page does not show.
const NOT_SHOWN: [&str; 23] = [
    "/qualite/2/champ",
    "/nombres/1/part_entre_quartiles",
    "/nombres/1/classes_modales",
    "/croisements/4/valeur_brute",
    "/croisements/4/statistique",
    "/croisements/4/degres_de_liberte",
    "/personne_type/phrase_par_champ",
    "/personne_type/combinaisons/complets_nombre",
    "/personne_type/combinaisons/distinctes_nombre",
    "/personne_type/dossier_type/distance_moyenne",
    "/personne_type/dossier_type/complets_nombre",
    "/personas/axes/axes_au_dela_du_hasard",
    "/personas/arbre",
    "/personas/groupes/1/nombres/0/effectif",
    "/personas/groupes/1/nombres/0/quartile_1",
    "/personas/groupes/1/nombres/0/quartile_3",
    "/personas/groupes/1/nombres/0/mediane_ensemble",
    "/personas/groupes/1/nombres/0/biseriale_des_rangs",
    "/personas/groupes/1/nombres/0/valeur_test",
    "/personas/groupes/1/modalites/0/nombre",
    "/personas/groupes/1/modalites/0/part_de_la_modalite",
    "/personas/groupes/1/modalites/0/valeur_test",
    "/segmentations/1/segments/0/modalites",
];

fn error(profile: &Value) -> Option<ReportError> {
    profile_page(profile, "date", CONTEXT).err()
}

/// "/nombres/1/mediane" as "nombres[1].mediane".
fn path(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1).map(|step| match step.parse::<usize>() {
        Ok(index) => format!("[{index}]"),
        Err(_) => format!(".{step}"),
    });
    steps.collect::<String>().trim_start_matches('.').to_owned()
}

#[test]
fn refuses_each_absent_field_that_it_shows() {
    let whole = profile("ordinary");
    let mut refused = 0;
    for object in OBJECTS {
        let keys: Vec<_> = whole.pointer(object).unwrap().as_object().unwrap().keys().cloned().collect();
        for key in keys {
            let pointer = format!("{object}/{key}");
            let mut profile = whole.clone();
            profile.pointer_mut(object).unwrap().as_object_mut().unwrap().remove(&key);
            let found = error(&profile).map(|error| error.to_string());
            let expected = format!("champ `{}` absent de la réponse à présenter", path(&pointer));
            let expected = (!NOT_SHOWN.contains(&pointer.as_str())).then_some(expected);
            assert_eq!(found, expected, "{pointer}");
            refused += usize::from(found.is_some());
        }
    }
    assert!(refused > 100, "{refused} fields");
}

#[test]
fn refuses_other_kinds_without_telling_the_value() {
    for pointer in [
        "/demandes_nombre",
        "/synthese/0",
        "/nombres/0/unite",
        "/nombres/0/histogramme/2/a",
        "/croisements/0/mesure",
        "/croisements/0/ampleur",
        "/personas/stabilite/niveau",
        "/personas/groupes/0/centre/1",
        "/segmentations/0/segments/0/nombre",
        "/chronologie/mois/0/parts/0/part",
    ] {
        let mut profile = profile("ordinary");
        *profile.pointer_mut(pointer).unwrap() = json!({"SECRET": "SECRET"});
        let error = error(&profile).unwrap();
        let expected = format!("champ `{}` de la réponse à présenter : attendu ", path(pointer));
        assert!(error.to_string().starts_with(&expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
    }
}

#[test]
fn ignores_fields_of_a_profile_that_it_does_not_know() {
    let mut profile = profile("few_rows");
    let before = profile_page_of(&profile);
    profile["nombres"][0]["nouveau"] = json!(1);
    assert_eq!(profile_page_of(&profile), before);
}

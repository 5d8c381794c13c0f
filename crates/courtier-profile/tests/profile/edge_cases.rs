//! Tables that leave little to say.

use courtier_profile::{CategoricalColumn, NumericColumn, Profile, SampleError};

use crate::requests::{ORDINARY, Request, profile, sample};

#[test]
fn says_nothing_of_an_empty_table() {
    let found = profile(&[]);
    assert_eq!(found.demandes_nombre, 0);
    assert!(found.nombres.iter().all(|number| number.mediane.is_none() && number.histogramme.is_empty()));
    assert!(found.croisements.iter().all(|crossing| crossing.valeur.is_none()));
    assert!(found.personas.groupes.is_empty() && found.personas.motif_absence.is_some());
    assert!(found.personne_type.dossier_type.valeurs.is_empty() && found.chronologie.mois.is_empty());
    assert_eq!(found.nombres[0].phrase, "Aucune valeur connue pour l'âge.");
}

#[test]
fn tells_nothing_about_one_person() {
    let found = profile(&[Request::full(47.0, 3_210.0, 222_222.0, ["UNE BANQUE", "a", "b", "c", "d", "e", "2024-01"])]);
    let text = serde_json::to_string(&found).unwrap();
    for personal in ["47", "3210", "222222", "UNE BANQUE"] {
        assert!(!text.contains(personal), "{personal} in {text}");
    }
    assert_eq!(found.nombres[0].phrase, "Trop peu de valeurs (moins de 10) pour décrire l'âge.");
}

#[test]
fn tells_nothing_about_nine_people() {
    let nine: Vec<Request> = (0..9).map(|i| Request::full(30.0 + f64::from(i), 2_000.0, 1e5, ORDINARY)).collect();
    let found = profile(&nine);
    assert!(found.nombres.iter().all(|number| number.mediane.is_none() && number.moyenne.is_none()));
    assert!(found.modalites.iter().all(|label| label.modalites.is_empty() && label.modes.is_empty()));
    assert!(found.segmentations.iter().all(|segmentation| segmentation.segments.is_empty()));
}

#[test]
fn reports_columns_without_any_value() {
    let found = profile(&vec![Request::default(); 500]);
    assert!(found.qualite.iter().all(|field| field.renseignes_nombre == 0 && field.manquants_nombre == 500));
    assert_eq!(found.qualite[0].phrase, "Âge : aucune valeur.");
    assert!(found.personas.groupes.is_empty());
}

#[test]
fn reports_constant_columns() {
    let found = profile(&vec![Request::full(40.0, 3_000.0, 2e5, ORDINARY); 500]);
    assert_eq!(
        found.nombres[0].phrase,
        "L'âge médian est de 40\u{a0}ans\u{a0}; toutes les valeurs connues sont égales."
    );
    assert_eq!(found.modalites[2].phrase, "Profession : toujours «\u{a0}Salarié du privé\u{a0}».");
    assert!(
        found.croisements.iter().all(|crossing| crossing.valeur.is_none() && crossing.phrase.starts_with("Impossible"))
    );
    assert!(found.personas.groupes.is_empty());
    assert_eq!(found.personne_type.combinaisons.combinaisons[0].nombre, 500);
    assert_eq!(found.personne_type.dossier_type.partage_par_nombre, Some(500));
    assert_eq!(found.personne_type.dossier_type.distance_moyenne, Some(0.0));
}

#[test]
fn reports_ten_thousand_categories() {
    let of = |i: usize| {
        let own = format!("n{}", i % 10_000);
        let labels = [own.as_str(), "Primo-accédant", "Salarié du privé", own.as_str(), "Web", own.as_str(), "2024-01"];
        Request::full(20.0 + (i % 50) as f64, 1_000.0 + i as f64, 1e5, labels)
    };
    // Fifteen people a category: none is small, yet not all are told apart.
    let found = profile(&(0..150_000).map(of).collect::<Vec<_>>());
    let banks = &found.modalites[0];
    assert_eq!((banks.modalites_distinctes, banks.modalites.len()), (10_000, courtier_profile::MAX_CATEGORIES + 1));
    assert_eq!(banks.modalites.iter().map(|share| share.nombre).sum::<u64>(), 150_000);
    assert!(banks.phrase.contains("50 valeurs au moins sont à égalité en tête"), "{}", banks.phrase);
}

#[test]
fn merges_categories_that_nobody_shares() {
    let of = |i: usize| {
        let own = format!("n{i}");
        Request::full(30.0, 2_000.0 + i as f64, 1e5, [&own, "a", "b", "c", "d", "e", "2024-01"])
    };
    let found = profile(&(0..300).map(of).collect::<Vec<_>>());
    assert_eq!(found.modalites[0].modalites.len(), 1);
    assert_eq!(found.modalites[0].phrase, "Réseau bancaire : aucune valeur n'est partagée par 10 demandeurs ou plus.");
}

#[test]
fn survives_extreme_numbers() {
    let values = [f64::MAX, f64::MIN_POSITIVE, -1e15, 1e15, 0.0, 1e-300, -0.0, f64::INFINITY];
    let of = |i: usize| Request {
        age: Some(values[i % 8]),
        income: Some(values[(i / 8) % 8]),
        amount: Some(values[(i / 3) % 8]),
        ..Request::full(0.0, 0.0, 0.0, ORDINARY)
    };
    let found = profile(&(0..640).map(of).collect::<Vec<_>>());
    assert_eq!(found.qualite[0].invalides_nombre, 160);
}

#[test]
fn counts_invalid_values_apart_from_missing_ones() {
    let mut sample = sample(&vec![Request::full(40.0, 3_000.0, 2e5, ORDINARY); 20]);
    sample.age_emprunteur = NumericColumn::from_options((0..20).map(|i| (i >= 5).then_some(40.0)), 3);
    sample.contrat_travail = CategoricalColumn::new(vec![CategoricalColumn::MISSING; 20], Vec::new(), 20).unwrap();
    let found = Profile::new(&sample).unwrap();
    let age = &found.qualite[0];
    assert_eq!((age.renseignes_nombre, age.manquants_nombre, age.invalides_nombre), (15, 2, 3));
    assert_eq!(
        age.phrase,
        "Âge : valeur absente dans 2 demandes (10,0\u{a0}%), invalide dans 3 demandes (15,0\u{a0}%)."
    );
    assert_eq!((found.qualite[6].manquants_nombre, found.qualite[6].invalides_nombre), (0, 20));
}

#[test]
fn refuses_columns_of_different_lengths() {
    let mut sample = sample(&[Request::default()]);
    sample.mois = CategoricalColumn::default();
    assert_eq!(Profile::new(&sample), Err(SampleError::Length { column: "mois", expected: 1, found: 0 }));
}

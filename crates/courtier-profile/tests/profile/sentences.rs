//! Sentences say what the figures say.

use crate::requests::{ORDINARY, Request, profile};

fn with(count: usize, age: f64, label: usize, value: &str) -> Vec<Request> {
    let mut labels = ORDINARY;
    labels[label] = value;
    (0..count).map(|i| Request::full(age, 2_000.0 + (i % 10) as f64, 1e5, labels)).collect()
}

#[test]
fn tells_quartiles_with_the_share_between_them() {
    let ages: Vec<Request> =
        (0..100).map(|i| Request::full(20.0 + f64::from(i % 50), 3_000.0, 1e5, ORDINARY)).collect();
    let found = profile(&ages);
    // 20 to 69, twice: quartiles 32 and 57, between them 26 of 50 ages.
    assert_eq!(
        found.nombres[0].phrase,
        "L'âge médian est de 44,5\u{a0}ans\u{a0}; la moitié des demandeurs ont entre 32 et 57\u{a0}ans."
    );
    assert_eq!(found.nombres[0].part_entre_quartiles, Some(0.52));
}

#[test]
fn counts_values_as_they_are_shown() {
    let incomes = |of: fn(u32) -> f64| -> String {
        let of = |i: u32| Request { income: Some(of(i)), ..Request::full(30.0, 0.0, 1e5, ORDINARY) };
        profile(&(0..100).map(of).collect::<Vec<_>>()).nombres[1].phrase.clone()
    };
    let start = "Le revenu médian du ménage est de 3\u{202f}000\u{a0}€ par mois\u{a0}; ";
    assert_eq!(incomes(|_| 3_000.4), format!("{start}toutes les valeurs connues sont égales."));
    assert_eq!(
        incomes(|i| 3_000.0 + f64::from(i % 4) / 10.0),
        format!("{start}toutes les valeurs connues sont égales, à l'arrondi près.")
    );
    let most = "80,0\u{a0}% des valeurs connues sont égales à 3\u{202f}000\u{a0}€ par mois";
    assert_eq!(incomes(|i| if i < 80 { 3_000.4 } else { 5_000.0 }), format!("{start}{most}."));
    assert_eq!(
        incomes(|i| if i < 80 { 3_000.0 + f64::from(i % 2) / 4.0 } else { 5_000.0 }),
        format!("{start}{most}, à l'arrondi près.")
    );
}

#[test]
fn names_equal_modes_together() {
    let found = profile(
        &[with(30, 30.0, 2, "Artisan"), with(30, 30.0, 2, "Agriculteur"), with(20, 30.0, 2, "Retraité")].concat(),
    );
    assert_eq!(
        found.modalites[2].phrase,
        "Les professions les plus fréquentes, à égalité, sont «\u{a0}Agriculteur\u{a0}» et «\u{a0}Artisan\u{a0}» : \
         37,5\u{a0}% des demandeurs pour chaque valeur."
    );
}

#[test]
fn tells_who_is_meant_when_values_are_missing() {
    let mut requests = with(40, 30.0, 2, "Artisan");
    requests.extend(with(30, 30.0, 2, "Retraité"));
    requests.extend((0..10).map(|_| Request { age: Some(30.0), ..Request::default() }));
    let found = profile(&requests);
    assert_eq!(
        found.modalites[2].phrase,
        "La profession la plus fréquente est «\u{a0}Artisan\u{a0}» : 57,1\u{a0}% des demandeurs dont la profession est connue."
    );
}

#[test]
fn compares_two_groups_in_the_direction_of_the_figures() {
    let mut requests: Vec<Request> = Vec::new();
    for i in 0..200 {
        let mut labels = ORDINARY;
        labels[1] = if i % 2 == 0 { "Primo-accédant" } else { "Secundo-accédant" };
        let age = if i % 2 == 0 { 25.0 } else { 40.0 } + f64::from(i % 10);
        requests.push(Request::full(age, 2_000.0, 1e5, labels));
    }
    let found = profile(&requests);
    let crossing = found
        .croisements
        .iter()
        .find(|c| c.champ_a == "age_emprunteur" && c.champ_b == "deja_souscrit_credit_immo")
        .unwrap();
    assert_eq!(crossing.valeur, Some(-1.0));
    assert_eq!(
        crossing.phrase,
        "Entre l'âge et l'expérience du crédit immobilier, le lien est fort (r bisérial des rangs = -1,00)\u{a0}; médiane de \
         45\u{a0}ans pour «\u{a0}Secundo-accédant\u{a0}», 29\u{a0}ans pour «\u{a0}Primo-accédant\u{a0}»\u{a0}; pris au hasard, un \
         demandeur «\u{a0}Secundo-accédant\u{a0}» dépasse un demandeur «\u{a0}Primo-accédant\u{a0}» dans 100\u{a0}% des cas \
         (égalités partagées)."
    );
}

#[test]
fn tells_what_varies_between_segments() {
    let requests = [with(300, 30.0, 4, "Web"), with(100, 50.0, 4, "Franchise")].concat();
    let found = profile(&requests);
    let origins = &found.segmentations[0];
    assert!(
        origins.phrase.starts_with("Ce qui varie le plus selon l'origine de la demande : l'âge (1,00)"),
        "{}",
        origins.phrase
    );
    assert_eq!(
        origins.segments[1].phrase,
        "«\u{a0}Franchise\u{a0}» (100 demandes, 25,0\u{a0}%) : l'âge médian est de 50\u{a0}ans (30\u{a0}ans pour l'ensemble)."
    );
    assert_eq!(
        origins.segments[0].phrase,
        "«\u{a0}Web\u{a0}» (300 demandes, 75,0\u{a0}%) : aucun écart notable avec l'ensemble."
    );
}

#[test]
fn puts_months_on_a_line() {
    let requests = [with(20, 30.0, 6, "2024-02"), with(30, 30.0, 6, "2023-12"), with(10, 30.0, 6, "2024-01")].concat();
    let found = profile(&requests);
    let months: Vec<&str> = found.chronologie.mois.iter().map(|point| point.mois.as_str()).collect();
    assert_eq!(months, ["2023-12", "2024-01", "2024-02"]);
    assert!(
        found
            .chronologie
            .phrase
            .starts_with("De décembre 2023 à février 2024 : 3 mois, le plus chargé étant celui de décembre 2023"),
        "{}",
        found.chronologie.phrase
    );
}

#[test]
fn widens_the_record_type_until_ten_people_share_it() {
    // Every income is alone in its band of 500 EUR.
    let requests: Vec<Request> = (0..40)
        .map(|i| Request::full(30.0 + f64::from(i % 10), 2_000.0 + 600.0 * f64::from(i), 1e5, ORDINARY))
        .collect();
    let found = profile(&requests).personne_type.dossier_type;
    assert!(found.partage_par_nombre.unwrap() >= 10);
    assert!(
        found.valeurs[0].valeur.contains("à") || found.valeurs[0].valeur == "sans distinction",
        "{:?}",
        found.valeurs
    );
}

#[test]
fn measures_no_link_that_is_the_rank_of_few_people() {
    for (known, is_measured) in [(1, false), (9, false), (10, true)] {
        let mut requests = with(100, 30.0, 1, "Primo-accédant");
        let few = with(20, 30.0, 1, "Secundo-accédant").into_iter().enumerate();
        requests.extend(few.map(|(i, one)| Request { income: one.income.filter(|_| i < known), ..one }));
        let found = profile(&requests);
        let is_it =
            |c: &&courtier_profile::Crossing| c.champ_a == "revenu_total" && c.champ_b == "deja_souscrit_credit_immo";
        let crossing = found.croisements.iter().find(is_it).unwrap();
        assert_eq!((crossing.valeur.is_some(), crossing.force.is_some()), (is_measured, is_measured), "{known}");
        assert_eq!(crossing.phrase.ends_with("l'un des deux groupes compte moins de 10 demandes."), !is_measured);
    }
}

//! Groups that are planted are found again; where there are none, that is said.

use courtier_profile::{Persona, Stabilite};

use crate::requests::{Request, profile, uniform};

#[test]
fn finds_planted_groups_and_calls_them_stable() {
    let mut draw = uniform(3);
    let kinds = [
        (600, 27.0, 2_400.0, ["A", "Primo-accédant", "Salarié du privé", "CDI"]),
        (500, 44.0, 6_500.0, ["B", "Secundo-accédant", "Dirigeant", "Autre"]),
        (400, 38.0, 3_000.0, ["C", "Primo-accédant", "Salarié du public", "Fonctionnaire"]),
        (300, 66.0, 2_600.0, ["D", "Secundo-accédant", "Retraité", "Aucun"]),
    ];
    let mut requests = Vec::new();
    for (count, age, income, [bank, buyer, profession, contract]) in kinds {
        for _ in 0..count {
            let labels = [bank, buyer, profession, contract, "Web", "1", "2024-01"];
            requests.push(Request::full((age + 6.0 * draw()).floor(), income * (0.8 + 0.4 * draw()), 1e5, labels));
        }
    }
    let found = profile(&requests).personas;
    let sizes: Vec<u64> = found.groupes.iter().map(|group| group.nombre).collect();
    assert_eq!(sizes, [600, 500, 400, 300]);
    let stability = found.stabilite.unwrap();
    assert_eq!((stability.niveau, stability.rand_ajuste_min), (Stabilite::Excellente, 1.0));
    assert!(found.inertie_entre_groupes_part.unwrap() > 0.9);
    assert!(found.groupes[3].titre.contains("Retraité"), "{}", found.groupes[3].titre);
    let retired = found.groupes[3].modalites.iter().find(|share| share.modalite == "Retraité").unwrap();
    assert_eq!((retired.nombre, retired.part, retired.part_de_la_modalite), (Some(300), Some(1.0), Some(1.0)));
    assert!(retired.valeur_test.unwrap() > 40.0);
}

#[test]
fn says_when_groups_only_cut_a_population_without_types() {
    let mut draw = uniform(5);
    let mut pick = |prefix: &str, count: f64| format!("{prefix}{}", (draw() * count) as u32);
    let requests: Vec<Request> = (0..3_000)
        .map(|_| {
            let labels = ["banque", "achat", "métier", "contrat"].map(|name| pick(name, 3.0));
            let age: f64 = pick("", 40.0).parse().unwrap();
            let income: f64 = pick("", 5_000.0).parse().unwrap();
            Request::full(
                20.0 + age,
                1_000.0 + income,
                1e5,
                [&labels[0], &labels[1], &labels[2], &labels[3], "Web", "1", "2024-01"],
            )
        })
        .collect();
    let found = profile(&requests).personas;
    assert_eq!(found.axes.unwrap().axes_au_dela_du_hasard, 0);
    assert!(found.phrase.contains("ces groupes découpent la population"), "{}", found.phrase);
    assert_ne!(found.stabilite.unwrap().niveau, Stabilite::Excellente);
}

#[test]
fn leaves_out_requests_with_few_known_fields() {
    let mut requests: Vec<Request> = (0..400)
        .map(|i| {
            Request::full(
                20.0 + f64::from(i % 40),
                1_000.0 + f64::from(i * 7 % 900),
                1e5,
                ["A", ["p", "s"][i as usize % 2], ["x", "y", "z"][i as usize % 3], "c", "d", "e", "2024-01"],
            )
        })
        .collect();
    // Two of six known.
    requests.extend((0..50).map(|_| Request { age: Some(30.0), income: Some(2_000.0), ..Request::default() }));
    let found = profile(&requests).personas;
    assert_eq!((found.classes_nombre, found.non_classes_nombre), (400, 50));
}

/// Four kinds of people; the retired are the fewest. So many of them have a known income, and of the unclassified.
fn with_retired(retired_incomes: usize, unclassified_incomes: usize) -> Vec<Request> {
    let kinds = [
        (300, 27.0, 2_400.0, ["A", "Primo-accédant", "Salarié du privé", "CDI"]),
        (250, 44.0, 6_500.0, ["B", "Secundo-accédant", "Dirigeant", "Autre"]),
        (200, 38.0, 3_000.0, ["C", "Primo-accédant", "Salarié du public", "Fonctionnaire"]),
        (60, 66.0, 2_600.0, ["D", "Secundo-accédant", "Retraité", "Aucun"]),
    ];
    let mut requests = Vec::new();
    for (count, age, income, [bank, buyer, profession, contract]) in kinds {
        requests.extend((0..count).map(|i| {
            let labels = [bank, buyer, profession, contract, "Web", "1", "2024-01"];
            let one = Request::full(age + (i % 7) as f64, income + (i % 11) as f64, 1e5, labels);
            let known = profession != "Retraité" || i < retired_incomes;
            Request { income: one.income.filter(|_| known), ..one }
        }));
    }
    requests.extend((0..unclassified_incomes).map(|_| Request { income: Some(9_999.0), ..Request::default() }));
    requests
}

fn retired(requests: &[Request]) -> Persona {
    let found = profile(requests).personas;
    found.groupes.into_iter().find(|group| group.titre.contains("Retraité")).unwrap()
}

#[test]
fn tells_the_income_of_a_large_group_beside_few_unclassified_requests() {
    let group = retired(&with_retired(60, 3));
    let income = &group.nombres[1];
    assert_eq!((group.nombre, income.mediane.is_some(), income.quartile_1.is_some()), (60, true, true));
    // With them, the mean rank of the three would be a difference.
    assert_eq!((income.effectif, income.biseriale_des_rangs, income.valeur_test), (None, None, None));
    // Nothing to hide: nothing hidden.
    assert_eq!(retired(&with_retired(60, 0)).nombres[1].effectif, Some(60));
}

#[test]
fn hides_the_income_of_nine_people_in_a_large_group() {
    for (known, told) in [(0, false), (9, false), (10, true)] {
        let income = &retired(&with_retired(known, 0)).nombres[1];
        assert_eq!(income.mediane.is_some(), told, "{known}");
        let figures = [income.quartile_1, income.quartile_3, income.mediane_ensemble];
        assert!(figures.iter().all(|figure| figure.is_some() == told), "{known}: {income:?}");
    }
}

//! Groups that are planted are found again; where there are none, that is said.

use courtier_profile::Stabilite;

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

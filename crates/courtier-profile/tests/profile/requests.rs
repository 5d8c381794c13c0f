//! Requests to profile, row by row.

use courtier_profile::{CategoricalColumn, NumericColumn, Profile, Sample};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// One request.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Request {
    pub(crate) age: Option<f64>,
    pub(crate) income: Option<f64>,
    pub(crate) amount: Option<f64>,
    /// Bank network, buyer, profession, contract, origin, stage, month.
    pub(crate) labels: [Option<String>; 7],
}

impl Request {
    /// A request with every field known.
    pub(crate) fn full(age: f64, income: f64, amount: f64, labels: [&str; 7]) -> Self {
        Self {
            age: Some(age),
            income: Some(income),
            amount: Some(amount),
            labels: labels.map(|label| Some(label.to_owned())),
        }
    }
}

/// The labels of an ordinary request.
pub(crate) const ORDINARY: [&str; 7] =
    ["CIC", "Primo-accédant", "Salarié du privé", "CDI", "Web", "6-Perdue", "2024-01"];

/// Makes the columns of these requests.
pub(crate) fn sample(requests: &[Request]) -> Sample {
    let label =
        |i: usize| CategoricalColumn::from_labels(requests.iter().map(|request| request.labels[i].as_deref()), 0);
    Sample {
        age_bounds: (18, 100),
        age_emprunteur: NumericColumn::from_options(requests.iter().map(|request| request.age), 0),
        revenu_total: NumericColumn::from_options(requests.iter().map(|request| request.income), 0),
        montant_pret_principal: NumericColumn::from_options(requests.iter().map(|request| request.amount), 0),
        reseau_bancaire: label(0),
        deja_souscrit_credit_immo: label(1),
        categorie_professionnelle: label(2),
        contrat_travail: label(3),
        origine: label(4),
        stage_name: label(5),
        mois: label(6),
    }
}

/// Profiles these requests, and checks what holds of every profile.
pub(crate) fn profile(requests: &[Request]) -> Profile {
    let profile = Profile::new(&sample(requests)).unwrap();
    check(&profile);
    profile
}

/// Checks that a profile holds no NaN, no infinity and no small group, and that every sentence is one.
pub(crate) fn check(profile: &Profile) {
    let text = format!("{profile:?}");
    for wrong in ["NaN", "inf,", "inf)", "inf }", "inf]"] {
        assert!(!text.contains(wrong), "{wrong} in {text}");
    }
    let json = serde_json::to_value(profile).unwrap();
    walk("", &json, &mut |path, value| {
        if path.contains("/phrase") {
            let sentence = value.as_str().unwrap();
            assert!(
                sentence.ends_with('.') && !sentence.contains("NaN") && !sentence.contains("  "),
                "{path}: {sentence}"
            );
        }
        // Totals of known values are about requests, like the counts of missing ones.
        let total = path.starts_with("/qualite") || path.ends_with("_nombre") || is_total(path);
        let counts = path.ends_with("/nombre") || path.ends_with("/effectif") || path.contains("/tableau/nombres/");
        if counts && !total {
            assert!(value.as_u64().is_none_or(|count| count == 0 || count >= 10), "{path}: {value}");
        }
        let share = path.ends_with("/part")
            || path.ends_with("_part")
            || path.ends_with("/force")
            || path.contains("parts_ligne/");
        assert!(!share || value.as_f64().is_none_or(|share| (0.0..=1.0).contains(&share)), "{path}: {value}");
    });
}

/// Tells whether a path is that of the number of known values of a field or a pair of fields.
fn is_total(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.len() == 4 && parts[3] == "effectif"
}

fn walk(path: &str, value: &serde_json::Value, see: &mut impl FnMut(&str, &serde_json::Value)) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| walk(&format!("{path}/{name}"), value, see));
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, value)| walk(&format!("{path}/{i}"), value, see));
        }
        leaf => see(path, leaf),
    }
}

/// Numbers in `[0, 1)`.
pub(crate) fn uniform(seed: u64) -> impl FnMut() -> f64 {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    move || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Four kinds of people over four months, with gaps.
pub(crate) fn four_kinds() -> Vec<Request> {
    let mut draw = uniform(11);
    let kinds = [
        (300, 27.0, 2_400.0, ["CREDIT AGRICOLE", "Primo-accédant", "Salarié du privé", "CDI", "Web"]),
        (250, 44.0, 6_500.0, ["BNP PARIBAS", "Secundo-accédant", "Dirigeant de société", "Autre", "Franchise"]),
        (200, 38.0, 3_000.0, ["LCL", "Primo-accédant", "Salarié du public", "Fonctionnaire", "Web"]),
        (150, 66.0, 2_600.0, ["LA BANQUE POSTALE", "Secundo-accédant", "Retraité", "Aucun", "Partenaire"]),
    ];
    let mut requests = Vec::new();
    for (count, age, income, [bank, buyer, profession, contract, origin]) in kinds {
        for i in 0..count {
            let month = format!("2024-0{}", 1 + (draw() * 4.0) as u32);
            let bank = if draw() < 0.1 { "CIC" } else { bank };
            let labels = [bank, buyer, profession, contract, origin, "6-Perdue", &month];
            let amount = (income * (40.0 + 30.0 * draw())).round();
            let mut request =
                Request::full((age + 6.0 * draw()).floor(), (income * (0.8 + 0.4 * draw())).round(), amount, labels);
            if i % 9 == 0 {
                request.labels[3] = None;
            }
            if i % 40 == 0 {
                request.income = None;
            }
            requests.push(request);
        }
    }
    requests
}

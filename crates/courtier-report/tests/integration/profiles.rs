//! Profiles of small samples, ordinary and not, and their pages.

use courtier_profile::{CategoricalColumn, NumericColumn, Profile, Sample};
use courtier_report::{ProfileContext, profile_page};
use serde_json::Value;

/// The samples, by name.
pub(crate) const PROFILES: [&str; 8] =
    ["ordinary", "empty", "one_row", "few_rows", "all_missing", "constant", "one_category", "many_categories"];

/// A row: age, income, amount; network, experience, profession, contract; origin, stage, month.
type Row = ([Option<f64>; 3], [Option<String>; 7]);

/// Returns the JSON form of the profile of a sample.
pub(crate) fn profile(name: &str) -> Value {
    serde_json::to_value(profile_of(name)).unwrap()
}

/// Profiles a sample.
pub(crate) fn profile_of(name: &str) -> Profile {
    let (count, row): (u32, fn(u32) -> Row) = match name {
        "ordinary" => (600, ordinary),
        "empty" => (0, ordinary),
        "one_row" => (1, ordinary),
        "few_rows" => (12, ordinary),
        "all_missing" => (300, |_| ([None; 3], [const { None }; 7])),
        "constant" => (300, |_| ordinary(7)),
        "one_category" => (300, |i| (ordinary(i).0, std::array::from_fn(|_| Some("Seule".to_owned())))),
        "many_categories" => (12_000, |i| {
            let label = |kinds: u32, name: &str| Some(format!("{name} au nom assez long numéro {}", i * 7919 % kinds));
            let mut row = ordinary(i);
            row.1 = [
                label(10_000, "Banque"),
                label(2, "Expérience"),
                label(400, "Métier"),
                label(300, "Contrat"),
                label(200, "Origine"),
                label(100, "Étape"),
                Some(format!("{:04}-{:02}", 2000 + i % 100, 1 + i % 12)),
            ];
            row
        }),
        other => panic!("no sample {other}"),
    };
    Profile::new(&sample(&(0..count).map(row).collect::<Vec<_>>())).unwrap()
}

/// A row of a sample with links, missing values and rare categories: a mixture by remainders, without chance.
fn ordinary(i: u32) -> Row {
    let mixed = i * 7919 % 1009;
    let older = mixed % 5 < 2;
    let age = f64::from(if older { 38 + mixed % 24 } else { 22 + mixed % 17 });
    let income = f64::from(1_900 + mixed % 37 * 110 + if older { 900 } else { 0 });
    let public = mixed.is_multiple_of(7);
    let text = |text: &str| Some(text.to_owned());
    let numbers = [
        (!mixed.is_multiple_of(41)).then_some(age),
        (!mixed.is_multiple_of(23)).then_some(income),
        Some(income * 45.0 + f64::from(mixed % 13 * 3_000)),
    ];
    let month = ["2023-11", "2023-12", "2024-02", "2024-03"][(mixed % 4) as usize];
    let labels = [
        if mixed.is_multiple_of(19) {
            None
        } else {
            text(["CIC", "LCL", "CREDIT AGRICOLE", "BNP <PARIBAS>"][(i % 4) as usize])
        },
        text(if older { Sample::BUYERS[1] } else { Sample::BUYERS[0] }),
        text(if public { "Salarié du public" } else { "Salarié du privé" }),
        if mixed.is_multiple_of(11) { None } else { text(if public { "Fonctionnaire" } else { "CDI" }) },
        text(if i.is_multiple_of(300) { "Rare" } else { ["Web", "Franchise", "Partenaire"][(mixed % 3) as usize] }),
        text(["6-Perdue", "5-Gagnée"][usize::from(mixed.is_multiple_of(10))]),
        text(month),
    ];
    (numbers, labels)
}

fn sample(rows: &[Row]) -> Sample {
    let number = |at: usize| NumericColumn::from_options(rows.iter().map(|row| row.0[at]), 0);
    let label = |at: usize| CategoricalColumn::from_labels(rows.iter().map(|row| row.1[at].as_deref()), 0);
    Sample {
        age_bounds: (18, 100),
        age_emprunteur: number(0),
        revenu_total: number(1),
        montant_pret_principal: number(2),
        reseau_bancaire: label(0),
        deja_souscrit_credit_immo: label(1),
        categorie_professionnelle: label(2),
        contrat_travail: label(3),
        origine: label(4),
        stage_name: label(5),
        mois: label(6),
    }
}

/// What the pages of these tests say of their data.
pub(crate) const CONTEXT: ProfileContext<'static> =
    ProfileContext { synthetic: true, source: "lac publié le 11 mars 2024", files: 3, emphasised: None };

/// Makes the page of a profile, with a fixed date.
pub(crate) fn profile_page_of(profile: &Value) -> String {
    profile_page(profile, "12 mars 2024 à 14 h 05", CONTEXT).unwrap()
}

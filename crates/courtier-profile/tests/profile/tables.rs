//! The tables: as their contracts promise, whatever the requests.

use std::collections::BTreeSet;

use courtier_profile::{Profile, ProfileColumn, ProfileTable};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::requests::{ORDINARY, Request, four_kinds, profile, sample};
use crate::tables_contracts::{CONTRACTS, Promised, columns};

/// Returns the type of a column as contracts name it.
fn logical_type(column: &ProfileColumn) -> &'static str {
    match column {
        ProfileColumn::Text(_) => "string",
        ProfileColumn::Number(_) => "number",
        ProfileColumn::Integer(_) => "integer",
        ProfileColumn::Boolean(_) => "boolean",
    }
}

/// Returns the numbers of a column; none for texts and booleans.
fn numbers(column: &ProfileColumn) -> Vec<f64> {
    match column {
        ProfileColumn::Number(values) => values.iter().copied().flatten().collect(),
        ProfileColumn::Integer(values) => values.iter().flatten().map(|&value| value as f64).collect(),
        ProfileColumn::Text(_) | ProfileColumn::Boolean(_) => Vec::new(),
    }
}

/// Returns the values of a column as texts; nothing for a missing one.
fn texts(column: &ProfileColumn) -> Vec<Option<String>> {
    match column {
        ProfileColumn::Text(values) => values.clone(),
        ProfileColumn::Number(values) => values.iter().map(|value| value.map(|value| format!("{value:.3}"))).collect(),
        ProfileColumn::Integer(values) => values.iter().map(|value| value.map(|value| value.to_string())).collect(),
        ProfileColumn::Boolean(values) => values.iter().map(|value| value.map(|value| value.to_string())).collect(),
    }
}

fn column<'a>(table: &'a ProfileTable, name: &str) -> &'a ProfileColumn {
    &table.columns.iter().find(|(found, _)| *found == name).unwrap().1
}

fn keeps(table: &ProfileTable, promised: &Promised, column: &ProfileColumn) {
    let place = format!("{}.{}", table.name, promised.name);
    assert_eq!(column.len(), table.rows(), "{place}");
    let texts = texts(column);
    assert!(!promised.required || texts.iter().all(Option::is_some), "{place}: {texts:?}");
    if promised.key {
        assert_eq!(texts.iter().collect::<BTreeSet<_>>().len(), texts.len(), "{place}");
    }
    for value in numbers(column) {
        assert!(value.is_finite(), "{place}");
        assert!(promised.minimum.is_none_or(|least| value >= least), "{place}: {value}");
        assert!(promised.maximum.is_none_or(|most| value <= most), "{place}: {value}");
    }
}

/// Checks that no row tells of one to nine people, and that what is hidden is said to be.
fn hides_small_groups(table: &ProfileTable) {
    // Totals of known values are about requests.
    let totals = matches!(table.name, "profil_qualite" | "profil_nombres" | "profil_croisements");
    if totals || table.name == "profil_personne_type" {
        return;
    }
    let counts = texts(column(table, "effectif"));
    let small = texts(column(table, "petit_effectif"));
    for (count, small) in counts.iter().zip(&small) {
        let people: Option<u64> = count.as_ref().map(|count| count.parse().unwrap());
        assert!(people.is_none_or(|people| people == 0 || people >= 10), "{}: {people:?}", table.name);
        assert!(people.is_some() || small.as_deref() == Some("true"), "{}", table.name);
    }
}

fn check(found: &Profile) {
    let tables = found.tables();
    assert_eq!(tables.len(), CONTRACTS.len());
    for (table, (name, contract)) in tables.iter().zip(CONTRACTS) {
        assert_eq!(table.name, name);
        let promised = columns(contract);
        let names: Vec<&str> = promised.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names, "{name}");
        for (promised, (_, column)) in promised.iter().zip(&table.columns) {
            assert_eq!(logical_type(column), promised.logical_type, "{name}.{}", promised.name);
            keeps(table, promised, column);
        }
        hides_small_groups(table);
    }
}

#[test]
fn has_the_columns_of_the_contracts_even_without_rows() {
    let found = profile(&[]);
    check(&found);
    let rows: Vec<usize> = found.tables().iter().map(ProfileTable::rows).collect();
    assert_eq!(rows, [7, 3, 0, 21, 6, 0, 0, 0, 0]);
}

#[test]
fn says_that_what_nine_people_have_is_hidden() {
    let nine: Vec<Request> = (0..9).map(|i| Request::full(30.0 + f64::from(i), 2_000.0, 1e5, ORDINARY)).collect();
    let found = profile(&nine);
    check(&found);
    for table in found.tables().iter().filter(|table| table.name != "profil_qualite" && table.rows() > 0) {
        let flags = texts(column(table, "petit_effectif"));
        assert!(flags.iter().all(|flag| flag.as_deref() == Some("true")), "{}", table.name);
    }
    let segments = &found.tables()[7];
    assert_eq!(texts(column(segments, "axe")).len(), 4);
    assert!(texts(column(segments, "segment")).iter().all(Option::is_none));
}

#[test]
fn tells_what_the_profile_does() {
    let found = profile(&four_kinds());
    check(&found);
    let tables = found.tables();
    assert_eq!(texts(column(&tables[5], "titre")).len(), found.personas.groupes.len());
    let shares = numbers(column(&tables[5], "part_pct"));
    assert!((shares.iter().sum::<f64>() - 100.0).abs() < 1e-9);
    let mut text = String::new();
    for table in &tables {
        text.push_str(&format!("{} ({} lignes)\n", table.name, table.rows()));
        for (name, column) in &table.columns {
            let shown: Vec<String> =
                texts(column).into_iter().take(3).map(|value| value.unwrap_or_else(|| "NULL".to_owned())).collect();
            text.push_str(&format!("  {name}: {}\n", shown.join(" | ")));
        }
    }
    assert_snapshot!(text.replace('\u{202f}', "_").replace('\u{a0}', "~"));
}

#[test]
fn ranks_what_sets_a_group_apart() {
    let found = profile(&four_kinds());
    let traits = &found.tables()[6];
    let ranks = texts(column(traits, "rang_distinctif"));
    let keys = texts(column(traits, "id_ligne"));
    let first: Vec<&str> = (keys.iter().zip(&ranks))
        .filter(|(_, rank)| rank.as_deref() == Some("1"))
        .filter_map(|(key, _)| key.as_deref())
        .collect();
    assert_eq!(first.len(), found.personas.groupes.len());
    let last = found.personas.groupes.last().unwrap();
    let retired = last.modalites.iter().position(|share| share.modalite == "Retraité").unwrap();
    assert_eq!(first.last().copied(), Some(format!("groupe:4:categorie_professionnelle:{:03}", retired + 1).as_str()));
}

fn requests() -> impl Strategy<Value = Vec<Request>> {
    let number = |most: u32| prop::option::weighted(0.9, (0..most).prop_map(f64::from));
    let label = |count: usize| prop::option::weighted(0.9, (0..count).prop_map(|i| format!("v{i}")));
    let labels = (label(6), label(2), label(9), label(4), label(3), label(2), label(5));
    let one = (number(110), number(9), number(4), labels).prop_map(|(age, income, amount, labels)| Request {
        age,
        income: income.map(|income| income * 700.0),
        amount: amount.map(|amount| amount * 50_000.0),
        labels: [labels.0, labels.1, labels.2, labels.3, labels.4, labels.5, labels.6],
    });
    prop::collection::vec(one, 0..420)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn keep_their_contracts(requests in requests()) {
        check(&Profile::new(&sample(&requests)).unwrap());
    }
}

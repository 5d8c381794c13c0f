//! Laws that hold for every name and date.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use courtier_bank::{BankIdentity, BankNetworks};
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

/// Returns the cells of a column of an embedded table.
fn column(csv: &'static str, index: usize) -> BTreeSet<&'static str> {
    csv.lines().skip(1).map(|line| line.split(',').nth(index).unwrap()).collect()
}

fn known_names() -> Vec<String> {
    let aliases =
        column(BankNetworks::EMBEDDED_BRANDS_CSV, 0).into_iter().chain(column(BankNetworks::EMBEDDED_BRANDS_CSV, 1));
    let starts = aliases.map(str::to_owned);
    let entities = BankNetworks::EMBEDDED_ENTITIES_CSV.lines().skip(1).map(|line| {
        let cells: Vec<_> = line.split(',').collect();
        format!("{} {}", cells[0], cells[1])
    });
    starts.chain(entities).collect()
}

fn dates() -> impl Strategy<Value = Option<NaiveDate>> {
    let days = (738_000_i32..740_000).prop_map(NaiveDate::from_num_days_from_ce_opt);
    prop_oneof![Just(None), days]
}

/// A known name, alone or followed by words.
fn names() -> impl Strategy<Value = String> {
    let tail =
        prop_oneof![Just(String::new()), "( [A-Z]{1,9}){1,4}", "( (DE|LA|NORD|SUD|SEINE|NORMANDIE|ALSACE|BP)){1,3}"];
    (proptest::sample::select(known_names()), tail).prop_map(|(name, tail)| name + &tail)
}

/// Returns all but the label, which is written as in the name.
fn without_branch<'a>(bank: &BankIdentity<'a>) -> BankIdentity<'a> {
    BankIdentity { branch: None, ..*bank }
}

#[test]
fn recognises_every_alias_of_its_tables() {
    for name in known_names() {
        let early = NaiveDate::from_ymd_opt(2022, 6, 1);
        let known = [early, None].iter().any(|&at| BankNetworks::embedded().identify(&name, at).is_known());
        assert!(known, "{name}");
    }
}

#[test]
fn recognises_every_entity_by_its_own_name() {
    let networks = BankNetworks::embedded();
    for entity in column(BankNetworks::EMBEDDED_ENTITIES_CSV, 3) {
        let bank = networks.identify(entity, None);
        assert_eq!((bank.entity, bank.branch), (Some(entity), None), "{entity}");
    }
}

proptest! {
    #[test]
    fn never_panics(name in any::<String>(), start in proptest::sample::select(known_names()), at in dates()) {
        let networks = BankNetworks::embedded();
        let label = networks.identify(&name, at).branch.unwrap_or_default();
        prop_assert_eq!(name.contains(label), true);
        let longer = start + &name;
        let label = networks.identify(&longer, at).branch.unwrap_or_default();
        prop_assert_eq!(longer.contains(label), true);
    }

    #[test]
    fn recognises_what_it_returns(name in names(), at in dates()) {
        let networks = BankNetworks::embedded();
        let bank = networks.identify(&name, at);
        if let Some(brand) = bank.brand {
            prop_assert_eq!(networks.identify(brand, at).brand, Some(brand));
            prop_assert_eq!(networks.identify(brand, at).branch, None);
        }
    }

    #[test]
    fn ignores_case_accents_and_spaces(name in names(), at in dates()) {
        let networks = BankNetworks::embedded();
        let expected = without_branch(&networks.identify(&name, at));
        let accented = name.replace('e', "é").replace('E', "È").replace('A', "a\u{302}").replace(' ', "  ").replace('\'', "’");
        for other in [name.to_lowercase(), name.to_uppercase(), format!("\t{accented} - ")] {
            prop_assert_eq!(without_branch(&networks.identify(&other, at)), expected, "{}", other);
        }
    }

    #[test]
    fn takes_the_longest_name(words in proptest::collection::vec("[A-C]", 1..7), aliases in proptest::collection::btree_set("[A-C]( [A-C]){0,4}", 1..9)) {
        let brand = |alias: &String| format!("{alias},{alias},,,,,memoire,\n");
        let csv: String = aliases.iter().map(brand).collect();
        let brands = format!("alias,enseigne,entite,groupe,date_debut,date_fin,confirmation,source\n{csv}");
        let entities = "enseigne,alias,nature,entite,groupe,date_debut,date_fin,confirmation,source\n";
        let networks = BankNetworks::parse(&brands, entities).unwrap();
        let name = words.join(" ");
        let starts = |alias: &&String| name == **alias || name.starts_with(&format!("{alias} "));
        let longest = aliases.iter().filter(starts).max_by_key(|alias| alias.len());
        prop_assert_eq!(networks.identify(&name, None).brand, longest.map(String::as_str));
    }
}

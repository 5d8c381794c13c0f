//! Whatever figures a profile holds, its page is well-formed and shows no word of a programming language.

use std::sync::LazyLock;

use crate::harness::{as_xml, text_of};
use crate::profiles::{PROFILES, profile, profile_page_of};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert, prop_oneof, proptest};
use roxmltree::Document;
use serde_json::{Value, json};

static ORDINARY: LazyLock<Value> = LazyLock::new(|| profile("ordinary"));

/// What is `null` where it would tell about too few people.
const HIDEABLE: [&str; 23] = [
    "moyenne",
    "ecart_type",
    "centile_1",
    "quartile_1",
    "mediane",
    "quartile_3",
    "centile_99",
    "renseignes_part",
    "valeur",
    "ic95",
    "force",
    "ic95_force",
    "tableau",
    "part_du_mode",
    "partage_par_nombre",
    "axes",
    "stabilite",
    "inertie_entre_groupes_part",
    "part_ensemble",
    "h_de_cohen",
    "age_emprunteur_median",
    "revenu_total_median_eur_mois",
    "montant_pret_principal_median_eur",
];

/// Puts the figures given in place of some, and hides others. `force` and `valeur` are also names of what always is.
fn change(value: &mut Value, path: &[&str], figures: &mut impl Iterator<Item = (u8, f64)>) {
    let (choice, figure) = figures.next().unwrap_or((u8::MAX, 0.0));
    let is_hideable = path.last().is_some_and(|key| HIDEABLE.contains(key));
    match value {
        Value::Number(_) | Value::Object(_) if is_hideable && !path.contains(&"liens") && choice < 24 => {
            *value = Value::Null;
        }
        Value::Object(map) => {
            map.iter_mut().for_each(|(key, value)| change(value, &[path, &[key.as_str()]].concat(), figures));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| change(value, path, figures)),
        Value::Number(number) if choice < 100 => {
            *value = if number.is_f64() { json!(figure) } else { json!(figure.abs() as u64) };
        }
        _ => {}
    }
}

fn check(page: &str) -> Result<(), String> {
    Document::parse(&as_xml(page)).map_err(|error| error.to_string())?;
    if let Some(word) = ["NaN", "null", "undefined", "None", "Some("].into_iter().find(|word| page.contains(word)) {
        return Err(word.to_owned());
    }
    let text = text_of(page);
    let shown = text.split(' ').find(|word| ["inf", "-inf", "+inf", "∞", "true", "false"].contains(word));
    shown.map_or(Ok(()), |word| Err(word.to_owned()))
}

#[test]
fn shows_no_word_of_a_program_for_any_sample() {
    for name in PROFILES {
        assert_eq!(check(&profile_page_of(&profile(name))), Ok(()), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn shows_no_word_of_a_program_for_any_figure(
        figures in prop::collection::vec(
            (any::<u8>(), prop_oneof![-2.0..2.0, -10.0..1e6, any::<f64>().prop_filter("finite", |f| f.is_finite())]),
            1..400,
        )
    ) {
        let mut profile = ORDINARY.clone();
        change(&mut profile, &[], &mut figures.into_iter().cycle());
        let checked = check(&profile_page_of(&profile));
        prop_assert!(checked.is_ok(), "{checked:?}");
    }
}

//! What each kind of profile shows.

use crate::harness::text_of;
use crate::profiles::{CONTEXT, PROFILES, profile, profile_page_of};
use courtier_core::french;
use courtier_report::{ProfileContext, profile_page};
use serde_json::{Value, json};

fn text(profile: &Value) -> String {
    text_of(&profile_page_of(profile))
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn shows_every_sentence_of_the_summary() {
    for name in PROFILES {
        let profile = profile(name);
        let text = text(&profile);
        if name == "empty" {
            assert!(text.contains("Aucune demande : il n'y a rien à décrire."));
            continue;
        }
        for sentence in profile["synthese"].as_array().unwrap() {
            assert!(text.contains(&plain(sentence.as_str().unwrap())), "{name}: {sentence}");
        }
    }
}

#[test]
fn shows_the_figures_of_the_profile() {
    let profile = profile("ordinary");
    let text = text(&profile);
    let at = |pointer: &str| profile.pointer(pointer).unwrap().as_f64().unwrap();
    let mut shown = vec![
        format!("{} ans", french::bare(at("/nombres/0/mediane"), 1)),
        format!("{} € par mois", french::decimal(at("/nombres/1/mediane"), 0)),
        format!("absents {}", at("/qualite/3/manquants_nombre")),
        format!("{} [", french::decimal(at("/croisements/0/force"), 2)),
        french::share_percent(at("/modalites/2/modalites/0/part")),
        french::decimal(at("/personas/stabilite/rand_ajuste_moyen"), 2),
        format!(
            "variance de ces axes entre les groupes {}",
            french::share_percent(at("/personas/inertie_entre_groupes_part"))
        ),
    ];
    for bin in profile.pointer("/nombres/0/histogramme").unwrap().as_array().unwrap() {
        shown.push(format!("{} {}", bin["nombre"], french::share_percent(bin["part"].as_f64().unwrap())));
    }
    let lower = text.to_lowercase();
    for figure in shown {
        assert!(lower.contains(&plain(&figure.to_lowercase())), "{figure}");
    }
}

#[test]
fn tells_each_field_crossing_group_and_segment() {
    let profile = profile("ordinary");
    let text = text(&profile);
    for list in ["nombres", "modalites", "croisements", "segmentations"] {
        for item in profile[list].as_array().unwrap().iter().filter(|item| item["champ"] != "mois") {
            assert!(text.contains(&plain(item["phrase"].as_str().unwrap())), "{item}");
        }
    }
    let groups = profile["personas"]["groupes"].as_array().unwrap();
    assert!(groups.len() >= 3, "{} groups", groups.len());
    for group in groups {
        assert!(text.contains(&plain(group["titre"].as_str().unwrap())));
    }
    assert!(text.contains("Carte des valeurs et des groupes"));
}

#[test]
fn warns_of_synthetic_data_only() {
    let banner = "Données synthétiques : ces chiffres ne disent rien de vrais clients.";
    let profile = profile("few_rows");
    assert!(text(&profile).contains(banner));
    let real = profile_page(&profile, "12 mars 2024", ProfileContext { synthetic: false, ..CONTEXT }).unwrap();
    assert!(!real.to_lowercase().contains("synthétique"));
}

#[test]
fn puts_the_emphasised_segments_first() {
    let profile = profile("ordinary");
    let context = ProfileContext { emphasised: Some("stage_name"), ..CONTEXT };
    let page = profile_page(&profile, "12 mars 2024", context).unwrap();
    let place = |title: &str| page.find(&format!("<h3>{title}</h3>")).unwrap();
    assert!(place("Étape de la demande") < place("Origine de la demande"));
    let error = profile_page(&profile, "", ProfileContext { emphasised: Some("couleur"), ..CONTEXT }).unwrap_err();
    assert_eq!(error.to_string(), "aucun segment selon `couleur` dans le profil à présenter");
}

#[test]
fn keeps_the_place_of_a_month_of_few_requests() {
    let profile = profile("ordinary");
    let months = profile["chronologie"]["mois"].as_array().unwrap();
    assert!(months.iter().all(|month| month["mois"] != "2024-01"));
    let text = text(&profile);
    assert!(text.contains("janvier 2024 : moins de 10 demandes"), "a tooltip");
    assert!(text.contains("janvier 2024 moins de 10 demandes moins de 10 demandes"), "a row");
    assert!(text.contains("Sans colonne : 1 mois de moins de 10 demandes."));
}

#[test]
fn says_what_is_hidden() {
    let mut profile = profile("ordinary");
    let table = profile["croisements"].as_array_mut().unwrap().iter_mut().find(|found| !found["tableau"].is_null());
    let table = &mut table.unwrap()["tableau"];
    table["nombres"][0][0] = Value::Null;
    table["parts_ligne"][0][0] = Value::Null;
    let page = profile_page_of(&profile);
    assert!(page.contains("title=\"moins de 10 demandes, ou ce qui permettrait de les déduire\">masqué</td>"));
    for group in 0..2 {
        profile["personas"]["groupes"][group]["nombres"][1]["mediane"] = Value::Null;
    }
    assert!(text(&profile).contains("Revenu du ménage masqué"));
}

#[test]
fn does_not_call_a_doubtful_link_strong() {
    let mut profile = profile("ordinary");
    profile["croisements"][0]["ic95_force"] = json!({"bas": 0.0, "haut": 0.9});
    let title = "lien non établi";
    assert!(text(&profile).contains(title));
}

#[test]
fn draws_no_distribution_of_one_class() {
    let constant = profile_page_of(&profile("constant"));
    assert!(!constant.contains("id=\"nombre-0-title\""));
    assert!(profile_page_of(&profile("ordinary")).contains("id=\"nombre-0-title\""));
}

#[test]
fn gathers_what_is_rare() {
    let text = text(&profile("many_categories"));
    assert!(text.contains("autres réunies"));
    assert!(text.contains("rares que le profil réunit"));
}

#[test]
fn cites_its_methods_and_limits() {
    for name in PROFILES {
        let text = text(&profile(name));
        for cited in
            ["Cohen (1988)", "Bergsma", "Gower", "AFDM", "HCPC", "Husson, Lê et Pagès", "k = 10", "pas une cause"]
        {
            assert!(text.contains(cited), "{name} lacks {cited}");
        }
    }
}

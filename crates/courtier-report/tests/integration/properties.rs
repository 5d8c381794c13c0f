//! Whatever an explanation holds, its page is well-formed and shows no word of a programming language.

use crate::harness::{as_xml, page, text_of};
use proptest::prelude::{BoxedStrategy, Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_oneof, proptest};
use roxmltree::Document;
use serde_json::{Value, json};

/// A number or nothing; huge, tiny and negative ones too.
fn number() -> BoxedStrategy<Value> {
    let finite = any::<f64>().prop_filter("JSON has no other numbers", |number| number.is_finite());
    prop_oneof![Just(Value::Null), (-10.0..1e6).prop_map(Value::from), finite.prop_map(Value::from)].boxed()
}

/// A text or nothing, of characters that mean something in HTML, and long words.
fn text() -> BoxedStrategy<Value> {
    prop_oneof![Just(Value::Null), "[a-zé<>&\"'{}% /=-]{0,30}|A{200}".prop_map(Value::from)].boxed()
}

fn proposal(rank: Option<usize>) -> BoxedStrategy<Value> {
    let numbers = prop::collection::vec(number(), 17);
    let flags = prop::collection::vec(prop::option::of(any::<bool>()), 2);
    let months = prop::option::of(any::<u32>());
    (numbers, flags, months, text(), text())
        .prop_map(move |(n, flags, months, bank, stage)| {
            let reasons = if rank.is_some() { json!([]) } else { json!(["taux_nul"]) };
            json!({
                "rang": rank, "id_proposition": "id", "id_banque": null, "nom_banque": bank, "etape_source": stage,
                "date_creation": "2024-02-03T10:11:12Z", "duree_mois": months, "taux_interet": n[0],
                "taux_assurance": n[1], "mensualite_hors_assurance_eur": n[2], "assurance_mensuelle_eur": n[3],
                "mensualite_eur": n[4], "cout_interets_eur": n[5], "cout_assurance_eur": n[6], "cout_total_eur": n[7],
                "cout_8_ans_eur": n[8], "taeg_pct": n[9], "taea_pct": n[10], "seuil_usure_pct": n[11],
                "marge_usure_pct": n[12], "taux_effort_pct": n[13], "ecart_taeg_pct": n[14], "ecart_cout_eur": n[15],
                "ecart_mensualite_eur": n[16], "alerte_hcsf_effort": flags[0], "alerte_hcsf_duree": flags[1],
                "utilisable": rank.is_some(), "motifs": reasons,
            })
        })
        .boxed()
}

fn schedule() -> BoxedStrategy<Value> {
    let euros = prop_oneof![-10.0..1e6, any::<f64>().prop_filter("finite", |number| number.is_finite())];
    let row = prop::collection::vec(euros, 4).prop_map(|e| {
        json!({"annee": 1, "mois": 1, "capital_eur": e[0], "interets_eur": e[1], "assurance_eur": e[2],
            "capital_restant_eur": e[3]})
    });
    let rows = prop::collection::vec(row, 0..40);
    let made = rows.prop_map(|rows| json!({"id_proposition": "id", "montant_eur": 1e5, "annees": rows, "mois": rows}));
    prop_oneof![Just(Value::Null), made].boxed()
}

fn explanation() -> impl Strategy<Value = Value> {
    let proposals = (0..6_usize, 0..4_usize).prop_flat_map(|(usable, others)| {
        let ranks = (1..=usable).map(Some).chain(std::iter::repeat_n(None, others));
        ranks.map(proposal).collect::<Vec<_>>().prop_map(move |proposals| (usable, proposals))
    });
    let head = (number(), any::<bool>(), prop::option::of(any::<u32>()), number(), number(), text());
    (proposals, head, schedule()).prop_map(|((usable, proposals), head, schedule)| {
        let sentences: Vec<_> = head.5.as_str().into_iter().collect();
        json!({
            "id_opportunite": "0065q00000AlAK0AAN", "critere": "taeg",
            "hypotheses": {"montant_eur": head.0, "montant_simule": head.1, "duree_simulee_mois": head.2},
            "revenu_mensuel_eur": head.3, "charges_mensuelles_eur": head.4,
            "nombre_propositions": proposals.len(), "nombre_utilisables": usable, "explication": sentences,
            "propositions": proposals, "libelles_motifs": {"taux_nul": "taux nul"},
            "echeancier": if usable > 0 { schedule } else { Value::Null },
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn shows_no_word_of_a_program(explanation in explanation()) {
        let page = page(&explanation);
        let xml = as_xml(&page);
        prop_assert!(Document::parse(&xml).is_ok(), "ill-formed");
        for word in ["NaN", "null", "undefined", "None", "Some("] {
            prop_assert!(!page.contains(word), "{word}");
        }
        for word in text_of(&page).split(' ') {
            prop_assert!(!["inf", "-inf", "+inf", "∞", "true", "false"].contains(&word), "{word}");
        }
    }
}

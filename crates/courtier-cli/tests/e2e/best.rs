//! `courtier best`: the most advantageous proposal of each opportunity, its reasons, its formats.

use std::fs;

use courtier_testkit::{Courtier, Exports, Row, bank, bank_id, opportunity, opportunity_id, proposal, proposal_id};
use serde_json::Value;

use crate::courtier;

/// A lake with these proposals, for opportunities and banks 1 to 9.
fn with_proposals(proposals: Vec<Row>) -> Courtier {
    let courtier = courtier();
    let exports = Exports {
        banks: (1..=9).map(bank).collect(),
        opportunities: (1..=9).map(|number| opportunity(number).with("MontPretPricip__c", "200000.0")).collect(),
        proposals,
    };
    exports.write(&courtier, "exports");
    courtier.ingest(&["exports"]);
    courtier
}

/// Proposal `number` for opportunity 1.
fn offer(number: u32) -> Row {
    proposal(number).with("Opportunity__c", opportunity_id(1)).with("Partenaire__c", bank_id(1))
}

/// Returns the proposals of opportunity 1 by rank, then the others with their reasons: `rank or reasons` of each.
fn ranking(courtier: &Courtier, options: &[&str]) -> Vec<(String, String)> {
    let explained = explained(courtier, options);
    let proposals = explained["propositions"].as_array().unwrap().iter();
    proposals
        .map(|proposal| {
            let reasons: Vec<&str> =
                proposal["motifs"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
            let rank = proposal["rang"].as_i64().map_or_else(|| reasons.join(","), |rank| rank.to_string());
            (proposal["id_proposition"].as_str().unwrap().to_owned(), rank)
        })
        .collect()
}

fn explained(courtier: &Courtier, options: &[&str]) -> Value {
    let id = opportunity_id(1);
    let json = courtier.done(&[&["best", "--explain", &id, "--format", "json"], options].concat());
    serde_json::from_str(&json).unwrap()
}

/// Returns the numbers of the proposals of opportunity 1, by rank.
fn order(courtier: &Courtier, options: &[&str]) -> Vec<u32> {
    let ranked = ranking(courtier, options).into_iter().filter(|(_, rank)| rank.parse::<u32>().is_ok());
    ranked.map(|(id, _)| (1..100).find(|number| proposal_id(*number) == id).unwrap()).collect()
}

#[test]
fn chooses_the_lowest_taeg_and_not_the_lowest_rate() {
    let courtier = with_proposals(vec![
        offer(1).with("TXHA__c", "3.80").with("TauxAss__c", "0.60"),
        offer(2).with("TXHA__c", "3.95").with("TauxAss__c", "0.10"),
    ]);
    assert_eq!(order(&courtier, &[]), [2, 1]);
    assert_eq!(order(&courtier, &["--criterion", "taux"]), [1, 2]);
    let csv = courtier.done(&["best", "--format", "csv"]);
    let expected = format!("{},{},3.95,240,BANQUE 1", opportunity_id(1), proposal_id(2));
    assert_eq!(csv, format!("id_opportunite,id_proposition,taux_interet,duree_mois,nom_banque\n{expected}\n"));
}

#[test]
fn orders_by_each_criterion() {
    // A shorter loan costs less in all and more a month; its TAEG is higher because its rate is.
    let courtier = with_proposals(vec![
        offer(1).with("TXHA__c", "4.10").with("DureePret_Mois__c", "120"),
        offer(2).with("TXHA__c", "3.90").with("DureePret_Mois__c", "300"),
    ]);
    assert_eq!(order(&courtier, &["--criterion", "taeg"]), [2, 1]);
    assert_eq!(order(&courtier, &["--criterion", "cout-total"]), [1, 2]);
    assert_eq!(order(&courtier, &["--criterion", "mensualite"]), [2, 1]);
    courtier.write("courtier.yaml", "ranking:\n  criterion: cout-total\n");
    assert_eq!(order(&courtier, &[]), [1, 2]);
}

#[test]
fn cuts_ties_by_age_then_id() {
    let courtier = with_proposals(vec![
        offer(4),
        offer(3),
        offer(2).with("CreatedDate", "2024-05-02 13:59:59"),
        offer(1).with("CreatedDate", "2024-06-02 14:00:00"),
    ]);
    assert_eq!(order(&courtier, &[]), [2, 3, 4, 1]);
}

#[test]
fn cuts_ties_of_the_rate_by_cost_then_term() {
    let courtier = with_proposals(vec![
        offer(1).with("TauxAss__c", "0.50"),
        offer(2).with("TauxAss__c", "0.10"),
        offer(3).with("TauxAss__c", ""),
        offer(4).with("TauxAss__c", "").with("DureePret_Mois__c", "180"),
    ]);
    // Without its insurance a cost is unknown, and comes last; the rate alone ranks it all the same.
    assert_eq!(order(&courtier, &["--criterion", "taux"]), [2, 1, 4, 3]);
    assert_eq!(order(&courtier, &[]), [2, 1]);
}

#[test]
fn names_each_reason_against_a_proposal() {
    let cases = [
        ("Opportunity__c", opportunity_id(99), "opportunite_inconnue"),
        ("Partenaire__c", String::new(), "banque_manquante"),
        ("Partenaire__c", bank_id(99), "banque_inconnue"),
        ("TXHA__c", String::new(), "taux_manquant"),
        ("TXHA__c", "0".to_owned(), "taux_nul"),
        ("TXHA__c", "15.01".to_owned(), "taux_hors_bornes"),
        ("DureePret_Mois__c", String::new(), "duree_manquante"),
        ("DureePret_Mois__c", "25".to_owned(), "duree_probablement_en_annees"),
        ("DureePret_Mois__c", "30".to_owned(), "duree_probablement_en_annees"),
        ("DureePret_Mois__c", "35".to_owned(), "duree_hors_bornes"),
        ("DureePret_Mois__c", "361".to_owned(), "duree_hors_bornes"),
        ("TauxAss__c", String::new(), "assurance_manquante"),
        ("TauxAss__c", "2.01".to_owned(), "assurance_hors_bornes"),
        ("Etape_Source__c", "99-Autre / Source: SICM".to_owned(), "etape_non_eligible"),
        ("Etape_Source__c", "03-NON ÉLIGIBLE / Source: X".to_owned(), "etape_non_eligible"),
        ("Etape_Source__c", "07-Refusée / Source: X".to_owned(), "etape_non_eligible"),
        ("TXHA__c", "6.20".to_owned(), "au_dessus_usure"),
    ];
    let proposals = cases.iter().zip(1..).map(|((column, cell, _), number)| {
        let number: u32 = number;
        offer(number).with(column, cell)
    });
    let courtier = with_proposals(proposals.collect());
    let csv = courtier.csv("SELECT count(*) FROM silver.propositions");
    assert_eq!(csv.lines().last(), Some("17"));
    courtier.done(&["build"]);
    for ((column, cell, reason), number) in cases.iter().zip(1..) {
        let id = proposal_id(number);
        let sql = format!("SELECT motif FROM gold.couts_propositions WHERE id_proposition = '{id}'");
        assert_eq!(courtier.cell(&sql), *reason, "{column} = {cell}");
    }
}

#[test]
fn keeps_every_reason_in_their_order() {
    let row = offer(1).with("Etape_Source__c", "99-Refus").with("TXHA__c", "16").with("Partenaire__c", "");
    let courtier = with_proposals(vec![row]);
    let reasons = "banque_manquante,taux_hors_bornes,etape_non_eligible,au_dessus_usure";
    assert_eq!(ranking(&courtier, &[])[0].1, reasons);
}

#[test]
fn keeps_proposals_at_the_bounds() {
    let courtier = with_proposals(vec![
        offer(1).with("DureePret_Mois__c", "36").with("TXHA__c", "3").with("TauxAss__c", "0"),
        offer(2).with("DureePret_Mois__c", "360"),
        offer(3).with("Etape_Source__c", "098-Transmise / Source: X"),
        // No threshold is known in 2027: nothing is refused on it.
        offer(4).with("CreatedDate", "2027-05-02 14:00:00").with("TXHA__c", "15"),
    ]);
    assert_eq!(order(&courtier, &[]).len(), 4);
}

#[test]
fn says_why_nothing_wins() {
    let courtier = with_proposals(vec![offer(1).with("TXHA__c", "0")]);
    let explained = explained(&courtier, &[]);
    assert_eq!(explained["nombre_utilisables"], 0);
    assert_eq!(explained["echeancier"], Value::Null);
    assert_eq!(explained["libelles_motifs"]["taux_nul"], "le taux est nul : une valeur d'attente, pas un prêt gratuit");
    assert_eq!(courtier.done(&["best", "--format", "csv"]).lines().count(), 1);
}

#[test]
fn gives_costs_to_the_cent() {
    // The published loan of 200 000 EUR at 3.50 % over 240 months, insured at 0.34 %.
    let row = offer(1).with("TXHA__c", "3.5").with("TauxAss__c", "0.34");
    let winner = &explained(&with_proposals(vec![row]), &[])["propositions"][0];
    for (key, expected) in [
        ("mensualite_hors_assurance_eur", 1159.92),
        ("assurance_mensuelle_eur", 56.67),
        ("mensualite_eur", 1216.59),
        ("cout_interets_eur", 78380.66),
        ("cout_assurance_eur", 13600.0),
        ("cout_total_eur", 91980.66),
        ("taeg_pct", 4.119_641),
        ("taea_pct", 0.562_946),
        ("seuil_usure_pct", 6.39),
    ] {
        assert!((winner[key].as_f64().unwrap() - expected).abs() < 2e-6, "{key}: {}", winner[key]);
    }
}

#[test]
fn simulates_another_amount_and_term() {
    let courtier = with_proposals(vec![offer(1), offer(2).with("DureePret_Mois__c", "25")]);
    let options = ["--amount", "100000", "--term", "180"];
    // The term that is simulated replaces one written in years.
    assert_eq!(order(&courtier, &options), [1, 2]);
    let explained = explained(&courtier, &options);
    assert_eq!(explained["hypotheses"]["montant_eur"], 100_000.0);
    assert_eq!(explained["hypotheses"]["montant_simule"], true);
    assert_eq!(explained["echeancier"]["mois"].as_array().unwrap().len(), 180);
    assert_eq!(
        courtier.refused(2, &["best", "--amount", "0"]),
        "erreur : `--amount` est un montant en euros, de 1 à un milliard"
    );
    let message = courtier.refused(2, &["best", "--term", "20"]);
    assert!(message.contains("de 36 à 360"), "{message}");
}

#[test]
fn ranks_without_an_amount() {
    let courtier = courtier();
    let exports = Exports {
        banks: vec![bank(1)],
        opportunities: vec![opportunity(1).with("MontPretPricip__c", "0")],
        proposals: vec![offer(1), offer(2).with("TXHA__c", "3.5")],
    };
    exports.write(&courtier, "exports");
    courtier.ingest(&["exports"]);
    assert_eq!(order(&courtier, &[]), [2, 1]);
    let explained = explained(&courtier, &[]);
    assert_eq!(explained["propositions"][0]["cout_total_eur"], Value::Null);
    assert_eq!(explained["echeancier"], Value::Null);
}

#[test]
fn schedule_repays_the_loan() {
    let explained = explained(&with_proposals(vec![offer(1)]), &[]);
    let schedule = &explained["echeancier"];
    let cents = |rows: &str, key: &str| -> i64 {
        schedule[rows].as_array().unwrap().iter().map(|row| (row[key].as_f64().unwrap() * 100.0).round() as i64).sum()
    };
    assert_eq!(cents("annees", "capital_eur"), 20_000_000);
    for key in ["capital_eur", "interets_eur", "assurance_eur"] {
        assert_eq!(cents("annees", key), cents("mois", key), "{key}");
    }
    assert_eq!(schedule["annees"].as_array().unwrap().last().unwrap()["capital_restant_eur"], 0.0);
}

#[test]
fn explains_for_people() {
    let courtier = with_proposals(vec![
        offer(1),
        offer(2).with("TXHA__c", "4.15").with("Partenaire__c", bank_id(2)),
        offer(3).with("TXHA__c", "0"),
    ]);
    insta::assert_snapshot!(courtier.done(&["best", "--explain", &opportunity_id(1)]));
    insta::assert_snapshot!(courtier.done(&["best"]));
}

#[test]
fn follows_the_configuration() {
    let courtier = with_proposals(vec![offer(1).with("Etape_Source__c", "50-Perdue_2 / Source: X")]);
    courtier.write("courtier.yaml", "ranking:\n  ineligible_stages: \"*perdue_*\"\n  max_rate_pct: 1.5\n");
    assert_eq!(ranking(&courtier, &[])[0].1, "taux_hors_bornes,etape_non_eligible");
    courtier.write("courtier.yaml", "ranking:\n  ineligible_stages: \"*perdue_3*\"\n");
    assert_eq!(ranking(&courtier, &[])[0].1, "1");
    courtier.write("courtier.yaml", "ranking:\n  min_term_months: 400\n");
    let message = courtier.refused(2, &["best"]);
    assert!(message.contains("ranking.min_term_months dépasse"), "{message}");
}

#[test]
fn takes_the_usury_table_of_the_user() {
    let courtier = with_proposals(vec![offer(1)]);
    let header = "date_debut,date_fin,categorie,seuil_pct,tem_pct,confirmation,source\n";
    courtier.write("courtier.yaml", "usury:\n  file: seuils.csv\n");
    courtier.write("seuils.csv", format!("{header}2024-05-01,2024-05-31,fixe_20_ans_et_plus,4.00,,une_source,essai\n"));
    assert_eq!(ranking(&courtier, &[])[0].1, "au_dessus_usure");
    courtier.write("seuils.csv", format!("{header}2024-05-01,hier,fixe_20_ans_et_plus,4.00,,une_source,essai\n"));
    assert_eq!(
        courtier.refused(2, &["best"]),
        "erreur : table de l'usure `seuils.csv` (option usury.file) : ligne 2, colonne `date_fin` : valeur inutilisable `hier`"
    );
    courtier.write("courtier.yaml", "usury:\n  file: absent.csv\n");
    assert!(courtier.refused(2, &["best"]).contains("`absent.csv` (option usury.file)"));
}

#[test]
fn agrees_with_the_tables_of_a_build_whatever_the_order_of_the_rows() {
    let proposals: Vec<Row> = (1..=30)
        .map(|number| {
            offer(number)
                .with("Opportunity__c", opportunity_id(1 + number % 4))
                .with("TXHA__c", ["3.9", "4.0", "0"][(number % 3) as usize])
                .with("CreatedDate", ["2024-05-02 14:00:00", "2024-05-03 14:00:00"][(number % 2) as usize])
        })
        .collect();
    let reversed: Vec<Row> = proposals.iter().rev().cloned().collect();
    let answer = |courtier: &Courtier| courtier.done(&["best", "--details", "--format", "csv"]);
    let (first, second) = (with_proposals(proposals), with_proposals(reversed));
    assert_eq!(answer(&first), answer(&second));
    first.done(&["build"]);
    assert_eq!(answer(&first), first.csv("SELECT * FROM gold.meilleures_propositions ORDER BY id_opportunite"));
    // Each opportunity with a usable proposal has one winner; winners and opportunities without make all.
    assert_eq!(
        first.csv(
            "SELECT count(*) FILTER (WHERE rang = 1) AS gagnantes, count(DISTINCT id_opportunite) AS opportunites, \
             (SELECT sum(nombre) FROM gold.couverture WHERE axe = 'propositions') AS propositions, \
             (SELECT sum(nombre) FROM gold.couverture WHERE axe = 'opportunites') AS toutes FROM gold.couts_propositions"
        ),
        "gagnantes,opportunites,propositions,toutes\n4,4,30,9\n"
    );
}

#[test]
fn records_what_cannot_be_computed() {
    let courtier = with_proposals(vec![offer(1).with("DureePret_Mois__c", "3000"), offer(2)]);
    courtier.done(&["build"]);
    assert_eq!(
        courtier.csv("SELECT table_cible, regle, colonne, cle FROM quality.violations WHERE niveau = 'modele'"),
        format!(
            "table_cible,regle,colonne,cle\ngold.couts_propositions,hors_bornes,calculs_impossibles,{}\n",
            proposal_id(1)
        )
    );
    // The violation goes with its cause.
    courtier.write("p.csv", courtier_testkit::CsvFile::proposals().row(offer(1)).build());
    courtier.ingest(&["p.csv"]);
    courtier.done(&["build"]);
    assert_eq!(courtier.cell("SELECT count(*) FROM quality.violations WHERE niveau = 'modele'"), "0");
}

#[test]
fn writes_each_format() {
    let courtier = with_proposals(vec![offer(1), offer(2).with("TXHA__c", "0")]);
    let json: Value = serde_json::from_str(&courtier.done(&["best", "--format", "json"])).unwrap();
    assert_eq!(json[0]["id_proposition"], proposal_id(1).as_str());
    for (format, start) in [("parquet", "PAR1"), ("xlsx", "PK")] {
        let message = courtier.refused(2, &["best", "--format", format]);
        assert!(message.ends_with("est un format binaire : ajoutez `--output FICHIER`"), "{message}");
        courtier.done(&["best", "--format", format, "-o", "b.out"]);
        assert!(fs::read(courtier.path("b.out")).unwrap().starts_with(start.as_bytes()), "{format}");
    }
    let id = opportunity_id(1);
    let csv = courtier.done(&["best", "--explain", &id, "--format", "csv"]);
    assert_eq!(csv.lines().count(), 3, "{csv}");
}

#[test]
fn writes_a_page() {
    let courtier = with_proposals(vec![offer(1), offer(2).with("TXHA__c", "0")]);
    let id = opportunity_id(1);
    courtier.done(&["best", "--explain", &id, "--format", "html", "-o", "page.html"]);
    let page = fs::read_to_string(courtier.path("page.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains(&id) && page.contains("<svg"), "{page:.300}");
    assert!(!page.contains("http://") && !page.contains("https://"), "the page must not ask for anything");
    assert_eq!(
        courtier.refused(2, &["best", "--format", "html"]),
        "erreur : la page explique une opportunité : ajoutez `--explain ID`"
    );
}

#[test]
fn refuses_what_it_cannot_answer() {
    let courtier = with_proposals(vec![offer(1)]);
    let message = courtier.refused(3, &["best", "--explain", &opportunity_id(77)]);
    assert!(message.contains("aucune opportunité n'a l'identifiant"), "{message}");
    assert!(courtier.refused(2, &["best", "--explain", "xyz"]).contains("mal formé"));
    assert!(courtier.refused(2, &["best", "--criterion", "tag"]).contains("taeg"));
    let empty = crate::courtier();
    assert_eq!(
        empty.refused(3, &["best"]),
        "erreur : le lac ne contient pas encore la table `silver.opportunites` ; chargez un export avec `courtier ingest`"
    );
}

//! Every row of a nasty file is accounted for, and everything wrong is said with its place.

use courtier_testkit::{Courtier, CsvFile, bank, bank_id, opportunity, opportunity_id, proposal, proposal_id};

use crate::courtier;

/// A file of 11 data rows of which 4 end in silver, and its lake.
fn nasty() -> Courtier {
    let courtier = courtier();
    let good = |number| opportunity(number).with("StageName", "1-Découverte");
    let text = CsvFile::opportunities()
        .row(good(1))
        .row(good(2).with("Age_emprunteur__c", "-940").with("TotRev__c", "beaucoup"))
        .row(good(1).with("StageName", "2-Autre"))
        .row(good(3).with("Id", ""))
        .row(good(3).with("Id", "0065Q00000AlAK0AAN"))
        .text("une,ligne,courte")
        .text(format!("{}{}", opportunity_id(4), ",".repeat(60)))
        .text(format!("{},\"a\"b{}", opportunity_id(5), ",".repeat(47)))
        .row(good(6).with("StageName", ""))
        .row(good(7).with("CreatedDate", "2024-03-31 02:30:00"))
        .build();
    courtier.write("sale.csv", text + "0065q00000coupee");
    courtier.ingest(&["sale.csv"]);
    courtier
}

#[test]
fn counts_every_row_once() {
    assert_eq!(
        nasty().csv("SELECT lues, inserees, mises_a_jour, inchangees, doublons, rejetees FROM quality.reconciliation"),
        "lues,inserees,mises_a_jour,inchangees,doublons,rejetees\n11,4,0,0,1,6\n"
    );
}

#[test]
fn reconciles_with_the_tables_themselves() {
    let courtier = nasty();
    let count = |table: &str| courtier.cell(&format!("SELECT count(*) FROM {table}"));
    assert_eq!((count("silver.opportunites"), count("quality.lignes_rejetees")), ("4".to_owned(), "6".to_owned()));
    assert_eq!(count("bronze.opportunites"), "7", "bronze has every row that is a row, repeated and keyless ones too");
    assert_eq!(count("quality.violations WHERE regle = 'cle_dupliquee'"), "1");
}

#[test]
fn names_each_rejected_row_with_its_line_reason_and_text() {
    let long = format!("{}{}", opportunity_id(4), ",".repeat(60));
    let quote = format!("{},\"\"a\"\"b{}", opportunity_id(5), ",".repeat(47));
    assert_eq!(
        nasty().csv(
            "SELECT fichier, ligne, motif, texte FROM quality.lignes_rejetees WHERE texte IS NOT NULL ORDER BY ligne"
        ),
        format!(
            "fichier,ligne,motif,texte\n\
             sale.csv,7,colonnes_manquantes,\"une,ligne,courte\"\n\
             sale.csv,8,colonnes_en_trop,\"{long}\"\n\
             sale.csv,9,guillemet_mal_place,\"{quote}\"\n\
             sale.csv,12,ligne_tronquee,0065q00000coupee\n"
        )
    );
}

#[test]
fn says_that_bronze_has_the_rows_without_a_usable_key() {
    let courtier = nasty();
    assert_eq!(
        courtier
            .csv("SELECT ligne, motif, explication FROM quality.lignes_rejetees WHERE texte IS NULL ORDER BY ligne"),
        "ligne,motif,explication\n\
         5,cle_manquante,La ligne n'a pas de clé. La ligne entière est dans bronze.\n\
         6,identifiant_invalide,\"L'identifiant Salesforce est mal formé (longueur, caractère ou somme de contrôle). La \
         ligne entière est dans bronze.\"\n"
    );
    assert_eq!(courtier.cell("SELECT \"Id\" FROM bronze.opportunites WHERE _source_row = 6"), "0065Q00000AlAK0AAN");
}

#[test]
fn names_each_invalid_cell_with_its_place_and_rule() {
    let [second, sixth, seventh] = [2, 6, 7].map(opportunity_id);
    let first = opportunity_id(1);
    assert_eq!(
        nasty()
            .csv("SELECT fichier, ligne, cle, colonne, regle, gravite FROM quality.violations ORDER BY ligne, colonne"),
        format!(
            "fichier,ligne,cle,colonne,regle,gravite\n\
             sale.csv,3,{second},age_emprunteur,hors_bornes,avertissement\n\
             sale.csv,3,{second},revenu_total,type_invalide,avertissement\n\
             sale.csv,4,{first},id,cle_dupliquee,avertissement\n\
             sale.csv,10,{sixth},stage_name,obligatoire_manquant,avertissement\n\
             sale.csv,11,{seventh},date_creation,heure_inexistante,avertissement\n"
        )
    );
}

#[test]
fn empties_invalid_cells_in_silver_and_keeps_them_in_bronze() {
    let courtier = nasty();
    let id = opportunity_id(2);
    assert_eq!(
        courtier.csv(&format!(
            "SELECT age_emprunteur, revenu_total, stage_name FROM silver.opportunites WHERE id = '{id}'"
        )),
        "age_emprunteur,revenu_total,stage_name\n,,1-Découverte\n"
    );
    assert_eq!(
        courtier.csv(&format!(
            "SELECT \"Age_emprunteur__c\", \"TotRev__c\" FROM bronze.opportunites WHERE \"Id\" = '{id}'"
        )),
        "Age_emprunteur__c,TotRev__c\n-940,beaucoup\n"
    );
}

#[test]
fn keeps_the_first_of_repeated_rows() {
    let first = opportunity_id(1);
    let stage = format!("SELECT stage_name FROM silver.opportunites WHERE id = '{first}'");
    assert_eq!(nasty().cell(&stage), "1-Découverte");
}

#[test]
fn shows_raw_values_except_personal_ones() {
    let courtier = nasty();
    courtier.write(
        "p.csv",
        CsvFile::proposals().row(proposal(1).with("TXHA__c", "cher").with("Opportunity__c", "x")).build(),
    );
    courtier.ingest(&["p.csv"]);
    assert_eq!(
        courtier.csv(
            "SELECT table_cible, colonne, valeur FROM quality.violations \
             WHERE regle IN ('type_invalide', 'hors_bornes', 'identifiant_invalide') ORDER BY table_cible, colonne"
        ),
        "table_cible,colonne,valeur\n\
         opportunites,age_emprunteur,\n\
         opportunites,revenu_total,\n\
         propositions,id_opportunite,\n\
         propositions,taux_interet,cher\n"
    );
    let everything = courtier.csv("SELECT * FROM quality.violations") + &courtier.csv("SELECT * FROM ops.runs");
    assert!(!everything.contains("beaucoup") && !everything.contains("-940"), "{everything}");
}

#[test]
fn keeps_and_reports_values_that_are_only_out_of_their_usual_range() {
    let courtier = courtier();
    let row = proposal(1).with("TXHA__c", "0").with("DureePret_Mois__c", "25").with("TauxAss__c", "50");
    courtier.write("p.csv", CsvFile::proposals().row(row).build());
    courtier.ingest(&["p.csv"]);
    assert_eq!(
        courtier.csv("SELECT colonne, regle, valeur, cle FROM quality.violations ORDER BY colonne"),
        format!(
            "colonne,regle,valeur,cle\n\
             duree_mois,hors_bornes,25,{id}\n\
             taux_assurance,hors_bornes,50,{id}\n\
             taux_interet,hors_bornes,0,{id}\n",
            id = proposal_id(1)
        )
    );
    assert_eq!(
        courtier.csv("SELECT taux_interet, duree_mois, taux_assurance FROM silver.propositions"),
        "taux_interet,duree_mois,taux_assurance\n0.0,25,50.0\n"
    );
}

#[test]
fn shows_the_reconciliation_as_a_table_that_adds_up() {
    let courtier = courtier();
    courtier.write("b.csv", CsvFile::banks().rows([1, 2, 1].map(bank)).text(bank_id(3)).build());
    insta::assert_snapshot!(courtier.done(&["ingest", "b.csv"]), @r"
    ───────────────────────────────────────────────────────────────────────────────────────────────────
     fichier   table     lues   insérées   mises à jour   inchangées   doublons   rejetées   disparues
    ═══════════════════════════════════════════════════════════════════════════════════════════════════
     b.csv     banques      4          2              0            0          1          1           0
    ───────────────────────────────────────────────────────────────────────────────────────────────────
    Réconciliation vérifiée : lues = insérées + mises à jour + inchangées + doublons + rejetées.
    ");
}

#[test]
fn keeps_unknown_columns_whatever_their_names() {
    let courtier = courtier();
    let header = |extras: &str| format!("Id,CreatedDate,Name,{extras}\n");
    let line = |number, cells: &str| format!("{},2024-01-01 10:00:00,X,{cells}\n", bank_id(number));
    courtier.write("a.csv", header("Nom (client),Nom__client_,\"Montant \"\"net\"\"\",Region") + &line(1, "a,b,c,d"));
    courtier.write("b.csv", header("region") + &line(2, "e"));
    courtier.done(&["ingest", "a.csv"]);
    courtier.done(&["ingest", "b.csv"]);
    let kept = courtier.csv(
        "SELECT \"Nom__client_\", \"Nom__client__2\", \"Montant_\"\"net\"\"\", \"Region\" FROM bronze.banques ORDER BY \"Id\"",
    );
    assert_eq!(kept.lines().skip(1).collect::<Vec<_>>(), ["a,b,c,d", ",,,e"]);
}

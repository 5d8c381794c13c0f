//! The order of files and the way a table is split in files change nothing.

use courtier_testkit::{Courtier, CsvFile, Exports, LakeContent, bank_id, opportunity_id, proposal};

use crate::courtier;

const TABLES: [&str; 5] =
    ["silver.banques", "silver.opportunites", "silver.propositions", "quality.violations", "quality.lignes_rejetees"];
/// Columns that name a file and a line: they depend on how a table is split.
const PLACE: [&str; 4] = ["_source_file", "_source_row", "fichier", "ligne"];

/// Three files with defects of every kind: invalid cells, orphans, repeated and rejected rows.
fn exports() -> Exports {
    let mut exports = Exports::of(40);
    for (row, age) in exports.opportunities.iter_mut().zip([-940, 144, 17, 33]) {
        *row = row.clone().with("Age_emprunteur__c", age);
    }
    exports.proposals.extend([
        proposal(41).with("Partenaire__c", bank_id(1)),
        proposal(42).with("Opportunity__c", opportunity_id(1)),
        proposal(43).with("Partenaire__c", "").with("Opportunity__c", opportunity_id(1)),
        proposal(43).with("TXHA__c", "1"),
        proposal(44).with("Id", "rien"),
    ]);
    exports
}

/// Splits each table in three files of rows that stay in order: `a/…`, `b/…`, `c/…`.
fn write_parts(courtier: &Courtier) {
    let exports = exports();
    for (part, name) in ["a", "b", "c"].iter().enumerate() {
        let slice = |rows: &[courtier_testkit::Row]| rows.chunks(rows.len().div_ceil(3)).nth(part).unwrap().to_vec();
        let banks = slice(&exports.banks);
        let (opportunities, proposals) = (slice(&exports.opportunities), slice(&exports.proposals));
        Exports { banks, opportunities, proposals }.write(courtier, name);
    }
}

/// Loads files one after another in a lake of that name and returns what it holds.
fn content(courtier: &Courtier, lake: &str, files: &[&str], left_out: &[&str]) -> LakeContent {
    for file in files {
        courtier.done(&["--lake", lake, "ingest", file]);
    }
    LakeContent::read(courtier, lake, &TABLES, left_out)
}

#[test]
fn gives_the_same_tables_for_every_order_of_the_three_files() {
    let courtier = courtier();
    exports().write(&courtier, "e");
    let [b, o, p] = Exports::FILES.map(|file| format!("e/{file}"));
    let (b, o, p) = (b.as_str(), o.as_str(), p.as_str());
    let reference = content(&courtier, "ensemble", &["e"], &[]);
    for (number, order) in [[b, o, p], [b, p, o], [o, b, p], [o, p, b], [p, b, o], [p, o, b]].iter().enumerate() {
        let found = content(&courtier, &format!("lac{number}"), order, &[]);
        found.assert_same(&reference, &order.join(", "));
    }
}

#[test]
fn gives_the_same_tables_for_every_order_of_the_parts() {
    let courtier = courtier();
    write_parts(&courtier);
    exports().write(&courtier, "e");
    let whole = content(&courtier, "ensemble", &["e"], &PLACE);
    let reference = content(&courtier, "abc", &["a", "b", "c"], &[]);
    content(&courtier, "abc", &[], &PLACE).assert_same(&whole, "parts against whole files");
    for order in [["a", "c", "b"], ["b", "a", "c"], ["c", "b", "a"]] {
        let found = content(&courtier, &order.concat(), &order, &[]);
        found.assert_same(&reference, &order.join(", "));
    }
}

#[test]
fn gives_the_same_tables_for_parts_loaded_in_one_run() {
    let courtier = courtier();
    write_parts(&courtier);
    let reference = content(&courtier, "abc", &["a", "b", "c"], &[]);
    courtier.done(&["--lake", "ensemble", "ingest", "c", "a", "b"]);
    LakeContent::read(&courtier, "ensemble", &TABLES, &[]).assert_same(&reference, "one run");
}

#[test]
fn holds_orphans_against_a_proposal_only_until_their_parent_comes() {
    let courtier = courtier();
    let exports = Exports::of(3);
    exports.write(&courtier, "e");
    let orphans = || courtier.csv("SELECT colonne, cle FROM quality.violations WHERE regle = 'relation_orpheline'");
    courtier.ingest(&["e/propositions.csv"]);
    assert_eq!(orphans().lines().count(), 1, "a table that was never loaded is not held against a proposal");
    courtier.write("deux.csv", CsvFile::banks().rows(exports.banks[..2].to_vec()).build());
    courtier.ingest(&["deux.csv"]);
    assert_eq!(orphans(), format!("colonne,cle\nid_banque,{}\n", courtier_testkit::proposal_id(3)));
    courtier.ingest(&["e/banques.csv"]);
    assert_eq!(orphans().lines().count(), 1, "the bank came");
}

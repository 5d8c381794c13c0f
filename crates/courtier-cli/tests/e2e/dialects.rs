//! Files that are read although they are not as Salesforce writes them.

use courtier_testkit::{Courtier, CsvFile, bank, bank_id, opportunity_id, proposal, proposal_id};

use crate::courtier;

const PROPOSAL: &str = "SELECT id, date_creation, id_opportunite, id_banque, taux_interet, duree_mois, taux_assurance, \
                        etape_source FROM silver.propositions";

/// Loads one file in an empty lake.
fn holding(name: &str, content: impl AsRef<[u8]>) -> Courtier {
    let courtier = courtier();
    courtier.write(name, content);
    courtier.ingest(&[name]);
    courtier
}

/// The answer for proposal 1, whatever the dialect it came in.
fn proposal_1() -> String {
    format!(
        "id,date_creation,id_opportunite,id_banque,taux_interet,duree_mois,taux_assurance,etape_source\n\
         {},2024-05-02T12:00:00Z,{},{},3.95,240,0.36,01-Transmise / Source: SICM\n",
        proposal_id(1),
        opportunity_id(1),
        bank_id(1)
    )
}

#[test]
fn reads_the_plain_dialect() {
    let plain = CsvFile::proposals().row(proposal(1)).build();
    assert_eq!(holding("a.csv", plain).csv(PROPOSAL), proposal_1());
}

#[test]
fn reads_semicolons_with_decimal_commas_a_byte_order_mark_and_windows_line_ends() {
    let french = proposal(1).with("TXHA__c", "3,95").with("DureePret_Mois__c", "240,0").with("TauxAss__c", "0,36");
    let file = CsvFile::proposals().delimited_by(';').with_crlf().with_byte_order_mark().row(french);
    let courtier = holding("export (1).txt", file.build());
    assert_eq!(courtier.csv(PROPOSAL), proposal_1());
    assert_eq!(courtier.cell("SELECT separateur FROM ops.fichiers"), ";");
    let raw = courtier.csv("SELECT \"TXHA__c\" FROM bronze.propositions");
    assert_eq!(raw, "TXHA__c\n\"3,95\"\n", "bronze keeps the cell as received");
}

#[test]
fn reads_each_oddity_alone() {
    for file in [
        CsvFile::proposals().with_byte_order_mark(),
        CsvFile::proposals().with_crlf(),
        CsvFile::proposals().delimited_by(';'),
        CsvFile::proposals().delimited_by('\t'),
        CsvFile::proposals().delimited_by('|'),
    ] {
        let text = file.row(proposal(1)).build();
        assert_eq!(holding("a.csv", &text).csv(PROPOSAL), proposal_1(), "{text}");
    }
}

#[test]
fn reads_decimal_commas_in_quotes_between_commas() {
    let file = CsvFile::proposals().row(proposal(1).with("TXHA__c", "3,95").with("TauxAss__c", "0,36"));
    assert_eq!(holding("a.csv", file.build()).csv(PROPOSAL), proposal_1());
}

#[test]
fn reads_latin_1_and_windows_1252_bytes_as_the_accents_they_were() {
    // In Windows-1252: é is E9, € is 80, œ is 9C.
    let mut bytes = CsvFile::banks().row(bank(1).with("Name", "Crédit Utf8")).build().into_bytes();
    bytes.extend(format!("{},2023-01-05 10:00:00,Cr", bank_id(2)).into_bytes());
    bytes.extend(b"\xe9dit \x80 c\x9cur\n");
    let courtier = holding("a.csv", bytes);
    assert_eq!(courtier.csv("SELECT nom FROM silver.banques ORDER BY id"), "nom\nCrédit Utf8\nCrédit € cœur\n");
    assert_eq!(courtier.cell("SELECT lignes_reencodees FROM ops.fichiers"), "1");
}

#[test]
fn keeps_line_ends_delimiters_and_quotes_of_quoted_cells() {
    let name = "Caisse, \"du\"\nNord; Est";
    let courtier = holding("a.csv", CsvFile::banks().row(bank(1).with("Name", name)).row(bank(2)).build());
    let answer = courtier.done(&["sql", "--format", "json", "SELECT nom, _source_row FROM silver.banques ORDER BY id"]);
    let rows: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(rows, serde_json::json!([{"nom": name, "_source_row": 2}, {"nom": "BANQUE 2", "_source_row": 4}]));
}

#[test]
fn loads_a_header_without_rows() {
    let courtier = holding("a.csv", CsvFile::banks().build());
    assert_eq!(
        courtier.csv("SELECT lues, inserees, rejetees FROM quality.reconciliation"),
        "lues,inserees,rejetees\n0,0,0\n"
    );
    assert_eq!(courtier.cell("SELECT count(*) FROM silver.banques"), "0");
}

#[test]
fn takes_columns_in_any_order_and_case() {
    let courtier = holding("a.csv", format!("NAME,id,createddate\nCFCAL,{},2023-01-05 10:00:00\n", bank_id(1)));
    assert_eq!(courtier.csv("SELECT id, nom FROM silver.banques"), format!("id,nom\n{},CFCAL\n", bank_id(1)));
}

#[test]
fn keeps_unknown_columns_in_bronze() {
    let file = CsvFile::banks().with_column("Région").with_column("_run_id").with_column("Nom (court)");
    let row = bank(1).with("Région", "Nord").with("_run_id", "piège").with("Nom (court)", "BQ1");
    let courtier = holding("a.csv", file.row(row).build());
    assert_eq!(
        courtier.csv("SELECT \"Région\", \"source_run_id\", \"Nom__court_\" FROM bronze.banques"),
        "Région,source_run_id,Nom__court_\nNord,piège,BQ1\n"
    );
    assert_eq!(courtier.cell("SELECT count(*) FROM bronze.banques WHERE _run_id = 'piège'"), "0");
    assert_eq!(courtier.cell("SELECT colonnes_inconnues FROM ops.fichiers"), "3");
}

#[test]
fn takes_up_an_unknown_column_that_only_a_later_file_has() {
    let courtier = holding("a.csv", CsvFile::banks().row(bank(1)).build());
    courtier.write("b.csv", CsvFile::banks().with_column("Zone").row(bank(2).with("Zone", "Sud")).build());
    courtier.ingest(&["b.csv"]);
    assert_eq!(
        courtier.csv("SELECT coalesce(\"Zone\", 'absente') AS zone FROM bronze.banques ORDER BY \"Id\""),
        "zone\nabsente\nSud\n"
    );
}

#[test]
fn loads_a_file_that_lacks_an_optional_column() {
    let courtier = holding("a.csv", CsvFile::proposals().without_column("TauxAss__c").row(proposal(1)).build());
    assert_eq!(courtier.csv("SELECT taux_assurance IS NULL AS absent FROM silver.propositions"), "absent\ntrue\n");
    assert_eq!(courtier.cell("SELECT colonnes_absentes FROM ops.fichiers"), "1");
}

#[test]
fn finds_tables_inside_folders_of_an_archive() {
    let courtier = courtier();
    let file = CsvFile::banks().row(bank(1)).build();
    courtier.write("a.zip", courtier_testkit::zipped(&[("export/2024/x.csv", file.as_bytes())]));
    courtier.ingest(&["a.zip"]);
    assert_eq!(courtier.cell("SELECT _source_file FROM silver.banques"), "a.zip/export/2024/x.csv");
}

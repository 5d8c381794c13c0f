//! Keys that a newer full export no longer has are flagged, never deleted.

use courtier_testkit::{Courtier, CsvFile, Row, bank, bank_id};

use crate::courtier;
use crate::reloading::{counts, load_banks};

fn flagged(courtier: &Courtier) -> Vec<String> {
    let sql = "SELECT cle FROM quality.violations WHERE regle = 'cle_disparue' AND niveau = 'export' ORDER BY cle";
    courtier.csv(sql).lines().skip(1).map(str::to_owned).collect()
}

fn banks(numbers: impl IntoIterator<Item = u32>) -> impl Iterator<Item = Row> {
    numbers.into_iter().map(bank)
}

/// A lake of four banks of which the last full export has two.
fn with_two_gone() -> Courtier {
    let courtier = courtier();
    load_banks(&courtier, "a.csv", banks(1..=4));
    let report = load_banks(&courtier, "b.csv", banks([1, 2]));
    assert_eq!(counts(&report)[5], Some(2));
    courtier
}

#[test]
fn flags_them_and_keeps_their_rows() {
    let courtier = with_two_gone();
    assert_eq!(flagged(&courtier), [bank_id(3), bank_id(4)]);
    assert_eq!(courtier.cell("SELECT count(*) FROM silver.banques"), "4");
}

#[test]
fn ends_the_flag_of_a_row_that_comes_back_in_a_full_export() {
    let courtier = with_two_gone();
    load_banks(&courtier, "c.csv", banks([1, 2, 3]));
    assert_eq!(flagged(&courtier), [bank_id(4)]);
}

#[test]
fn ends_the_flag_of_a_row_that_comes_back_changed_in_a_partial_export() {
    let courtier = with_two_gone();
    load_banks(&courtier, "c.csv", [bank(4).with("Name", "AUTRE")]);
    assert_eq!(flagged(&courtier), [bank_id(3)]);
}

#[test]
fn ends_the_flag_of_a_row_that_comes_back_unchanged_in_a_partial_export() {
    let courtier = with_two_gone();
    load_banks(&courtier, "c.csv", banks([4]));
    assert_eq!(flagged(&courtier), [bank_id(3)]);
}

#[test]
fn takes_a_file_of_less_than_half_of_the_keys_for_a_partial_export() {
    let courtier = courtier();
    load_banks(&courtier, "a.csv", banks(1..=5));
    let report = load_banks(&courtier, "b.csv", banks([1, 2]));
    assert_eq!(counts(&report)[5], None);
    assert_eq!(flagged(&courtier), [""; 0]);
}

#[test]
fn lets_the_user_say_whether_an_export_is_full() {
    let courtier = courtier();
    load_banks(&courtier, "a.csv", banks(1..=4));
    courtier.write("b.csv", CsvFile::banks().row(bank(1)).build());
    courtier.ingest(&["--full", "true", "b.csv"]);
    assert_eq!(flagged(&courtier), [bank_id(2), bank_id(3), bank_id(4)]);
    courtier.write("courtier.yaml", "ingest:\n  full: non\n");
    load_banks(&courtier, "c.csv", banks([2, 3]).chain([bank(5)]));
    assert_eq!(flagged(&courtier), [bank_id(4)]);
}

#[test]
fn takes_the_files_of_a_table_in_one_run_as_one_export() {
    let courtier = courtier();
    load_banks(&courtier, "a.csv", banks(1..=4));
    // The same four banks, renamed, in two files of two: none is gone.
    for (file, numbers) in [("b1.csv", [1, 2]), ("b2.csv", [3, 4])] {
        let rows = banks(numbers).map(|row| row.with("Name", "RENOMMEE"));
        courtier.write(file, CsvFile::banks().rows(rows).build());
    }
    courtier.done(&["ingest", "b1.csv", "b2.csv"]);
    assert!(flagged(&courtier).is_empty());
    assert_eq!(courtier.cell("SELECT count(*) FROM silver.banques WHERE nom = 'RENOMMEE'"), "4");
}

//! What becomes of each line of a file.

use courtier_extract::Limits;

use crate::harness::{Got, read, read_with, rejected, row};

#[test]
fn reads_cells_as_received() {
    let got = read("Id,Nom\n1, Salarié du privé \n2,\n,\n");
    assert_eq!(got, [row(2, &["1", " Salarié du privé "]), row(3, &["2", ""]), row(4, &["", ""])]);
}

#[test]
fn reads_quotes_newlines_and_the_right_line_numbers() {
    let got = read("Id,Nom\n1,\"a,\"\"b\"\"\r\nc\"\n\n2,\"\"\r\n\"3\",x");
    assert_eq!(got, [row(2, &["1", "a,\"b\"\r\nc"]), row(5, &["2", ""]), row(6, &["3", "x"])]);
}

#[test]
fn accepts_a_byte_order_mark_mixed_line_ends_blank_lines_and_nul() {
    let got = read("\u{feff}\n\"Id\";Nom\r\n1;a\n\r\n\n2;b\0c\r\n");
    assert_eq!(got, [row(3, &["1", "a"]), row(6, &["2", "b\0c"])]);
}

#[test]
fn a_quote_inside_an_unquoted_cell_is_a_character() {
    assert_eq!(read("Id,Nom\n1,5\" de large\n2,x\"\n"), [row(2, &["1", "5\" de large"]), row(3, &["2", "x\""])]);
}

#[test]
fn decides_the_encoding_record_by_record() {
    let got = read(b"Id,Nom\n1,\xc3\xa9\n2,\xe9\n3,\"\x80\"\"\xe8\"\n");
    let reencoded =
        |line, cells: [&str; 2]| Got::Row { line, cells: cells.map(str::to_owned).to_vec(), reencoded: true };
    assert_eq!(got, [row(2, &["1", "é"]), reencoded(3, ["2", "é"]), reencoded(4, ["3", "€\"è"])]);
}

#[test]
fn rejects_ragged_lines() {
    let got = read("Id,Nom\n1\n2,b,c\n3,c\n4");
    assert_eq!(
        got,
        [
            rejected(2, "colonnes_manquantes", "1"),
            rejected(3, "colonnes_en_trop", "2,b,c"),
            row(4, &["3", "c"]),
            rejected(5, "ligne_tronquee", "4"),
        ]
    );
}

#[test]
fn a_stray_quote_costs_one_line() {
    let got = read("Id,Nom\r\n1,\"a\r\n2,b\r\n3,\"c\"\r\n4,\"d");
    assert_eq!(
        got,
        [
            rejected(2, "guillemet_non_ferme", "1,\"a"),
            row(3, &["2", "b"]),
            row(4, &["3", "c"]),
            rejected(5, "guillemet_non_ferme", "4,\"d"),
        ]
    );
}

#[test]
fn a_cell_that_swallows_the_next_record_is_a_stray_quote() {
    let got = read("Id,Nom,Ville\n1,\"a,x\n2,b\",y,z\n3,c,t\n");
    assert_eq!(
        got,
        [
            rejected(2, "guillemet_non_ferme", "1,\"a,x"),
            rejected(3, "colonnes_en_trop", "2,b\",y,z"),
            row(4, &["3", "c", "t"]),
        ]
    );
}

#[test]
fn rejects_text_after_a_closing_quote() {
    let got = read("Id,Nom\n1,\"a\"b\n2,c\n");
    assert_eq!(got, [rejected(2, "guillemet_mal_place", "1,\"a\"b"), row(3, &["2", "c"])]);
}

#[test]
fn rejects_lines_beyond_the_limit_and_goes_on() {
    let long = "é".repeat(5000);
    let limits = Limits { max_record_bytes: 64, block_bytes: 16, ..Limits::default() };
    let (got, facts) = read_with(format!("Id,Nom\n1,a\n2,{long}\n3,\"{long}\n4,b\n").as_bytes(), &limits);
    assert_eq!(
        got,
        [
            row(2, &["1", "a"]),
            rejected(3, "ligne_trop_longue", &format!("2,{}", &long[..62])),
            rejected(4, "ligne_trop_longue", &format!("3,\"{}", &long[..60])),
            row(5, &["4", "b"]),
        ]
    );
    assert_eq!((facts.lines, facts.size_bytes), (5, 7 + 4 + 10_003 + 10_004 + 4));
}

#[test]
fn rejects_quoted_cells_beyond_the_line_limit() {
    let limits = Limits { max_record_lines: 2, ..Limits::default() };
    let (got, _) = read_with(b"Id,Nom\n1,\"a\nb\"\n2,\"a\nb\nc\"\n", &limits);
    assert_eq!(
        got,
        [
            row(2, &["1", "a\nb"]),
            rejected(4, "guillemet_non_ferme", "2,\"a"),
            rejected(5, "colonnes_manquantes", "b"),
            rejected(6, "colonnes_manquantes", "c\""),
        ]
    );
}

#[test]
fn a_header_alone_gives_no_row() {
    let (got, facts) = read_with(b"Id,Nom", &Limits::default());
    assert_eq!((got.len(), facts.lines, facts.size_bytes), (0, 1, 6));
}

#[test]
fn readers_and_blocks_go_to_other_threads() {
    fn assert_send<T: Send>() {}
    assert_send::<courtier_extract::BlockReader>();
    assert_send::<courtier_extract::Block>();
    assert_send::<courtier_extract::Export>();
    assert_send::<courtier_extract::ExtractError>();
}

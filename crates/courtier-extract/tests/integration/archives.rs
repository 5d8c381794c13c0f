//! Archives that are damaged, hostile, or of a kind that is not read.

use courtier_extract::{ExtractError, Limits};
use zip::CompressionMethod::{Deflated, Stored};

use crate::harness::{Folder, find, read_export, zipped};

const BANKS: &[u8] = b"Id,CreatedDate,Name\n1,2020,CFCAL\n";
/// Offsets in a zip's local and central headers.
const LOCAL_FLAGS: usize = 6;
const CENTRAL_FLAGS: usize = 8;
const LOCAL_METHOD: usize = 8;
const CENTRAL_METHOD: usize = 10;
const CENTRAL_SIZE: usize = 24;

fn central(zip: &[u8]) -> usize {
    zip.windows(4).position(|w| w == b"PK\x01\x02").unwrap()
}

fn message(zip: &[u8], limits: &Limits) -> String {
    let folder = Folder::new();
    let path = folder.file("a.zip", zip);
    folder.message(&path, limits)
}

/// Discovers well, then returns the message met while reading.
fn reading_message(zip: &[u8]) -> String {
    let folder = Folder::new();
    let found = find(&folder.file("a.zip", zip));
    folder.shown(&read_export(&found.exports[0]).unwrap_err())
}

#[test]
fn refuses_a_truncated_archive() {
    let zip = zipped(&[("b.csv", BANKS)], Deflated);
    let text = message(&zip[..zip.len() / 2], &Limits::default());
    assert!(text.starts_with("l'archive `DIR/a.zip` est illisible ou tronquée ("), "{text}");
    assert!(text.ends_with(") : la télécharger à nouveau"), "{text}");
    let text = message(b"Id,Name\n", &Limits::default());
    assert!(text.starts_with("l'archive `DIR/a.zip` est illisible ou tronquée ("), "{text}");
}

#[test]
fn refuses_an_archive_without_any_csv() {
    assert_eq!(
        message(&zipped(&[("lisez-moi.pdf", b"x")], Stored), &Limits::default()),
        "`DIR/a.zip` ne contient aucun fichier CSV : donner un zip, un dossier ou un fichier d'export CSV \
         (`DIR/a.zip/lisez-moi.pdf` : ce n'est pas un fichier CSV (.csv, .tsv, .tab ou .txt))"
    );
}

#[test]
fn refuses_a_path_that_leaves_the_archive() {
    assert_eq!(
        message(&zipped(&[("b.csv", BANKS), ("x/../../etc/passwd", b"x")], Stored), &Limits::default()),
        "l'archive `DIR/a.zip` contient le chemin interdit `x/../../etc/passwd` : \
         ne pas l'utiliser, la demander à nouveau à sa source"
    );
}

#[test]
fn refuses_an_encrypted_entry() {
    let mut zip = zipped(&[("b.csv", BANKS)], Deflated);
    let central = central(&zip);
    zip[LOCAL_FLAGS] |= 1;
    zip[central + CENTRAL_FLAGS] |= 1;
    assert_eq!(
        message(&zip, &Limits::default()),
        "`DIR/a.zip/b.csv` est chiffré : refaire l'archive sans mot de passe"
    );
}

#[test]
fn refuses_other_compression_methods() {
    let mut zip = zipped(&[("b.csv", BANKS)], Deflated);
    let central = central(&zip);
    zip[LOCAL_METHOD] = 14;
    zip[central + CENTRAL_METHOD] = 14;
    let text = message(&zip, &Limits::default());
    assert!(text.starts_with("`DIR/a.zip/b.csv` utilise une compression non gérée ("), "{text}");
    assert!(text.ends_with(") : refaire un zip ordinaire (deflate)"), "{text}");
}

#[test]
fn refuses_a_bomb_that_the_directory_admits() {
    let mut zip = zipped(&[("b.csv", BANKS)], Deflated);
    let size = central(&zip) + CENTRAL_SIZE;
    zip[size..size + 4].copy_from_slice(&(1u32 << 30).to_le_bytes());
    let text = message(&zip, &Limits::default());
    assert!(text.starts_with("`DIR/a.zip/b.csv` donne 1073741824 octets pour "), "{text}");
    assert!(
        text.ends_with(
            " octets compressés, au-delà des limites : archive suspecte ; si elle est sûre, donner les CSV extraits"
        ),
        "{text}"
    );
}

#[test]
fn refuses_an_archive_that_is_too_large_in_total() {
    let limits = Limits { max_bytes: 50, ..Limits::default() };
    let text = message(&zipped(&[("b.csv", BANKS), ("c.csv", BANKS)], Stored), &limits);
    assert!(text.starts_with("`DIR/a.zip` donne 66 octets pour 66 octets compressés, au-delà des limites"), "{text}");
}

#[test]
fn stops_an_entry_that_inflates_beyond_its_declared_size() {
    let content = [BANKS, "2,2020,X\n".repeat(100_000).as_bytes()].concat();
    let mut zip = zipped(&[("b.csv", &content)], Deflated);
    let size = central(&zip) + CENTRAL_SIZE;
    zip[size..size + 4].copy_from_slice(&500_000u32.to_le_bytes());
    let text = reading_message(&zip);
    assert!(text.starts_with("`DIR/a.zip/b.csv` est abîmé dans l'archive ("), "{text}");
}

#[test]
fn refuses_an_entry_shorter_than_declared() {
    let content = [BANKS, "2,2020,X\n".repeat(100_000).as_bytes()].concat();
    let mut zip = zipped(&[("b.csv", &content)], Deflated);
    let size = central(&zip) + CENTRAL_SIZE;
    zip[size..size + 4].copy_from_slice(&1_000_000u32.to_le_bytes());
    assert_eq!(
        reading_message(&zip),
        "`DIR/a.zip/b.csv` est abîmé dans l'archive (taille différente de l'annonce) : la télécharger à nouveau"
    );
}

#[test]
fn refuses_a_wrong_checksum() {
    let content = [BANKS, "2,2020,X\n".repeat(100_000).as_bytes()].concat();
    let mut zip = zipped(&[("b.csv", &content)], Stored);
    zip[800_000] ^= 1;
    assert_eq!(
        reading_message(&zip),
        "`DIR/a.zip/b.csv` est abîmé dans l'archive (Invalid checksum) : la télécharger à nouveau"
    );
}

#[test]
fn gives_no_facts_of_a_file_whose_reading_failed() {
    let content = [BANKS, "2,2020,X\n".repeat(1_000_000).as_bytes()].concat();
    let mut zip = zipped(&[("b.csv", &content)], Stored);
    zip[8_000_000] ^= 1;
    let folder = Folder::new();
    let found = find(&folder.file("a.zip", &zip));
    let mut reader = found.exports[0].open().unwrap();
    assert!(reader.by_ref().any(|block| block.is_err()));
    assert!(reader.next().is_none());
    assert!(matches!(reader.finish(), Err(ExtractError::Read { .. })));
}

#[test]
fn a_reader_dropped_early_does_not_block() {
    let content = [BANKS, "2,2020,X\n".repeat(1_000_000).as_bytes()].concat();
    let folder = Folder::new();
    let found = find(&folder.zip("a.zip", &[("b.csv", &content)]));
    let mut reader = found.exports[0].open().unwrap();
    assert!(reader.next().unwrap().unwrap().bytes() > 0);
}

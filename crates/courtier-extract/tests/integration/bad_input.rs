//! One message for each kind of file that cannot be used.

use courtier_core::{Classify, ErrorKind};
use courtier_extract::{ExtractError, Limits};

use crate::harness::{Folder, find, read_export};

fn message(name: &str, content: &[u8]) -> String {
    let folder = Folder::new();
    let path = folder.file(name, content);
    folder.message(&path, &Limits::default())
}

#[test]
fn names_every_missing_required_column() {
    assert_eq!(
        message("a.csv", b"StageName;Id;Origine__c\n"),
        "`DIR/a.csv` (table `opportunites`) : colonne(s) obligatoire(s) absente(s) `TotRev__c` : refaire l'export avec"
    );
}

#[test]
fn names_repeated_columns() {
    assert_eq!(
        message("a.csv", b"Id,Name,name ,CreatedDate\n"),
        "`DIR/a.csv` (table `banques`) : colonne(s) nommée(s) plusieurs fois `name` : n'en garder qu'une"
    );
}

#[test]
fn asks_for_utf8_instead_of_utf16() {
    assert_eq!(
        message("a.csv", b"\xff\xfeI\0d\0"),
        "`DIR/a.csv` est en UTF-16 : l'exporter à nouveau en « CSV UTF-8 »"
    );
}

#[test]
fn refuses_files_among_which_nothing_is_recognised() {
    assert_eq!(
        message("vide.csv", b""),
        "aucun export reconnu parmi les fichiers donnés (`DIR/vide.csv` : fichier vide)"
    );
    assert_eq!(
        message("image.png", b"\x89PNG\r\n\x1a\n\0\0"),
        "aucun export reconnu parmi les fichiers donnés (`DIR/image.png` : aucune colonne connue dans l'en-tête)"
    );
}

#[test]
fn refuses_a_folder_without_any_csv() {
    let folder = Folder::new();
    assert_eq!(
        folder.message(&folder.path(), &Limits::default()),
        "`DIR` ne contient aucun fichier CSV : donner un zip, un dossier ou un fichier d'export CSV"
    );
    folder.file("a.pdf", "x");
    assert_eq!(
        folder.message(&folder.path(), &Limits::default()),
        "`DIR` ne contient aucun fichier CSV : donner un zip, un dossier ou un fichier d'export CSV \
         (`DIR/a.pdf` : ce n'est pas un fichier CSV (.csv, .tsv, .tab ou .txt))"
    );
}

#[test]
fn refuses_a_file_replaced_after_its_discovery() {
    let folder = Folder::new();
    let path = folder.file("a.csv", "Id,CreatedDate,Name\n1,2,3\n");
    let found = find(&path);
    folder.file("a.csv", "Id,Name,CreatedDate\n1,2,3\n");
    let error = read_export(&found.exports[0]).unwrap_err();
    assert_eq!(folder.shown(&error), "`DIR/a.csv` a changé pendant la lecture : relancer quand le fichier est complet");
    assert_eq!(error.kind(), ErrorKind::Input);
}

#[test]
fn says_that_a_file_disappeared() {
    let folder = Folder::new();
    let path = folder.file("a.csv", "Id,CreatedDate,Name\n");
    let found = find(&path);
    std::fs::remove_file(path).unwrap();
    assert!(matches!(found.exports[0].open(), Err(ExtractError::Read { .. })));
}

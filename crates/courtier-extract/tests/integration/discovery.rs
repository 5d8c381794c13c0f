//! Which files are exports, of which table, laid out how.

use courtier_core::{Classify, ErrorKind};
use courtier_extract::{Limits, discover};

use crate::harness::{Folder, find, read_export, row, shape, shapes, zipped};

const BANKS: &str = "Id,CreatedDate,Name\n1,2020,CFCAL\n";
const OPPORTUNITIES: &str = "Id,TotRev__c,StageName,Origine__c\n1,2,3,4\n";

#[test]
fn recognises_tables_by_header_whatever_the_file_name() {
    let folder = Folder::new();
    folder.file("b/opportunity.csv", BANKS);
    folder.file("a/sub/export (1).TXT", OPPORTUNITIES);
    let found = find(&folder.path());
    let names: Vec<_> = found.exports.iter().map(|e| (e.table.as_str(), e.size_bytes)).collect();
    assert_eq!(names, [("opportunites", 42), ("banques", 33)]);
    assert!(found.exports[0].name.ends_with("a/sub/export (1).TXT"));
    assert!(found.ignored.is_empty());
}

#[test]
fn lays_out_columns_in_any_order_case_and_delimiter() {
    let folder = Folder::new();
    let path = folder.file("x", "\u{feff}\"STAGENAME \";Zone; totrev__c;\"id\";\n3,5;z;2;1;\n");
    let found = find(&path);
    let export = &found.exports[0];
    let layout = &export.layout;
    assert_eq!((export.table.as_str(), layout.delimiter), ("opportunites", b';'));
    assert_eq!(layout.header, ["STAGENAME", "Zone", "totrev__c", "id", "colonne_5"]);
    assert_eq!(layout.columns, [Some(3), Some(2), Some(0), None]);
    assert_eq!(layout.extras, [(1, "Zone".to_owned()), (4, "colonne_5".to_owned())]);
    assert_eq!(read_export(export).unwrap().0, [row(2, &["3,5", "z", "2", "1", ""])]);
}

#[test]
fn reads_the_same_from_a_folder_a_zip_and_a_file() {
    let folder = Folder::new();
    let plain = folder.file("in/banks.csv", BANKS);
    let zip = folder.zip("all.zip", &[("deep/er/banks.csv", BANKS.as_bytes()), ("o.csv", OPPORTUNITIES.as_bytes())]);
    let zipped = find(&zip);
    assert!(zipped.exports[0].name.ends_with("all.zip/deep/er/banks.csv"));
    assert_eq!(zipped.exports[1].table, "opportunites");
    let from_zip = read_export(&zipped.exports[0]).unwrap();
    assert_eq!(from_zip, read_export(&find(&plain).exports[0]).unwrap());
    assert_eq!(from_zip, read_export(&find(&folder.path().join("in")).exports[0]).unwrap());
    assert_eq!(from_zip, read_export(&zipped.exports[0]).unwrap(), "an export opens again");
    let hex: String = from_zip.1.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "46bcf5dda8875af628c1f10ac5806885581cc4ac4f3882c2e91f0b5beb9e55e5");
}

#[test]
fn says_why_each_file_is_ignored() {
    let folder = Folder::new();
    folder.file("a.csv", BANKS);
    folder.file("b.csv", "");
    folder.file("c.csv", "\u{feff}\r\n\n");
    folder.file("d.csv", "x;y\n1;2\n");
    folder.file("e.csv", "Identifiant,StageName\n1,2\n");
    folder.file("f.csv", "\"Id,Name\n");
    folder.file("g.pdf", "%PDF");
    folder.file("h.xlsx", "PK\x03\x04");
    folder.file("i.csv.gz", "x");
    folder.file(".DS_Store", "x");
    folder.file(".git/a.csv", BANKS);
    let inner = zipped(&[("a.csv", BANKS.as_bytes())], zip::CompressionMethod::Stored);
    let entries: [(&str, &[u8]); 4] = [("__MACOSX/._a.csv", b"x"), ("in.zip", &inner), ("r.md", b"x"), ("z.csv", b"")];
    folder.zip("j.zip", &entries);
    let found = find(&folder.path());
    assert_eq!(found.exports.len(), 1);
    assert_eq!(
        folder.ignored(&found),
        [
            "DIR/.DS_Store: caché, ou laissé par le système",
            "DIR/.git: caché, ou laissé par le système",
            "DIR/b.csv: fichier vide",
            "DIR/c.csv: fichier vide",
            "DIR/d.csv: aucune colonne connue dans l'en-tête",
            "DIR/e.csv: table non reconnue : la plus proche est `opportunites`, dont l'en-tête n'a que 1 colonne(s) sur 4",
            "DIR/f.csv: en-tête illisible : la première ligne doit nommer les colonnes, séparées par `,`, `;`, `|` ou une tabulation",
            "DIR/g.pdf: ce n'est pas un fichier CSV (.csv, .tsv, .tab ou .txt)",
            "DIR/h.xlsx: classeur de tableur : l'exporter en CSV UTF-8",
            "DIR/i.csv.gz: format compressé non géré : le décompresser ou en faire un zip",
            "DIR/j.zip/__MACOSX/._a.csv: caché, ou laissé par le système",
            "DIR/j.zip/in.zip: archive dans une archive : l'extraire d'abord",
            "DIR/j.zip/r.md: ce n'est pas un fichier CSV (.csv, .tsv, .tab ou .txt)",
            "DIR/j.zip/z.csv: fichier vide",
        ]
    );
}

#[test]
fn ignores_a_header_that_fits_two_tables_equally() {
    let folder = Folder::new();
    folder.file("a.csv", BANKS);
    folder.file("b.csv", "Id,X\n");
    let twins = [shape("banques", &["Id*", "CreatedDate", "Name"]), shape("p", &["Id", "X"]), shape("q", &["Id", "X"])];
    let found = discover(&[folder.path()], &twins, &Limits::default()).unwrap();
    assert_eq!(folder.ignored(&found), ["DIR/b.csv: table ambiguë : l'en-tête convient autant à p, q"]);
}

#[test]
fn reads_a_file_given_twice_once() {
    let folder = Folder::new();
    let path = folder.file("a.csv", BANKS);
    let found = discover(&[path, folder.path()], &shapes(), &Limits::default()).unwrap();
    assert_eq!(found.exports.len(), 1);
    assert_eq!(folder.ignored(&found), ["DIR/a.csv: déjà trouvé sous un autre chemin"]);
}

#[cfg(unix)]
#[test]
fn does_not_open_what_is_not_a_file() {
    let folder = Folder::new();
    folder.file("a.csv", BANKS);
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("b.csv")).unwrap();
    assert_eq!(
        folder.ignored(&find(&folder.path())),
        ["DIR/b.csv: ni un fichier ordinaire ni un dossier : enregistrer les données dans un fichier"]
    );
}

#[cfg(unix)]
#[test]
fn does_not_follow_links_inside_a_folder() {
    let folder = Folder::new();
    folder.file("a.csv", BANKS);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    assert_eq!(folder.ignored(&find(&folder.path())), ["DIR/loop: lien symbolique : donner le chemin réel"]);
}

#[test]
fn a_path_that_does_not_exist_is_a_usage_error() {
    let folder = Folder::new();
    let error = discover(&[folder.path().join("rien.zip")], &shapes(), &Limits::default()).unwrap_err();
    assert_eq!(folder.shown(&error), "`DIR/rien.zip` n'existe pas : vérifier le chemin");
    assert_eq!(error.kind(), ErrorKind::Usage);
}

//! Files that cannot be used: one message each, nothing published, the lake still answers.

use courtier_testkit::{Courtier, CsvFile, Exports, Outcome, bank, encrypted, truncated, zipped};

use crate::loaded;

/// Loads what must be refused with this exit code, checks that the lake is as before, and returns the message.
#[track_caller]
fn refused(courtier: &Courtier, code: i32, file: &str) -> String {
    refused_by(courtier, code, |courtier| courtier.run(&["ingest", file]))
}

/// Does the same with a run of one's own.
#[track_caller]
fn refused_by(courtier: &Courtier, code: i32, run: impl FnOnce(&Courtier) -> Outcome) -> String {
    let count = "SELECT count(*) FROM silver.banques";
    let before = (courtier.versions(), courtier.cell(count));
    let message = run(courtier).refused(code);
    assert_eq!((courtier.versions(), courtier.cell(count)), before, "something was published");
    let recorded = courtier.csv("SELECT statut, erreur FROM ops.runs ORDER BY debut DESC LIMIT 1");
    assert!(recorded.contains("\nerreur,"), "the failed run is not in the history: {recorded}");
    message
}

fn banks() -> String {
    CsvFile::banks().rows((10..30).map(bank)).build()
}

#[test]
fn refuses_a_truncated_archive() {
    let courtier = loaded();
    courtier.write("a.zip", truncated(&zipped(&[("banques.csv", banks().as_bytes())])));
    let message = refused(&courtier, 3, "a.zip");
    assert!(message.starts_with("erreur : l'archive `a.zip` est illisible ou tronquée ("), "{message}");
    assert!(message.ends_with(") : la télécharger à nouveau"), "{message}");
}

#[test]
fn refuses_an_encrypted_archive() {
    let courtier = loaded();
    courtier.write("a.zip", encrypted(zipped(&[("banques.csv", banks().as_bytes())])));
    let message = refused(&courtier, 3, "a.zip");
    assert_eq!(message, "erreur : `a.zip/banques.csv` est chiffré : refaire l'archive sans mot de passe");
}

#[test]
fn refuses_a_path_that_leaves_the_archive() {
    let courtier = loaded();
    courtier.write("in/a.zip", zipped(&[("banques.csv", banks().as_bytes()), ("../hors.csv", banks().as_bytes())]));
    assert_eq!(
        refused(&courtier, 3, "in/a.zip"),
        "erreur : l'archive `in/a.zip` contient le chemin interdit `../hors.csv` : ne pas l'utiliser, la demander à \
         nouveau à sa source"
    );
    assert!(!courtier.path("hors.csv").exists() && !courtier.path("in/hors.csv").exists());
}

#[test]
fn refuses_an_archive_that_inflates_too_much() {
    let courtier = loaded();
    let zeros = [banks().into_bytes(), vec![b'0'; 101 << 20]].concat();
    courtier.write("a.zip", zipped(&[("banques.csv", &zeros)]));
    let message = refused(&courtier, 3, "a.zip");
    assert!(
        message.starts_with(&format!("erreur : `a.zip/banques.csv` donne {} octets pour ", zeros.len())),
        "{message}"
    );
    assert!(
        message.ends_with("au-delà des limites : archive suspecte ; si elle est sûre, donner les CSV extraits"),
        "{message}"
    );
}

#[test]
fn refuses_an_archive_beyond_the_configured_size() {
    let courtier = loaded();
    courtier.write("a.zip", zipped(&[("banques.csv", banks().as_bytes())]));
    courtier.write("courtier.yaml", "ingest:\n  max_bytes: 100\n");
    let message = refused(&courtier, 3, "a.zip");
    assert!(message.contains("octets compressés, au-delà des limites"), "{message}");
    courtier.write("courtier.yaml", "ingest:\n  max_bytes: 100000\n");
    courtier.ingest(&["a.zip"]);
}

#[test]
fn refuses_a_damaged_archive_met_while_loading() {
    let courtier = loaded();
    let many = CsvFile::banks().rows((10..30_000).map(bank)).build();
    let mut zip = zipped(&[("banques.csv", many.as_bytes())]);
    // Well inside the compressed bytes: the header is still readable, so the load has begun when it is found out.
    let middle = zip.len() / 2;
    for byte in &mut zip[middle..middle + 64] {
        *byte ^= 0x5a;
    }
    courtier.write("a.zip", zip);
    let message = refused(&courtier, 3, "a.zip");
    assert!(message.starts_with("erreur : `a.zip/banques.csv` est abîmé dans l'archive ("), "{message}");
    assert!(message.ends_with(") : la télécharger à nouveau"), "{message}");
}

#[test]
fn refuses_an_empty_file() {
    let courtier = loaded();
    courtier.write("vide.csv", "");
    assert_eq!(
        refused(&courtier, 3, "vide.csv"),
        "erreur : aucun export reconnu parmi les fichiers donnés (`vide.csv` : fichier vide)"
    );
}

#[test]
fn refuses_a_file_without_a_required_column() {
    let courtier = loaded();
    courtier.write("a.csv", CsvFile::banks().without_column("CreatedDate").row(bank(9)).build());
    assert_eq!(
        refused(&courtier, 3, "a.csv"),
        "erreur : `a.csv` (table `banques`) : colonne(s) obligatoire(s) absente(s) `CreatedDate` : refaire l'export avec"
    );
}

#[test]
fn refuses_the_sound_files_given_with_a_bad_one() {
    let courtier = loaded();
    courtier.write("dossier/a.csv", banks());
    courtier.write("dossier/b.csv", CsvFile::proposals().without_column("Etape_Source__c").build());
    let message = refused(&courtier, 3, "dossier");
    assert!(message.contains("`dossier/b.csv` (table `propositions`)"), "{message}");
}

#[test]
fn refuses_two_columns_of_the_same_name() {
    let courtier = loaded();
    courtier.write("a.csv", CsvFile::banks().with_column("name").build());
    assert_eq!(
        refused(&courtier, 3, "a.csv"),
        "erreur : `a.csv` (table `banques`) : colonne(s) nommée(s) plusieurs fois `name` : n'en garder qu'une"
    );
}

#[test]
fn refuses_utf16() {
    let courtier = loaded();
    let utf16: Vec<u8> = "\u{feff}Id,Name".encode_utf16().flat_map(u16::to_le_bytes).collect();
    courtier.write("a.csv", utf16);
    assert_eq!(
        refused(&courtier, 3, "a.csv"),
        "erreur : `a.csv` est en UTF-16 : l'exporter à nouveau en « CSV UTF-8 »"
    );
}

#[test]
fn refuses_a_path_that_does_not_exist() {
    let courtier = loaded();
    assert_eq!(refused(&courtier, 2, "absent.zip"), "erreur : `absent.zip` n'existe pas : vérifier le chemin");
}

#[test]
fn refuses_a_folder_or_an_archive_without_csv() {
    let courtier = loaded();
    courtier.write("dossier/lettre.pdf", "x");
    courtier.write("a.zip", zipped(&[("lettre.pdf", b"x")]));
    for (place, file) in [("dossier", "dossier/lettre.pdf"), ("a.zip", "a.zip/lettre.pdf")] {
        assert_eq!(
            refused(&courtier, 3, place),
            format!(
                "erreur : `{place}` ne contient aucun fichier CSV : donner un zip, un dossier ou un fichier d'export CSV \
                 (`{file}` : ce n'est pas un fichier CSV (.csv, .tsv, .tab ou .txt))"
            )
        );
    }
}

#[test]
fn refuses_a_file_that_is_no_known_table() {
    let courtier = loaded();
    courtier.write("a.csv", "Nom,Ville\nDurand,Lyon\n");
    assert_eq!(
        refused(&courtier, 3, "a.csv"),
        "erreur : aucun export reconnu parmi les fichiers donnés (`a.csv` : aucune colonne connue dans l'en-tête)"
    );
}

#[test]
fn names_what_it_left_aside_in_a_folder_that_it_loads() {
    let courtier = crate::courtier();
    Exports::of(2).write(&courtier, "dossier");
    courtier.write("dossier/notes.docx", "x");
    let report = courtier.done(&["ingest", "dossier"]);
    assert!(
        report.contains("laissé de côté : dossier/notes.docx (ce n'est pas un fichier CSV (.csv, .tsv, .tab ou .txt))"),
        "{report}"
    );
}

#[test]
fn loads_nothing_on_a_full_disk_and_all_of_it_afterwards() {
    let courtier = loaded();
    courtier.write("in/banques.csv", CsvFile::banks().rows((10..5_010).map(bank)).build());
    let ingest = ["ingest", "in"];
    let message = refused_by(&courtier, 3, |courtier| courtier.run_with_small_files(&ingest));
    // Nothing else is told: what libraries do about it is not the user's.
    assert!(message.starts_with("erreur : table `") && message.contains("` : écriture impossible\n"), "{message}");
    assert!(message.ends_with("(os error 27)"), "{message}");
    let _report = courtier.ingest(&["in"]);
    assert_eq!(courtier.cell("SELECT count(DISTINCT id) FROM silver.banques"), "5003");
}

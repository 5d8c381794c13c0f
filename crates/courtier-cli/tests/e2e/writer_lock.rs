//! One writer at a time; the second is told who the first is, readers do not notice.

use std::fs::{File, OpenOptions};

use courtier_testkit::{Courtier, CsvFile, bank};

use crate::loaded;

const LOCK: &str = "lake/_courtier/writer.lock";
const HOLDER: &str =
    r#"{"process":4242,"run_id":"run-42","command":"ingest","started_at":"2026-07-01T08:00:00+00:00"}"#;

/// Writes as another process would: holds the lock until the file is dropped.
fn hold(courtier: &Courtier) -> File {
    courtier.write(LOCK, HOLDER);
    let file = OpenOptions::new().read(true).write(true).open(courtier.path(LOCK)).unwrap();
    file.lock().unwrap();
    file
}

#[test]
fn refuses_a_second_writer_and_names_the_first() {
    let courtier = loaded();
    courtier.write("b.csv", CsvFile::banks().row(bank(9)).build());
    let before = courtier.versions();
    let held = hold(&courtier);
    for arguments in [&["ingest", "b.csv"][..], &["build"]] {
        let message = courtier.refused(3, arguments);
        assert!(message.starts_with("erreur : le lac `"), "{message}");
        assert!(
            message.ends_with(
                "/lake/` est en cours d'écriture par un autre processus (processus 4242, commande ingest, depuis \
                 2026-07-01T08:00:00+00:00) ; attendez sa fin puis relancez"
            ),
            "{message}"
        );
    }
    assert_eq!(courtier.versions(), before);
    drop(held);
    courtier.ingest(&["b.csv"]);
}

#[test]
fn lets_readers_read_while_someone_writes() {
    let courtier = loaded();
    let _held = hold(&courtier);
    assert_eq!(courtier.cell("SELECT count(*) FROM silver.banques"), "3");
    for command in ["status", "runs", "doctor"] {
        courtier.done(&[command]);
    }
}

#[test]
fn takes_over_from_a_writer_that_died_and_records_it() {
    let courtier = loaded();
    drop(hold(&courtier));
    courtier.write("b.csv", CsvFile::banks().row(bank(9)).build());
    courtier.ingest(&["b.csv"]);
    assert_eq!(
        courtier.csv("SELECT run_id, commande, debut, statut, erreur FROM ops.runs WHERE statut <> 'ok'"),
        "run_id,commande,debut,statut,erreur\n\
         run-42,ingest,2026-07-01T08:00:00Z,interrompu,le processus s'est arrêté avant la fin\n"
    );
    courtier.write("c.csv", CsvFile::banks().row(bank(10)).build());
    courtier.ingest(&["c.csv"]);
    assert_eq!(courtier.cell("SELECT count(*) FROM ops.runs WHERE statut = 'interrompu'"), "1");
}

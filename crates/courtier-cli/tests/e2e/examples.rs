//! The commands of the documents do what the documents say.

use std::fs;
use std::path::Path;
use std::process::Command;

use courtier_testkit::copy_folder;

use crate::courtier;

/// Where the documents are.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Returns the block of commands of a document that contains `text`.
fn commands(document: &str, text: &str) -> String {
    let page = fs::read_to_string(Path::new(ROOT).join(document)).unwrap();
    let mut blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.find(|block| block.contains(text)).unwrap().to_owned()
}

#[test]
fn the_events_of_a_site_become_a_table_for_marketing() {
    let courtier = courtier();
    for name in ["contracts", "docs"] {
        copy_folder(&Path::new(ROOT).join(name), &courtier.path(name));
    }
    let binaries = Path::new(env!("CARGO_BIN_EXE_courtier")).parent().unwrap();
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap());
    let ran = Command::new("bash")
        .args(["-euc", &commands("docs/fr/reponses.md", "exemples/evenements")])
        .current_dir(courtier.path(""))
        .env_clear()
        .env("PATH", path)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    // Seven visitors simulated on the second day: too few to be shown. One never consented.
    let expected = "jour,nom,evenements,visiteurs\n\
                    2024-10-01,page_vue,26,13\n2024-10-01,simulation,11,11\n2024-10-02,page_vue,26,13\n";
    assert_eq!(courtier.csv("SELECT * FROM marketing.audience_quotidienne ORDER BY jour, nom"), expected);
    assert!(courtier.path("audience.xlsx").is_file());
    assert!(
        courtier
            .done(&["ingest", "--full", "false", "docs/fr/exemples/evenements/evenements.csv"])
            .contains("déjà chargé")
    );
}

//! Which source wins, and what `origins` says of it.

use std::path::PathBuf;

use courtier_config::{Full, OptionKey, key};

use super::{load, origin};

const FILE: &str = "# mine\nlake:\n  location: from-file\n";
const LOCATION: OptionKey = key::lake::location();
const VARIABLE: (&str, &str) = ("COURTIER_LAKE__LOCATION", "from-variable");

#[test]
fn takes_the_strongest_source_and_names_it() {
    let check = |file: &str, variables: &[(&str, &str)], flags: &[(OptionKey, &str)], value: &str, from: &str| {
        let settings = load(file, variables, flags).unwrap();
        assert_eq!((settings.lake.location.as_str(), origin(&settings, LOCATION).as_str()), (value, from));
    };
    check("", &[], &[], "./lake", "défaut");
    check(FILE, &[], &[], "from-file", "courtier.yaml, ligne 3");
    check(FILE, &[VARIABLE], &[], "from-variable", "variable COURTIER_LAKE__LOCATION");
    check(FILE, &[VARIABLE], &[(LOCATION, "from-flag")], "from-flag", "ligne de commande");
}

#[test]
fn takes_the_last_of_two_flags() {
    let threads = key::engine::threads();
    assert_eq!(load("", &[], &[(threads, "1"), (threads, "2")]).unwrap().engine.threads, 2);
}

#[test]
fn has_the_documented_defaults() {
    let settings = load("", &[], &[]).unwrap();
    assert_eq!(settings.lake.location, "./lake");
    assert_eq!((settings.contracts.folder, settings.models.folder), (None, None));
    assert_eq!((settings.ingest.max_ratio, settings.ingest.max_bytes), (200, 1_099_511_627_776));
    assert_eq!((settings.ingest.max_record_bytes, settings.ingest.full), (16_777_216, Full::Auto));
    assert_eq!((settings.engine.memory_bytes, settings.engine.threads), (0, 0));
    assert_eq!(settings.freshness.max_age_hours, 26.0);
}

#[test]
fn reads_every_type_from_the_file() {
    let text = "models: {folder: my/models}\ningest:\n  max_bytes: 18446744073709551615\n  full: non\n\
                engine: {threads: '8'}\nfreshness: {max_age_hours: 1.5}\n";
    let settings = load(text, &[], &[]).unwrap();
    assert_eq!(settings.models.folder, Some(PathBuf::from("my/models")));
    assert_eq!((settings.ingest.max_bytes, settings.ingest.full), (u64::MAX, Full::Non));
    assert_eq!(settings.engine.threads, 8);
    assert_eq!(settings.freshness.max_age_hours, 1.5);
}

#[test]
fn reads_every_type_from_the_environment() {
    let variables = [
        ("COURTIER_CONTRACTS__FOLDER", "contracts"),
        ("COURTIER_ENGINE__MEMORY_BYTES", "1024"),
        ("COURTIER_INGEST__FULL", "oui"),
        ("COURTIER_FRESHNESS__MAX_AGE_HOURS", "48"),
    ];
    let settings = load("", &variables, &[]).unwrap();
    assert_eq!(settings.contracts.folder, Some(PathBuf::from("contracts")));
    assert_eq!((settings.engine.memory_bytes, settings.ingest.full), (1024, Full::Oui));
    assert_eq!(settings.freshness.max_age_hours, 48.0);
}

#[test]
fn an_empty_folder_undoes_that_of_the_file() {
    let settings = load("models: {folder: mine}", &[("COURTIER_MODELS__FOLDER", "")], &[]).unwrap();
    assert_eq!(settings.models.folder, None);
}

#[test]
fn a_key_without_value_is_as_if_absent() {
    for text in ["", "\n", "# nothing\n", "---\n", "\u{feff}", "lake:\n", "lake:\n  location:\n", "lake: ~\n"] {
        let settings = load(text, &[], &[]).unwrap();
        assert_eq!(origin(&settings, key::lake::location()), "défaut", "{text:?}");
    }
}

#[test]
fn reads_a_file_with_a_byte_order_mark_and_windows_line_ends() {
    let settings = load("\u{feff}lake:\r\n  location: here\r\n", &[], &[]).unwrap();
    assert_eq!(settings.lake.location, "here");
}

#[test]
fn ignores_other_variables() {
    let variables = [
        ("PATH", "/bin"),
        ("COURTIER_LOG", "debug"),
        ("COURTIER_CONFIG", "x.yaml"),
        ("COURTIER_SERVICE_HOST", "10.0.0.1"),
        ("courtier_lake__location", "x"),
    ];
    assert_eq!(load("", &variables, &[]).unwrap().lake.location, "./lake");
}

//! No text, however wrong, makes the reading panic.

use courtier_config::Settings;
use proptest::prelude::{any, prop, prop_assert_eq, proptest};

use super::load;

/// Pieces that make texts close to a configuration file.
const PIECES: [&str; 24] = [
    "lake",
    "location",
    "engine",
    "threads",
    "ingest.full",
    ": ",
    ":\n  ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    "\"",
    "&a ",
    "*a",
    "<<: ",
    "!!int ",
    "---\n",
    "-1",
    ".nan",
];

proptest! {
    #[test]
    fn never_panics_on_any_text(text in any::<String>()) {
        drop(load(&text, &[], &[]));
    }

    #[test]
    fn never_panics_on_pieces_of_yaml(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30)) {
        drop(load(&pieces.concat(), &[], &[]));
    }

    #[test]
    fn never_panics_on_any_variable(name in "COURTIER_[A-Z_]{0,20}", value in any::<String>()) {
        drop(load("", &[(&name, &value)], &[]));
    }

    #[test]
    fn reads_back_any_whole_number(threads in any::<u64>()) {
        let settings = load(&format!("engine: {{threads: {threads}}}"), &[], &[]).unwrap();
        prop_assert_eq!(settings.engine.threads, threads);
        let variable = threads.to_string();
        let settings = load("", &[("COURTIER_ENGINE__THREADS", &variable)], &[]).unwrap();
        prop_assert_eq!(settings.engine.threads, threads);
    }
}

#[test]
fn refuses_deep_nesting_without_exhausting_the_stack() {
    assert!(Settings::load(None, [], &[]).is_ok(), "no file in the folder of the tests");
    assert!(load(&"[".repeat(100_000), &[], &[]).is_err());
    assert!(load(&format!("lake: {}", "{a: ".repeat(50_000)), &[], &[]).is_err());
}

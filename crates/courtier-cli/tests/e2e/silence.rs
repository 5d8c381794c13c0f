//! Data on stdout, nothing on stderr without a terminal, and no colour codes in either.

use courtier_testkit::{Courtier, Exports};

use crate::{courtier, loaded};

#[test]
fn successful_commands_print_data_and_nothing_else() {
    // `done` fails on a single byte of stderr.
    let courtier = courtier();
    Exports::of(2).write(&courtier, "e");
    for arguments in [
        &["ingest", "e"][..],
        &["ingest", "--quiet", "e"],
        &["build"],
        &["sql", "SELECT 1"],
        &["status"],
        &["runs"],
        &["doctor"],
        &["config", "show"],
        &["config", "template"],
        &["sample-data", "s", "--rows", "10"],
        &["demo", "--rows", "10"],
    ] {
        let text = courtier.done(arguments);
        assert!(text.ends_with('\n') && !text.contains('\u{1b}'), "{arguments:?}: {text}");
    }
}

#[test]
fn the_prompt_without_a_terminal_prints_answers_and_nothing_else() {
    let outcome = loaded().run_with_input(&["sql"], "SELECT 1 AS a;\n");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn the_prompt_without_a_terminal_fails_with_its_statements() {
    let outcome = loaded().run_with_input(&["sql"], "SELECT absente FROM silver.banques;\n");
    assert_ne!(outcome.code, Some(0), "a script must be able to tell: {}", outcome.stderr);
}

#[test]
fn logs_go_to_stderr_without_colours_when_asked_for() {
    let courtier = courtier().with_variable("NO_COLOR", "1");
    Exports::of(2).write(&courtier, "e");
    let outcome = courtier.run(&["-v", "ingest", "--format", "json", "e"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert!(serde_json::from_str::<serde_json::Value>(&outcome.stdout).is_ok(), "{}", outcome.stdout);
    assert!(outcome.stderr.contains("step done") && outcome.stderr.contains("rows=2"), "{}", outcome.stderr);
    assert!(!outcome.stderr.contains('\u{1b}'), "{}", outcome.stderr);
}

#[test]
fn the_most_verbose_logs_carry_no_personal_data() {
    assert_tells_no_secret(&courtier());
}

#[test]
fn logs_of_every_library_carry_no_personal_data() {
    assert_tells_no_secret(&courtier().with_variable("COURTIER_LOG", "debug"));
}

/// Loads personal data with all logs, and looks for them in what was told.
fn assert_tells_no_secret(courtier: &Courtier) {
    let mut exports = Exports::of(2);
    exports.opportunities[0] = exports.opportunities[0]
        .clone()
        .with("TotRev__c", "31415926535")
        .with("BanquePrincipaleEmp__c", "BANQUE SECRETE");
    exports.write(courtier, "e");
    let outcome = courtier.run(&["-vv", "ingest", "e"]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    for secret in ["31415926535", "BANQUE SECRETE"] {
        assert!(!outcome.stderr.contains(secret) && !outcome.stdout.contains(secret), "{secret} was told");
    }
}

#[test]
fn messages_have_no_colours_with_no_color() {
    let courtier = courtier().with_variable("NO_COLOR", "1");
    let message = courtier.refused(2, &["inconnue"]) + &courtier.refused(2, &["ingest", "absent"]);
    assert!(!message.contains('\u{1b}'), "{message}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let courtier = loaded();
    let sql = "SELECT unnest(range(0, 200000)) AS x";
    let mut child =
        courtier.command(&["sql", "--format", "csv", sql]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

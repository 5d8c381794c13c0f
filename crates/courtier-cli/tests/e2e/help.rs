//! Help texts, and usage errors.

use crate::courtier;

#[test]
fn explains_every_command() {
    let courtier = courtier();
    for command in [
        "",
        "demo",
        "ingest",
        "build",
        "best",
        "profile",
        "opportunity",
        "serve",
        "key",
        "key create",
        "key list",
        "key revoke",
        "sql",
        "status",
        "runs",
        "doctor",
        "sample-data",
        "config",
        "config show",
        "config template",
    ] {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let name = if command.is_empty() { "courtier".to_owned() } else { command.replace(' ', "_") };
        insta::assert_snapshot!(name, courtier.done(&arguments));
    }
}

#[test]
fn has_no_command_without_a_snapshot_of_its_help() {
    let help = courtier().done(&["--help"]);
    let (_, rest) = help.split_once("Commands:\n").unwrap();
    let commands: Vec<&str> =
        rest.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(
        commands,
        [
            "demo",
            "ingest",
            "build",
            "best",
            "profile",
            "opportunity",
            "serve",
            "key",
            "sql",
            "status",
            "runs",
            "doctor",
            "sample-data",
            "config",
            "help"
        ]
    );
}

#[test]
fn exits_with_2_on_a_wrong_command_line() {
    let courtier = courtier();
    for arguments in [
        &[][..],
        &["inconnue"],
        &["ingest"],
        &["ingest", "--inconnue", "x"],
        &["ingest", "--full", "peut-etre", "x"],
        &["opportunity"],
        &["sql", "SELECT 1", "--file", "q.sql"],
        &["sql", "--format", "xml", "SELECT 1"],
        &["demo", "--rows", "beaucoup"],
        &["runs", "--limit", "-1"],
        &["sample-data"],
        &["config"],
    ] {
        let message = courtier.refused(2, arguments);
        assert!(message.contains("Usage: courtier") || message.contains("--help"), "{arguments:?}: {message}");
    }
    assert!(!courtier.path("lake").exists());
}

#[test]
fn says_its_version() {
    assert_eq!(courtier().done(&["--version"]), format!("courtier {}\n", env!("CARGO_PKG_VERSION")));
}

//! The prompt of `courtier sql`, with statements on stdin.

use crate::loaded;

/// Feeds the prompt and returns what it printed on stdout.
fn answers(input: &str) -> String {
    let outcome = loaded().run_with_input(&["sql"], input);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    outcome.stdout
}

#[test]
fn answers_statements_one_after_another() {
    insta::assert_snapshot!(answers("SELECT 1 AS a;\nSELECT nom FROM silver.banques ORDER BY id;\n"), @r"
    +---+
    | a |
    +---+
    | 1 |
    +---+
    +----------+
    | nom      |
    +----------+
    | BANQUE 1 |
    | BANQUE 2 |
    | BANQUE 3 |
    +----------+
    ");
}

#[test]
fn joins_the_lines_of_a_statement() {
    insta::assert_snapshot!(answers("SELECT\n  2 AS b,\n  3 AS c\n;\n"), @r"
    +---+---+
    | b | c |
    +---+---+
    | 2 | 3 |
    +---+---+
    ");
}

#[test]
fn lists_and_describes_tables() {
    let answers = answers("\\d\n\\d silver.banques\n");
    for text in ["| silver  | propositions ", "| nom ", "| date_creation "] {
        assert!(answers.contains(text), "{text}: {answers}");
    }
}

#[test]
fn goes_on_after_a_mistake() {
    let outcome = loaded()
        .run_with_input(&["sql"], "SELECT * FROM absente;\nDROP TABLE silver.banques;\n\\z\nSELECT 7 AS suite;\n");
    assert!(outcome.stdout.contains("| 7     |"), "{outcome:?}");
    assert_eq!(outcome.stderr.matches("erreur : ").count(), 2, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("commande inconnue : \\z"), "{}", outcome.stderr);
}

#[test]
fn quits_when_asked() {
    assert_eq!(answers("\\q\nSELECT 1 AS jamais;\n"), "");
}

#[test]
fn explains_itself() {
    let outcome = loaded().run_with_input(&["sql"], "\\h\n");
    assert!(outcome.stderr.contains("\\d TABLE   décrit une table"), "{outcome:?}");
    assert_eq!(outcome.stdout, "");
}

#[test]
fn runs_a_script_in_the_format_asked_for_to_its_last_word() {
    let outcome = loaded().run_with_input(&["sql", "--format", "csv"], "SELECT 7 AS a;\nSELECT 8\n  AS b");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), "a\n7\nb\n8\n"), "{}", outcome.stderr);
    let refused = loaded().run_with_input(&["sql", "--output", "x.csv"], "SELECT 1");
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
}

//! `courtier sql`: formats, files, and nothing but reading.

use std::fs;

use courtier_testkit::Courtier;

use crate::loaded;

const VALUES: &str = "SELECT 1 AS entier, 2.5 AS decimal, 'é, \"x\"' AS texte, true AS oui, CAST(NULL AS VARCHAR) AS rien, \
                      TIMESTAMP '2024-01-02T03:04:05Z' AS instant";

/// Runs a query whose answer is no data but a refusal; returns the message.
#[track_caller]
fn refused(courtier: &Courtier, sql: &str) -> String {
    courtier.refused(2, &["sql", sql])
}

#[test]
fn writes_tables_for_people() {
    insta::assert_snapshot!(loaded().done(&["sql", VALUES]), @r#"
    +--------+---------+--------+------+------+---------------------+
    | entier | decimal | texte  | oui  | rien | instant             |
    +--------+---------+--------+------+------+---------------------+
    | 1      | 2.5     | é, "x" | true | ∅    | 2024-01-02T03:04:05 |
    +--------+---------+--------+------+------+---------------------+
    "#);
}

#[test]
fn writes_csv() {
    assert_eq!(
        loaded().csv(VALUES),
        "entier,decimal,texte,oui,rien,instant\n1,2.5,\"é, \"\"x\"\"\",true,,2024-01-02T03:04:05\n"
    );
}

#[test]
fn writes_json_with_explicit_nulls() {
    assert_eq!(
        loaded().done(&["sql", "--format", "json", VALUES]),
        "[{\"entier\":1,\"decimal\":2.5,\"texte\":\"é, \\\"x\\\"\",\"oui\":true,\"rien\":null,\
         \"instant\":\"2024-01-02T03:04:05\"}]\n"
    );
}

#[test]
fn writes_an_answer_without_rows_in_each_format() {
    let courtier = loaded();
    let none = "SELECT id, nom FROM silver.banques WHERE false";
    assert_eq!(courtier.csv(none), "id,nom\n");
    insta::assert_snapshot!(courtier.done(&["sql", none]), @r"
    +----+-----+
    | id | nom |
    +----+-----+
    +----+-----+
    ");
    let json = courtier.done(&["sql", "--format", "json", none]);
    assert_eq!(json.trim_end(), "[]");
}

#[test]
fn writes_parquet_to_a_file_only() {
    let courtier = loaded();
    let query = "SELECT id, nom FROM silver.banques";
    assert_eq!(
        courtier.refused(2, &["sql", "--format", "parquet", query]),
        "erreur : Parquet est un format binaire : ajoutez `--output FICHIER`"
    );
    assert_eq!(courtier.done(&["sql", "--format", "parquet", "--output", "b.parquet", query]), "");
    let bytes = fs::read(courtier.path("b.parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    assert!(bytes.windows(8).any(|window| window == b"BANQUE 2"));
}

#[test]
fn writes_any_format_to_a_file() {
    let courtier = loaded();
    courtier.done(&["sql", "--format", "csv", "-o", "b.csv", "SELECT nom FROM silver.banques ORDER BY id"]);
    assert_eq!(fs::read_to_string(courtier.path("b.csv")).unwrap(), "nom\nBANQUE 1\nBANQUE 2\nBANQUE 3\n");
    let message = courtier.refused(3, &["sql", "-o", "absent/b.csv", "SELECT 1"]);
    assert!(message.starts_with("erreur : `absent/b.csv` ne peut pas être écrit"), "{message}");
}

#[test]
fn reads_the_query_from_a_file() {
    let courtier = loaded();
    courtier.write("q.sql", "-- Commentaire\nSELECT count(*) AS n\nFROM silver.banques;\n");
    assert_eq!(courtier.done(&["sql", "--format", "csv", "-f", "q.sql"]), "n\n3\n");
    let message = courtier.refused(2, &["sql", "-f", "absent.sql"]);
    assert!(message.starts_with("erreur : `absent.sql` ne peut pas être lu"), "{message}");
}

#[test]
fn takes_a_table_without_schema_from_silver() {
    assert_eq!(loaded().cell("SELECT count(*) FROM banques"), "3");
}

#[test]
fn lists_and_describes_tables() {
    let courtier = loaded();
    let tables = courtier.csv("SHOW TABLES");
    for table in ["bronze,banques", "silver,opportunites", "quality,reconciliation", "ops,runs"] {
        assert!(tables.contains(table), "{table}: {tables}");
    }
    let columns = courtier.csv("DESCRIBE silver.banques");
    assert!(columns.starts_with("column_name,data_type,is_nullable\nid,Utf8,NO\n"), "{columns}");
    assert!(courtier.csv("EXPLAIN SELECT 1").contains("logical_plan"));
}

/// Statements that would change something, with the word that names each.
const WRITES: [(&str, &str); 9] = [
    ("DROP", "DROP TABLE silver.banques"),
    ("INSERT", "INSERT INTO silver.banques SELECT * FROM silver.banques"),
    ("DELETE", "DELETE FROM silver.banques"),
    ("UPDATE", "UPDATE silver.banques SET nom = 'x'"),
    ("COPY", "COPY silver.banques TO 'fuite.csv'"),
    ("CREATE", "CREATE EXTERNAL TABLE x STORED AS CSV LOCATION 'exports/banques.csv'"),
    ("CREATE", "CREATE TABLE x AS SELECT * FROM silver.banques"),
    ("CREATE", "CREATE VIEW x AS SELECT * FROM silver.banques"),
    ("SET", "SET datafusion.execution.batch_size = 1"),
];

#[test]
fn changes_nothing() {
    let courtier = loaded();
    let before = courtier.versions();
    for (_, statement) in WRITES {
        refused(&courtier, statement);
    }
    assert_eq!(courtier.versions(), before);
    assert_eq!(courtier.cell("SELECT count(*) FROM silver.banques"), "3");
    assert!(!courtier.path("fuite.csv").exists());
}

#[test]
fn says_that_it_only_reads() {
    let courtier = loaded();
    for (word, statement) in WRITES {
        let message = refused(&courtier, statement);
        assert!(message.starts_with(&format!("erreur : lecture seule : `{word}")), "{statement}: {message}");
    }
}

#[test]
fn refuses_several_statements_none_and_what_is_no_sql() {
    let courtier = loaded();
    for sql in ["SELECT 1; DROP TABLE silver.banques", "SELECT 1; SELECT 2", "SELEC 1", "", "   "] {
        refused(&courtier, sql);
    }
    assert_eq!(courtier.cell("SELECT count(*) FROM silver.banques"), "3");
}

#[test]
fn does_not_read_files_of_the_machine() {
    let courtier = loaded();
    for sql in ["SELECT * FROM 'exports/banques.csv'", "SELECT * FROM \"/etc/hostname\""] {
        let message = courtier.refused(3, &["sql", sql]);
        assert!(message.starts_with("erreur : le lac n'a pas de table `"), "{message}");
    }
}

#[test]
fn knows_the_tables_that_a_query_makes() {
    let courtier = loaded();
    for sql in [
        "WITH t AS (SELECT 7 AS x) SELECT x FROM t",
        "SELECT x FROM (VALUES (7)) AS t(x)",
        "SELECT value AS x FROM generate_series(7, 7)",
    ] {
        assert_eq!(courtier.csv(sql), "x\n7\n", "{sql}");
    }
}

#[test]
fn names_the_nearest_table() {
    let courtier = loaded();
    for (asked, nearest) in [
        ("silver.opportunite", "silver.opportunites"),
        ("oportunites", "silver.opportunites"),
        ("quality.violation", "quality.violations"),
    ] {
        let outcome = courtier.run(&["sql", &format!("SELECT * FROM {asked}")]);
        assert!(matches!(outcome.code, Some(2 | 3)) && outcome.stdout.is_empty(), "{outcome:?}");
        assert!(
            outcome.stderr.contains("le lac n'a pas de table") && outcome.stderr.contains(&format!("`{nearest}`")),
            "{asked}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn names_the_columns_when_one_is_unknown() {
    let message = refused(&loaded(), "SELECT nomm FROM silver.banques");
    assert!(message.contains("nomm") && message.contains("banques.nom"), "{message}");
}

#[test]
fn documents_its_own_functions() {
    let courtier = loaded();
    let shown = courtier.csv("SHOW FUNCTIONS LIKE 'taeg'");
    assert!(shown.contains("Taux annuel effectif global"), "{shown}");
    let help = courtier.run_with_input(&["sql"], "\\f\n");
    assert!(help.stderr.contains("seuil_usure(jour, duree_mois [, nature])"), "{}", help.stderr);
}

#[test]
fn writes_lists_as_text_where_a_cell_is_one_value() {
    let courtier = loaded();
    let sql = "SELECT [1, 2] AS liste, CAST(NULL AS INT[]) AS rien";
    assert_eq!(courtier.csv(sql), "liste,rien\n\"[1, 2]\",\n");
    courtier.done(&["sql", "--format", "xlsx", "-o", "l.xlsx", sql]);
}

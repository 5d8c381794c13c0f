//! The SQL functions that courtier adds to the engine: mortgage mathematics and bank names, over columns.
//!
//! One rule for all: NULL in gives NULL out, and an argument outside its domain gives NULL, never an error, so that one
//! bad row does not stop a query over millions. `SHOW FUNCTIONS` documents them, in French.

mod bank_network;
mod column_function;
mod dated;
mod loan_catalogue;
mod number_function;
mod text_pattern;

use std::sync::Arc;

use chrono::NaiveDate;
use courtier_loan::UsuryTable;
use datafusion::arrow::temporal_conversions::date32_to_datetime;
use datafusion::logical_expr::ScalarUDF;

/// Returns every function of courtier; the usury thresholds are those of `usury`.
pub(crate) fn all(usury: &Arc<UsuryTable>) -> Vec<Arc<ScalarUDF>> {
    let others = [
        dated::usury_threshold(Arc::clone(usury)),
        dated::regulatory_value(),
        bank_network::network(),
        bank_network::group(),
        text_pattern::follows_pattern(),
    ];
    let numbers = loan_catalogue::FUNCTIONS.iter().map(number_function::number_function);
    numbers.chain(others).map(|function| Arc::new(ScalarUDF::from(function))).collect()
}

/// Name and French documentation of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionHelp {
    /// How it is called, such as `taeg(taux_pct, duree_mois, taux_assurance_pct [, frais_pct])`.
    pub syntax: String,
    /// What it gives, its unit and its source.
    pub description: String,
    /// Each argument: name and meaning.
    pub arguments: Vec<(String, String)>,
    /// A query with its answer in a comment.
    pub example: String,
}

/// Returns the documentation of courtier's functions, in the order of the catalogue.
#[must_use]
pub fn function_help() -> Vec<FunctionHelp> {
    all(&Arc::new(UsuryTable::embedded().clone()))
        .iter()
        .filter_map(|function| function.documentation())
        .map(|documentation| FunctionHelp {
            syntax: documentation.syntax_example.clone(),
            description: documentation.description.clone(),
            arguments: documentation.arguments.clone().unwrap_or_default(),
            example: documentation.sql_example.clone().unwrap_or_default(),
        })
        .collect()
}

/// Returns the day of an Arrow date.
fn date(days: i32) -> Option<NaiveDate> {
    date32_to_datetime(days).map(|instant| instant.date())
}

#[cfg(test)]
mod tests {
    use super::function_help;
    use crate::{Lake, LakeSession, Published};
    use datafusion::arrow::array::cast::AsArray as _;
    use datafusion::arrow::datatypes::Float64Type;
    use datafusion::arrow::util::display::array_value_to_string;

    /// The page of the functions: what `SHOW FUNCTIONS` says, to read.
    fn page() -> String {
        let mut page = "# Les fonctions SQL de courtier\n\n\
            Dans `courtier sql`, dans les modèles et partout où courtier exécute du SQL. NULL en entrée donne NULL, et une valeur\n\
            hors du domaine aussi : une ligne fausse n'arrête pas une requête. `SHOW FUNCTIONS` et `\\f` de l'invite les listent.\n"
            .to_owned();
        for help in function_help() {
            page.push_str(&format!("\n## `{}`\n\n{}\n\n", help.syntax, help.description));
            for (name, meaning) in &help.arguments {
                page.push_str(&format!("- `{name}` : {meaning}\n"));
            }
            page.push_str(&format!("\n```sql\n{}\n```\n", help.example));
        }
        page
    }

    #[test]
    fn has_a_page_that_says_the_same() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/fr/fonctions-sql.md");
        if std::env::var_os("UPDATE_PAGES").is_some() {
            std::fs::write(file, page()).unwrap();
        }
        let written = std::fs::read_to_string(file).unwrap();
        assert_eq!(written, page(), "UPDATE_PAGES=1 writes the page anew");
    }

    #[tokio::test]
    async fn gives_the_answers_of_its_examples() {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap()).unwrap();
        let session = LakeSession::on(&lake, &Published::default()).unwrap();
        for help in function_help() {
            let (query, answer) = help.example.split_once(" -- ").unwrap();
            let (_, batches) = session.collect(query).await.unwrap();
            let Some(values) = batches[0].column(0).as_primitive_opt::<Float64Type>() else {
                assert_eq!(array_value_to_string(batches[0].column(0), 0).unwrap(), answer, "{query}");
                continue;
            };
            let value = values.value(0);
            let decimals = answer.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            assert_eq!(format!("{value:.decimals$}"), answer, "{query}");
        }
    }

    #[tokio::test]
    async fn gives_null_for_null_and_outside_the_domain() {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap()).unwrap();
        let session = LakeSession::on(&lake, &Published::default()).unwrap();
        for call in [
            "mensualite(NULL, 3.5, 240)",
            "mensualite(0, 3.5, 240)",
            "mensualite(1000, 101, 240)",
            "mensualite(1000, 3.5, 240.5)",
            "mensualite(1000, 3.5, 1201)",
            "assurance_mensuelle(1000, -1)",
            "cout_credit(-5, 3.5, 240)",
            "cout_assurance(1000, 0.3, 0)",
            "cout_sur(1000, 3.5, 240, 0.3, -1)",
            "capital_restant(1000, 3.5, 240, 241)",
            "taux_actuariel(-0.1)",
            "taeg(3.5, NULL, 0.3)",
            "taeg(3.5, 240, 0.3, 100)",
            "taea(3.5, 0, 0.3)",
            "taux_effort(100, 0, 0)",
            "taux_effort(100, -1, 1000)",
            "arrondi(1.5, 0.5)",
            "seuil_usure(DATE '2019-01-01', 240)",
            "seuil_usure(DATE '2024-02-15', 0)",
            "seuil_usure(DATE '2024-02-15', 240, 'inconnue')",
            "seuil_usure(NULL, 240)",
            "parametre_reglementaire('inconnu', DATE '2024-02-15')",
        ] {
            let (_, batches) = session.collect(&format!("SELECT {call} IS NULL")).await.unwrap();
            assert!(batches[0].column(0).as_boolean().value(0), "{call}");
        }
    }

    #[tokio::test]
    async fn works_on_columns() {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap()).unwrap();
        let session = LakeSession::on(&lake, &Published::default()).unwrap();
        let sql = "SELECT count(*), count(taeg(r, n, 0.3)), min(seuil_usure(d, n)), max(seuil_usure(d, n, k)) FROM (VALUES \
                   (3.5, 240, DATE '2024-02-15', 'fixe'), (4.0, 120, DATE '2024-02-15', 'relais'), \
                   (NULL, 180, NULL, 'fixe')) AS t(r, n, d, k)";
        let (_, batches) = session.collect(sql).await.unwrap();
        let row: Vec<String> =
            (0..4).map(|column| array_value_to_string(batches[0].column(column), 0).unwrap()).collect();
        assert_eq!(row, ["3", "2", "6.01", "6.35"]);
    }
}

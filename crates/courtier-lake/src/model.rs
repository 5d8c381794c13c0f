//! A model: one SELECT that makes one table from others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use courtier_contract::{Contract, Contracts};
use courtier_core::{Schema, TableName, nearest};
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser::ast::Statement as SqlStatement;

use crate::LakeError;

/// The models that the binary carries: path inside `models/`, SQL, contract.
const BUILT_IN: [(&str, &str, &str); 6] = [
    (
        "silver/propositions_rapprochees.sql",
        include_str!("../../../models/silver/propositions_rapprochees.sql"),
        include_str!("../../../models/silver/propositions_rapprochees.odcs.yaml"),
    ),
    (
        "gold/opportunites_par_etape.sql",
        include_str!("../../../models/gold/opportunites_par_etape.sql"),
        include_str!("../../../models/gold/opportunites_par_etape.odcs.yaml"),
    ),
    (
        "gold/propositions_par_banque.sql",
        include_str!("../../../models/gold/propositions_par_banque.sql"),
        include_str!("../../../models/gold/propositions_par_banque.odcs.yaml"),
    ),
    (
        "gold/couts_propositions.sql",
        include_str!("../../../models/gold/couts_propositions.sql"),
        include_str!("../../../models/gold/couts_propositions.odcs.yaml"),
    ),
    (
        "gold/meilleures_propositions.sql",
        include_str!("../../../models/gold/meilleures_propositions.sql"),
        include_str!("../../../models/gold/meilleures_propositions.odcs.yaml"),
    ),
    (
        "gold/couverture.sql",
        include_str!("../../../models/gold/couverture.sql"),
        include_str!("../../../models/gold/couverture.odcs.yaml"),
    ),
];

/// A model and what its table promises.
#[derive(Debug, Clone)]
pub struct Model {
    /// Table that it makes.
    pub table: TableName,
    /// The SELECT.
    pub sql: String,
    /// Tables that it reads.
    pub reads: BTreeSet<TableName>,
    /// What the rows promise: columns, key, required cells, bounds. Without it the rows are not tested.
    pub contract: Option<Contract>,
}

impl Model {
    /// Reads a model. `path` is `<schema>/<table>.sql`; it names the table, and the model in errors.
    ///
    /// # Errors
    /// [`LakeError::Model`] when the path does not name a table, the SQL is not one SELECT, or the contract is wrong.
    pub fn parse(path: &str, sql: &str, contract: Option<&str>) -> Result<Self, LakeError> {
        let wrong = |reason: String| LakeError::Model { model: path.to_owned(), reason };
        let table: TableName = path
            .strip_suffix(".sql")
            .map(|path| path.replace('/', "."))
            .ok_or_else(|| wrong("le nom du fichier doit finir par `.sql`".to_owned()))?
            .parse()
            .map_err(|error: courtier_core::TableNameError| wrong(error.to_string()))?;
        if !matches!(table.schema(), Schema::Silver | Schema::Gold | Schema::Marketing) {
            return Err(wrong(format!("un modèle écrit dans silver, gold ou marketing, pas dans {}", table.schema())));
        }
        let reads = tables_read(sql).map_err(wrong)?;
        let contract = contract
            .map(|text| {
                let file = path.replace(".sql", ".odcs.yaml");
                let contracts = Contracts::parse([(file, text)]).map_err(|error| wrong(error.to_string()))?;
                contracts
                    .get(table.table())
                    .cloned()
                    .ok_or_else(|| wrong(format!("son contrat doit décrire la table `{}`", table.table())))
            })
            .transpose()?;
        Ok(Self { table, sql: sql.to_owned(), reads, contract })
    }
}

impl Model {
    /// Names the table whose query fails on the data. The engine's message may quote a cell: it is left out.
    pub(crate) fn failed_on_data(table: &TableName) -> LakeError {
        LakeError::Model {
            model: table.to_string(),
            reason: "sa requête échoue sur les données ; lancez-la avec `courtier sql` pour voir où".to_owned(),
        }
    }

    /// Names the model whose query cannot be planned.
    pub(crate) fn failed(&self, error: &LakeError) -> LakeError {
        let cause = match error {
            LakeError::Query(cause) => cause.to_string(),
            other => other.to_string(),
        };
        LakeError::Model { model: self.table.to_string(), reason: format!("sa requête échoue : {cause}") }
    }
}

/// Returns the tables of the lake that a SELECT reads.
fn tables_read(sql: &str) -> Result<BTreeSet<TableName>, String> {
    let mut statements = DFParserBuilder::new(sql)
        .build()
        .and_then(|mut parser| parser.parse_statements())
        .map_err(|error| format!("SQL illisible : {error}"))?;
    let (Some(statement), true) = (statements.pop_front(), statements.is_empty()) else {
        return Err("le fichier doit contenir exactement une requête".to_owned());
    };
    if !matches!(&statement, Statement::Statement(inner) if matches!(inner.as_ref(), SqlStatement::Query(_))) {
        return Err("le fichier doit contenir un SELECT et rien d'autre".to_owned());
    }
    let (references, _) = resolve_table_references(&statement, true).map_err(|error| error.to_string())?;
    references
        .into_iter()
        .map(|reference| {
            let schema = reference.schema().unwrap_or("silver");
            format!("{schema}.{}", reference.table())
                .parse()
                .map_err(|error: courtier_core::TableNameError| error.to_string())
        })
        .collect()
}

/// Every model, in an order in which each comes after those it reads.
#[derive(Debug, Clone)]
pub struct Models(Vec<Model>);

impl Models {
    /// Reads the models that the binary carries and, on top of them, those of `folder`
    /// (`<schema>/<table>.sql`, with an optional `<schema>/<table>.odcs.yaml`); a file of the same name replaces a model.
    ///
    /// # Errors
    /// [`LakeError::Model`] when a model is wrong, or models read each other in a circle.
    pub fn load(folder: Option<&Path>) -> Result<Self, LakeError> {
        let mut models: Vec<Model> = BUILT_IN
            .iter()
            .map(|(path, sql, contract)| Model::parse(path, sql, Some(contract)))
            .collect::<Result<_, _>>()?;
        if let Some(folder) = folder {
            for path in sql_files(folder)? {
                let read = |path: PathBuf| {
                    std::fs::read_to_string(&path).map_err(LakeError::state(&path.display().to_string(), "lecture"))
                };
                let sql = read(folder.join(&path))?;
                let contract_path = folder.join(path.replace(".sql", ".odcs.yaml"));
                let contract = if contract_path.is_file() { Some(read(contract_path)?) } else { None };
                let model = Model::parse(&path, &sql, contract.as_deref())?;
                models.retain(|known| known.table != model.table);
                models.push(model);
            }
        }
        Ok(Self(in_order(models)?))
    }

    /// Returns the models in order.
    pub fn iter(&self) -> impl Iterator<Item = &Model> {
        self.0.iter()
    }

    /// Returns a model and the models that it reads, directly or not, in order.
    ///
    /// # Errors
    /// [`LakeError::Model`] naming the nearest model when there is none of that name.
    pub fn select(&self, table: &str) -> Result<Vec<&Model>, LakeError> {
        let names: Vec<String> = self.0.iter().map(|model| model.table.to_string()).collect();
        if !names.iter().any(|name| name == table) {
            let hint = nearest(table, names.iter().map(String::as_str))
                .map_or_else(|| names.join(", "), |name| format!("vouliez-vous `{name}` ?"));
            return Err(LakeError::Model {
                model: table.to_owned(),
                reason: format!("ce modèle n'existe pas ; {hint}"),
            });
        }
        let mut wanted: BTreeSet<String> = BTreeSet::from([table.to_owned()]);
        for model in self.0.iter().rev() {
            if wanted.contains(&model.table.to_string()) {
                wanted.extend(model.reads.iter().map(TableName::to_string));
            }
        }
        Ok(self.0.iter().filter(|model| wanted.contains(&model.table.to_string())).collect())
    }
}

/// Returns the `<schema>/<table>.sql` of a folder, sorted.
fn sql_files(folder: &Path) -> Result<Vec<String>, LakeError> {
    let list = |path: &Path| {
        let failed = || LakeError::state(&path.display().to_string(), "lecture");
        let mut names = Vec::new();
        for entry in std::fs::read_dir(path).map_err(failed())? {
            names.push(entry.map_err(failed())?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok::<_, LakeError>(names)
    };
    let mut files = Vec::new();
    for schema in list(folder)? {
        let path = folder.join(&schema);
        if path.is_dir() {
            let tables =
                list(&path)?.into_iter().filter(|name| Path::new(name).extension().is_some_and(|e| e == "sql"));
            files.extend(tables.map(|table| format!("{schema}/{table}")));
        }
    }
    Ok(files)
}

/// Sorts models so that each comes after those it reads; among the possible orders, by name.
fn in_order(mut models: Vec<Model>) -> Result<Vec<Model>, LakeError> {
    models.sort_by(|a, b| a.table.cmp(&b.table));
    let mut ordered: Vec<Model> = Vec::with_capacity(models.len());
    while !models.is_empty() {
        let waiting: BTreeSet<TableName> = models.iter().map(|model| model.table.clone()).collect();
        let Some(ready) = models.iter().position(|model| model.reads.is_disjoint(&waiting)) else {
            return Err(LakeError::Model {
                model: circle(&models).join(", "),
                reason: "ces modèles se lisent en cercle ; retirez une des dépendances".to_owned(),
            });
        };
        ordered.push(models.remove(ready));
    }
    Ok(ordered)
}

/// Returns the names of the models that are read by another one of them: those that form the circles.
fn circle(waiting: &[Model]) -> Vec<String> {
    let mut members: BTreeSet<&TableName> = waiting.iter().map(|model| &model.table).collect();
    loop {
        let read: BTreeSet<&TableName> =
            waiting.iter().filter(|model| members.contains(&model.table)).flat_map(|model| &model.reads).collect();
        let still: BTreeSet<&TableName> = members.intersection(&read).copied().collect();
        if still.len() == members.len() {
            return members.into_iter().map(TableName::to_string).collect();
        }
        members = still;
    }
}

#[cfg(test)]
mod tests {
    use super::{Model, Models, in_order};

    fn model(path: &str, sql: &str) -> Model {
        Model::parse(path, sql, None).unwrap()
    }

    #[test]
    fn carries_models_that_parse() {
        assert!(Models::load(None).unwrap().iter().count() >= 3);
    }

    #[test]
    fn puts_a_model_after_those_it_reads() {
        let ordered = in_order(vec![
            model("gold/a.sql", "SELECT * FROM gold.b JOIN silver.c USING (id)"),
            model("gold/b.sql", "WITH x AS (SELECT 1 AS id) SELECT id FROM x, silver.opportunites"),
        ])
        .unwrap();
        assert_eq!(ordered.iter().map(|m| m.table.to_string()).collect::<Vec<_>>(), ["gold.b", "gold.a"]);
        assert_eq!(ordered[0].reads.iter().map(ToString::to_string).collect::<Vec<_>>(), ["silver.opportunites"]);
    }

    #[test]
    fn refuses_circles_writes_and_wrong_places() {
        let circle = vec![
            model("gold/a.sql", "SELECT 1 FROM gold.b"),
            model("gold/b.sql", "SELECT 1 FROM gold.a"),
            model("gold/reader.sql", "SELECT 1 FROM gold.a"),
        ];
        let message = in_order(circle).unwrap_err().to_string();
        assert!(message.starts_with("modèle `gold.a, gold.b` : ces modèles se lisent en cercle"), "{message}");
        let error = |path: &str, sql: &str| Model::parse(path, sql, None).unwrap_err().to_string();
        assert!(error("gold/a.sql", "DROP TABLE x").contains("un SELECT et rien d'autre"));
        assert!(error("gold/a.sql", "SELECT 1; SELECT 2").contains("exactement une requête"));
        assert!(error("bronze/a.sql", "SELECT 1").contains("pas dans bronze"));
        assert!(error("gold/a.sql", "SELEC 1").contains("SQL illisible"));
    }

    #[test]
    fn selects_a_model_with_what_it_reads() {
        let models = Models(
            in_order(vec![
                model("gold/a.sql", "SELECT 1 FROM gold.b"),
                model("gold/b.sql", "SELECT 1"),
                model("gold/c.sql", "SELECT 1"),
            ])
            .unwrap(),
        );
        let names = |table| models.select(table).unwrap().iter().map(|m| m.table.to_string()).collect::<Vec<_>>();
        assert_eq!(names("gold.a"), ["gold.b", "gold.a"]);
        assert!(models.select("gold.aa").unwrap_err().to_string().contains("n'existe pas"));
    }
}

//! `courtier build`

use courtier_jobs::{BuildReport, build};
use serde_json::json;

use crate::cli::{Build, ReportFormat};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{TextTable, count, print};

pub(crate) fn run(context: &Context, options: &Build) -> Result<(), Failure> {
    let report = make(context, options.select.as_deref())?;
    match options.format {
        ReportFormat::Text => print(&text(&report)),
        ReportFormat::Json => {
            let built: Vec<_> =
                report.built.iter().map(|(table, rows)| json!({"table": table.to_string(), "lignes": rows})).collect();
            let waiting: Vec<_> = report
                .skipped
                .iter()
                .map(|(table, missing)| json!({"table": table.to_string(), "manque": missing.to_string()}))
                .collect();
            let json = json!({"run_id": report.run_id, "modeles": built, "en_attente": waiting, "tests": report.tests});
            print(&json.to_string());
        }
    }
    Ok(())
}

/// Builds models in the lake of the configuration.
pub(crate) fn make(context: &Context, select: Option<&str>) -> Result<BuildReport, Failure> {
    let (lake, contracts, models) = (context.lake()?, context.contracts()?, context.models()?);
    let job = build(&lake, &contracts, &models, select, context.clock(), context.observer());
    Ok(context.block_on(job)?)
}

/// Returns the report for people.
pub(crate) fn text(report: &BuildReport) -> String {
    let mut table = TextTable::new(&["modèle", "lignes", "tests"], &[1]);
    for (model, rows) in &report.built {
        let name = model.to_string();
        let (mut passed, mut failed) = (0, 0);
        for test in report.tests.iter().filter(|test| test.table_cible == name) {
            if test.statut == "ok" { passed += 1 } else { failed += 1 }
        }
        table.row([name, count(*rows), format!("{passed} ok, {failed} en échec")]);
    }
    let mut text = table.to_string();
    for test in report.tests.iter().filter(|test| test.statut == "echec") {
        let column = test.colonne.as_deref().map(|column| format!(".{column}")).unwrap_or_default();
        let rows = count(test.lignes_en_echec);
        text.push_str(&format!(
            "\n{} : {}{column}, {}, {rows} ligne(s) ; voir quality.violations",
            test.gravite, test.table_cible, test.test
        ));
    }
    for (model, missing) in &report.skipped {
        text.push_str(&format!("\nen attente : {model} (`{missing}` n'est pas encore chargée)"));
    }
    text
}

//! `courtier build`: seeds, the profile of the applicants, then models in dependency order, tested, published together.

use std::sync::Arc;

use courtier_contract::Contracts;
use courtier_core::{Clock, Schema, TableName};
use courtier_lake::{
    Lake, LakeError, LakeSession, Model, ModelRun, Models, Publication, Seed, TestRecord, ViolationLevel,
    applicant_profile, profile_seeds, profile_table_names, run_model, run_seed,
};

use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::audit_silver::{fail_on_errors, record};
use crate::replace_violations::replace_violations;
use crate::{JobError, Observer, Run};

/// What a build made.
#[derive(Debug, Clone)]
pub struct BuildReport {
    /// Run.
    pub run_id: String,
    /// Each seed and model built: table and rows.
    pub built: Vec<(TableName, i64)>,
    /// Models that read a table which was never loaded, with that table.
    pub skipped: Vec<(TableName, TableName)>,
    /// Results of the tests.
    pub tests: Vec<TestRecord>,
}

/// Builds every model, or `select` and what it reads.
///
/// # Errors
/// [`JobError`]; nothing is published then, and the failed run is recorded.
pub fn build<'a>(
    lake: &'a Lake,
    contracts: &'a Contracts,
    models: &'a Models,
    select: Option<&'a str>,
    clock: Arc<dyn Clock>,
    observer: Arc<dyn Observer>,
) -> BoxFuture<'a, Result<BuildReport, JobError>> {
    async move {
        let selected = Selection::of(models, select)?;
        let mut run = Run::start(lake, "build", clock, observer)?;
        let prepared = prepare(lake, contracts, &selected, &mut run).await;
        run.end(lake, prepared).await
    }
    .boxed()
}

/// What a build makes.
struct Selection<'m> {
    models: Vec<&'m Model>,
    /// Every table, seeds included.
    whole: bool,
    /// The tables of the profile of the applicants, which are made together.
    profile: bool,
}

impl<'m> Selection<'m> {
    fn of(models: &'m Models, select: Option<&str>) -> Result<Self, JobError> {
        let Some(table) = select else {
            return Ok(Self { models: models.iter().collect(), whole: true, profile: true });
        };
        if profile_table_names().any(|name| name == table) {
            return Ok(Self { models: Vec::new(), whole: false, profile: true });
        }
        let models = models.select(table)?;
        let reads = |name: &str| models.iter().any(|model| model.reads.iter().any(|read| read.to_string() == name));
        let profile = profile_table_names().any(reads);
        Ok(Self { models, whole: false, profile })
    }
}

async fn prepare<'l>(
    lake: &'l Lake,
    contracts: &Contracts,
    selection: &Selection<'_>,
    run: &mut Run,
) -> Result<(Publication<'l>, BuildReport), JobError> {
    let mut publication = Publication::begin(lake, run.lock()).await?;
    let session = LakeSession::on(lake, publication.published())?;
    let mut report = BuildReport { run_id: run.id.clone(), built: Vec::new(), skipped: Vec::new(), tests: Vec::new() };
    let models = selection.models.as_slice();
    // With the figures of this configuration. Other tools read them too: a whole build writes them all.
    let seeds = lake.references().seeds()?;
    let is_wanted = |seed: &&Seed| selection.whole || models.iter().any(|model| model.reads.contains(&seed.table));
    for seed in seeds.iter().filter(is_wanted) {
        let step = format!("références {}", seed.table);
        run.begin_step(&step, None);
        let made = run_seed(&mut publication, &session, seed).await?;
        run.end_step(&step, Some(made.rows));
        keep(&mut publication, &mut report, &seed.table, &made, run).await?;
    }
    if selection.profile {
        profile_applicants(contracts, &session, &mut publication, &mut report, run).await?;
    }
    for model in models {
        if model.table.schema() == Schema::Silver && contracts.get(model.table.table()).is_some() {
            let reason = "cette table vient des exports (`courtier ingest`) : donnez un autre nom au modèle".to_owned();
            return Err(LakeError::Model { model: model.table.to_string(), reason }.into());
        }
        if let Some(missing) = missing_table(&session, model) {
            if !is_expected(contracts, models, missing) {
                let error = LakeError::Model {
                    model: model.table.to_string(),
                    reason: format!("il lit `{missing}`, qui n'existe pas"),
                };
                return Err(error.into());
            }
            report.skipped.push((model.table.clone(), missing.clone()));
            continue;
        }
        let step = format!("modèle {}", model.table);
        run.begin_step(&step, None);
        let made = run_model(&mut publication, &session, model).await?;
        run.end_step(&step, Some(made.rows));
        keep(&mut publication, &mut report, &model.table, &made, run).await?;
    }
    publication.append(&report.tests).await?;
    fail_on_errors(&report.tests)?;
    Ok((publication, report))
}

/// Makes the tables of the profile of the applicants.
async fn profile_applicants(
    contracts: &Contracts,
    session: &LakeSession,
    publication: &mut Publication<'_>,
    report: &mut BuildReport,
    run: &mut Run,
) -> Result<(), JobError> {
    if !session.has_table("silver", "opportunites") {
        let waiting = |name: &str| Some((name.parse().ok()?, "silver.opportunites".parse().ok()?));
        report.skipped.extend(profile_table_names().filter_map(waiting));
        return Ok(());
    }
    run.begin_step("profil des demandeurs", None);
    let profile = applicant_profile(session, contracts.get("opportunites")).await?;
    run.end_step("profil des demandeurs", None);
    for seed in &profile_seeds(&profile)? {
        let step = format!("profil {}", seed.table);
        run.begin_step(&step, None);
        let made = run_seed(publication, session, seed).await?;
        run.end_step(&step, Some(made.rows));
        keep(publication, report, &seed.table, &made, run).await?;
    }
    Ok(())
}

/// Keeps what a table's tests say: in the report, and the rows that fail in `quality.violations`.
async fn keep(
    publication: &mut Publication<'_>,
    report: &mut BuildReport,
    table: &TableName,
    made: &ModelRun,
    run: &Run,
) -> Result<(), JobError> {
    report.built.push((table.clone(), made.rows));
    let name = table.to_string();
    report
        .tests
        .extend(made.tests.iter().map(|t| record(&name, t.test, Some(&t.column), t.severity.as_str(), t.failing, run)));
    replace_violations(publication, &name, ViolationLevel::Model, &made.violations, run).await
}

fn missing_table<'m>(session: &LakeSession, model: &'m Model) -> Option<&'m TableName> {
    model.reads.iter().find(|table| !session.has_table(table.schema().as_str(), table.table()))
}

/// Returns whether a missing table is one that an ingest or another model would make: the model waits for it.
fn is_expected(contracts: &Contracts, models: &[&Model], missing: &TableName) -> bool {
    let loaded =
        matches!(missing.schema(), Schema::Silver | Schema::Bronze) && contracts.get(missing.table()).is_some();
    loaded || models.iter().any(|model| model.table == *missing)
}

//! `courtier doctor`: what is wrong with this installation, and how to mend it.

use std::fs::OpenOptions;
use std::path::Path;

use courtier_answers::last_load;
use courtier_core::ErrorKind;
use courtier_lake::{LakeSession, is_lake};

use crate::context::Context;
use crate::failure::Failure;
use crate::output::{decimal, print};

/// Result of one check: what was looked at, and what is wrong with it.
type Check = (String, Result<String, String>);

pub(crate) fn run(context: &Context) -> Result<(), Failure> {
    let mut checks: Vec<Check> = vec![
        ("configuration".to_owned(), Ok("lue".to_owned())),
        ("contrats".to_owned(), explain(context.contracts(), |found| format!("{} tables", found.iter().count()))),
        ("modèles".to_owned(), explain(context.models(), |found| format!("{} modèles", found.iter().count()))),
    ];
    checks.push(("lac".to_owned(), lake_is_writable(context)));
    checks.extend(tables(context));
    checks.push(("fraîcheur".to_owned(), freshness(context)));

    let mut failed = 0;
    for (what, result) in &checks {
        match result {
            Ok(found) => print(&format!("✓ {what} : {found}")),
            Err(problem) => {
                failed += 1;
                print(&format!("✗ {what} : {problem}"));
            }
        }
    }
    if failed == 0 {
        return Ok(());
    }
    Err(Failure::new(ErrorKind::Storage, format!("{failed} vérification(s) en échec, voir ci-dessus")))
}

fn explain<T>(result: Result<T, Failure>, found: impl Fn(&T) -> String) -> Result<String, String> {
    result.map(|value| found(&value)).map_err(|failure| failure.message().to_owned())
}

fn lake_is_writable(context: &Context) -> Result<String, String> {
    let lake = context.lake().map_err(|failure| failure.message().to_owned())?;
    if !is_lake(&lake.folder()) {
        return Ok(format!("{} n'existe pas encore : le premier `courtier ingest` le crée", shown(&lake.folder())));
    }
    let probe = lake.folder().join("_courtier").join("doctor.tmp");
    let written = OpenOptions::new().create(true).truncate(true).write(true).open(&probe).map(drop);
    let removed = written.and_then(|()| std::fs::remove_file(&probe));
    match removed {
        Ok(()) => Ok(format!("{} accessible en écriture", lake.folder().display())),
        Err(error) => {
            Err(format!("{} n'est pas accessible en écriture ({error}) : vérifiez les droits", shown(&lake.folder())))
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Opens every published table and reads a row of it.
fn tables(context: &Context) -> Vec<Check> {
    let Ok(lake) = context.lake() else { return Vec::new() };
    let published = match context.block_on(lake.published()) {
        Ok(published) => published,
        Err(error) => return vec![("publication".to_owned(), Err(error.to_string()))],
    };
    let session = match LakeSession::on(&lake, &published) {
        Ok(session) => session,
        Err(error) => return vec![("moteur SQL".to_owned(), Err(error.to_string()))],
    };
    published
        .tables()
        .map(|(name, version)| {
            let read = context.block_on(session.collect(&format!("SELECT * FROM {name} LIMIT 1")));
            let result = read.map(|_| format!("version {version} lisible")).map_err(|error| {
                let cause = Failure::from(error);
                format!("{} ; restaurez le dossier du lac ou rechargez les fichiers", cause.message())
            });
            (format!("table {name}"), result)
        })
        .collect()
}

fn freshness(context: &Context) -> Result<String, String> {
    let Ok(lake) = context.lake() else { return Err("lac illisible".to_owned()) };
    let published = context.block_on(lake.published()).map_err(|error| error.to_string())?;
    if published.generation == 0 {
        return Ok("lac vide : commencez par `courtier ingest CHEMIN`".to_owned());
    }
    let session = LakeSession::on(&lake, &published).map_err(|error| error.to_string())?;
    let loaded = context.block_on(last_load(&session)).map_err(|error| error.to_string())?;
    let age = context.clock().now() - loaded.unwrap_or(published.published_at);
    if age.num_seconds() < 0 {
        return Err("le dernier chargement est dans le futur : l'horloge de cette machine retarde".to_owned());
    }
    #[expect(clippy::cast_precision_loss, reason = "hours of a human scale")]
    let hours = age.num_milliseconds() as f64 / 3.6e6;
    let limit = context.settings.freshness.max_age_hours;
    if limit > 0.0 && hours > limit {
        return Err(format!(
            "données vieilles de {} h (limite {limit} h) : relancez `courtier ingest`",
            decimal(hours, 0)
        ));
    }
    Ok(format!("dernier chargement il y a {} h", decimal(hours, 1)))
}

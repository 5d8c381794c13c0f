//! `courtier ingest`

use std::sync::Arc;

use courtier_config::Full;
use courtier_extract::Limits;
use courtier_jobs::{FileOutcome, IngestReport, IngestRequest, ingest};
use serde_json::json;

use crate::cli::{Ingest, ReportFormat};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{TextTable, count, print};

pub(crate) fn run(context: &Context, options: &Ingest) -> Result<(), Failure> {
    let request = IngestRequest {
        paths: options.paths.clone(),
        full: options.full.or(match context.settings.ingest.full {
            Full::Auto => None,
            Full::Oui => Some(true),
            Full::Non => Some(false),
        }),
        force: options.force,
        limits: context.limits(),
    };
    let report = load(context, &request)?;
    match options.format {
        ReportFormat::Text => print(&text(&report)),
        ReportFormat::Json => print(&as_json(&report)),
    }
    Ok(())
}

/// Loads files into the lake of the configuration.
pub(crate) fn load(context: &Context, request: &IngestRequest) -> Result<IngestReport, Failure> {
    let lake = context.lake()?;
    let contracts = context.contracts()?;
    let job = ingest(&lake, &contracts, request, context.clock(), context.observer());
    Ok(context.block_on(job)?)
}

/// Returns the report for people: a table of where every row went, then what was left aside.
pub(crate) fn text(report: &IngestReport) -> String {
    let mut table = TextTable::new(
        &["fichier", "table", "lues", "insérées", "mises à jour", "inchangées", "doublons", "rejetées", "disparues"],
        &[2, 3, 4, 5, 6, 7, 8],
    );
    for (file, target, outcome) in &report.files {
        match outcome {
            FileOutcome::Loaded(r) => {
                let counts = [r.lues, r.inserees, r.mises_a_jour, r.inchangees, r.doublons, r.rejetees];
                let gone = r.cles_disparues.map_or_else(|| "-".to_owned(), count);
                table.row([file.clone(), target.clone()].into_iter().chain(counts.map(count)).chain([gone]));
            }
            FileOutcome::AlreadyLoaded => {
                let rest = std::iter::repeat_n("-".to_owned(), 6);
                table.row([file.clone(), target.clone(), "déjà chargé".to_owned()].into_iter().chain(rest));
            }
        }
    }
    let mut text = table.to_string();
    for ignored in &report.ignored {
        text.push_str(&format!("\nlaissé de côté : {} ({})", ignored.name, ignored.reason));
    }
    let loaded = report.files.iter().any(|(_, _, outcome)| matches!(outcome, FileOutcome::Loaded(_)));
    text.push_str(if loaded {
        "\nRéconciliation vérifiée : lues = insérées + mises à jour + inchangées + doublons + rejetées."
    } else {
        "\nRien de nouveau."
    });
    text
}

fn as_json(report: &IngestReport) -> String {
    let files: Vec<_> = report
        .files
        .iter()
        .map(|(file, table, outcome)| match outcome {
            FileOutcome::Loaded(record) => {
                json!({"fichier": file, "table": table, "statut": "charge", "reconciliation": record})
            }
            FileOutcome::AlreadyLoaded => json!({"fichier": file, "table": table, "statut": "deja_charge"}),
        })
        .collect();
    let ignored: Vec<_> = report
        .ignored
        .iter()
        .map(|ignored| json!({"fichier": ignored.name, "raison": ignored.reason.to_string()}))
        .collect();
    json!({"run_id": report.run_id, "fichiers": files, "laisses_de_cote": ignored, "tests": report.tests}).to_string()
}

impl Context {
    /// Returns the bounds of the configuration on what is read.
    pub(crate) fn limits(&self) -> Limits {
        let ingest = &self.settings.ingest;
        Limits {
            max_ratio: ingest.max_ratio,
            max_bytes: ingest.max_bytes,
            max_record_bytes: usize::try_from(ingest.max_record_bytes).unwrap_or(usize::MAX),
            ..Limits::default()
        }
    }

    /// Returns who watches the jobs: progress bars.
    pub(crate) fn observer(&self) -> Arc<dyn courtier_jobs::Observer> {
        Arc::new(crate::progress::Bars::new(self.quiet))
    }
}

//! `courtier status`

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;
use courtier_answers::Status;
use courtier_core::ErrorKind;

use crate::cli::{ReportFormat, Status as Options};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{TextTable, count, print};

pub(crate) fn run(context: &Context, options: &Options) -> Result<(), Failure> {
    let status = read(context)?;
    match options.format {
        ReportFormat::Text => print(&text(&status, context)),
        ReportFormat::Json => {
            let json = serde_json::to_string(&status).map_err(|e| Failure::new(ErrorKind::Internal, e.to_string()))?;
            print(&json);
        }
    }
    Ok(())
}

/// Reads the state of the lake of the configuration.
pub(crate) fn read(context: &Context) -> Result<Status, Failure> {
    let lake = context.lake()?;
    Ok(context.block_on(Status::read(&lake))?)
}

/// Returns the state for people.
pub(crate) fn text(status: &Status, context: &Context) -> String {
    let mut text = format!("Lac : {}\n", status.lac);
    let Some(published) = status.publie_le else {
        text.push_str("Vide : commencez par `courtier ingest CHEMIN`.");
        return text;
    };
    text.push_str(&format!(
        "Publication n° {}, {}",
        status.publication,
        freshness(published, status.charge_le, context)
    ));
    let mut tables = TextTable::new(&["table", "lignes", "version"], &[1, 2]);
    for table in &status.tables {
        tables.row([table.table.clone(), count(table.lignes), table.version.to_string()]);
    }
    text.push_str(&format!("\n{tables}"));
    if status.regles.is_empty() {
        text.push_str("\nAucune anomalie dans les lignes chargées.");
    } else {
        text.push_str(&format!("\n\nAnomalies des lignes actuelles (détail : quality.violations)\n{}", rules(status)));
    }
    text
}

/// Returns the table of broken rules.
pub(crate) fn rules(status: &Status) -> TextTable {
    let mut rules = TextTable::new(&["table", "colonne", "règle", "gravité", "lignes"], &[4]);
    for rule in &status.regles {
        rules.row([
            rule.table_cible.clone(),
            rule.colonne.clone().unwrap_or_default(),
            rule.regle.clone(),
            rule.gravite.clone(),
            count(rule.lignes),
        ]);
    }
    rules
}

/// Returns when the lake was published, and whether its exports are old.
fn freshness(published: DateTime<Utc>, loaded: Option<DateTime<Utc>>, context: &Context) -> String {
    let age = context.clock().now() - loaded.unwrap_or(published);
    let limit = context.settings.freshness.max_age_hours;
    let at = published.with_timezone(&Paris).format("le %d/%m/%Y à %H:%M (heure de Paris)");
    #[expect(clippy::cast_precision_loss, reason = "hours of a human scale")]
    let hours = age.num_milliseconds() as f64 / 3.6e6;
    if limit > 0.0 && hours > limit {
        format!(
            "{at} : DONNÉES ANCIENNES, chargées il y a {hours:.0} h (limite {limit} h, option freshness.max_age_hours)"
        )
    } else {
        format!("{at}")
    }
}

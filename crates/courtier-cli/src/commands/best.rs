//! `courtier best`

mod text;

use chrono_tz::Europe::Paris;
use courtier_answers::{
    Rows, best_proposals, best_proposals_in_detail, coverage, excluded_proposals, explain, explained_rows,
    find_opportunity, ranking_session,
};
use courtier_core::{Criterion, ErrorKind};
use courtier_lake::{Lake, LakeSession, RankingRules, Simulation};
use courtier_report::proposal_page;

use crate::cli::{Best, BestFormat, RowFormat};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{Sheet, print, workbook, write_file, write_rows};

/// Highest amount that has a schedule.
const MAX_AMOUNT_EUR: f64 = 1e9;

pub(crate) fn run(context: &Context, options: &Best) -> Result<(), Failure> {
    if options.format == BestFormat::Html && options.explain.is_none() {
        let message = "la page explique une opportunité : ajoutez `--explain ID`";
        return Err(Failure::new(ErrorKind::Usage, message));
    }
    let (session, criterion) = session(context, options)?;
    match &options.explain {
        Some(id) => explain_one(context, &session, criterion, id, options),
        None => choose(context, &session, criterion, options),
    }
}

/// Opens a session with the rules of the configuration and of the options.
fn session(context: &Context, options: &Best) -> Result<(LakeSession, Criterion), Failure> {
    if options.amount.is_some_and(|amount| !(1.0..=MAX_AMOUNT_EUR).contains(&amount)) {
        return Err(Failure::new(ErrorKind::Usage, "`--amount` est un montant en euros, de 1 à un milliard"));
    }
    let mut references = context.references()?;
    let RankingRules { min_term_months, max_term_months, .. } = references.ranking;
    if options.term.is_some_and(|term| !(min_term_months..=max_term_months).contains(&term)) {
        let message = format!(
            "`--term` est une durée en mois, de {min_term_months} à {max_term_months} (options ranking.min_term_months et \
             ranking.max_term_months) : aucune proposition ne serait classée"
        );
        return Err(Failure::new(ErrorKind::Usage, message));
    }
    references.ranking.simulation = simulation(options);
    if let Some(criterion) = options.criterion {
        references.ranking.criterion = criterion;
    }
    let criterion = references.ranking.criterion;
    let lake: Lake = context.lake()?.with_references(references);
    let models = context.models()?;
    Ok((context.block_on(ranking_session(&lake, &models))?, criterion))
}

/// The options of a command line that gives none.
pub(crate) const fn defaults() -> Best {
    Best {
        criterion: None,
        explain: None,
        amount: None,
        term: None,
        format: BestFormat::Table,
        details: false,
        limit: 0,
        output: None,
    }
}

/// Returns the first `limit` winners and what the ranking covers, for people.
pub(crate) fn winners(context: &Context, options: &Best, limit: usize) -> Result<String, Failure> {
    let (session, criterion) = session(context, options)?;
    let (_, batches) = context.block_on(best_proposals_in_detail(&session))?;
    let coverage = context.block_on(coverage(&session))?;
    Ok(text::winners(&batches, &coverage, criterion, limit))
}

/// Returns the explanation of one opportunity, for people.
pub(crate) fn explanation(context: &Context, options: &Best, id: &str) -> Result<String, Failure> {
    let (session, criterion) = session(context, options)?;
    Ok(text::explanation(&context.block_on(explain(&session, id, criterion, simulation(options)))?))
}

fn simulation(options: &Best) -> Simulation {
    Simulation { amount_eur: options.amount, term_months: options.term }
}

fn choose(context: &Context, session: &LakeSession, criterion: Criterion, options: &Best) -> Result<(), Failure> {
    let format = row_format(options.format);
    let in_detail = options.details || matches!(format, None | Some(RowFormat::Xlsx));
    let (schema, batches) = context.block_on(async {
        if in_detail { best_proposals_in_detail(session).await } else { best_proposals(session).await }
    })?;
    let Some(format) = format else {
        let coverage = context.block_on(coverage(session))?;
        return tell(&text::winners(&batches, &coverage, criterion, options.limit), options);
    };
    match (format, &options.output) {
        (RowFormat::Xlsx, Some(path)) => {
            let coverage = context.block_on(coverage(session))?;
            let (excluded_schema, excluded) = context.block_on(excluded_proposals(session))?;
            let (reasons_schema, reasons) = text::reasons(&coverage)?;
            let bytes = workbook(&[
                Sheet { name: "Meilleures propositions", schema: &schema, batches: &batches },
                Sheet { name: "Motifs", schema: &reasons_schema, batches: &reasons },
                Sheet { name: "Propositions écartées", schema: &excluded_schema, batches: &excluded },
            ])?;
            write_file(path, |file| Ok(std::io::Write::write_all(file, &bytes)?))
        }
        _ => write_rows(&schema, &batches, format, options.output.as_deref()),
    }
}

fn explain_one(
    context: &Context,
    session: &LakeSession,
    criterion: Criterion,
    id: &str,
    options: &Best,
) -> Result<(), Failure> {
    if let Some(format) = row_format(options.format).filter(|format| *format != RowFormat::Json) {
        let (schema, batches): Rows = context.block_on(async {
            let found = find_opportunity(session, id).await?;
            explained_rows(session, &found.id).await
        })?;
        return write_rows(&schema, &batches, format, options.output.as_deref());
    }
    let explanation = context.block_on(explain(session, id, criterion, simulation(options)))?;
    let answer = match options.format {
        BestFormat::Json => serde_json::to_string_pretty(&explanation)
            .map_err(|error| Failure::new(ErrorKind::Internal, error.to_string()))?,
        BestFormat::Html => {
            let made_at = context.clock().now().with_timezone(&Paris).format("%d/%m/%Y à %H:%M").to_string();
            proposal_page(&explanation, &made_at)?
        }
        _ => text::explanation(&explanation),
    };
    tell(&answer, options)
}

/// Returns the format of rows, `None` for what is not rows.
fn row_format(format: BestFormat) -> Option<RowFormat> {
    match format {
        BestFormat::Csv => Some(RowFormat::Csv),
        BestFormat::Json => Some(RowFormat::Json),
        BestFormat::Parquet => Some(RowFormat::Parquet),
        BestFormat::Xlsx => Some(RowFormat::Xlsx),
        BestFormat::Table | BestFormat::Html => None,
    }
}

/// Writes a text to the file asked for, or to stdout.
fn tell(text: &str, options: &Best) -> Result<(), Failure> {
    match &options.output {
        Some(path) => write_file(path, |file| Ok(std::io::Write::write_all(file, format!("{text}\n").as_bytes())?)),
        None => {
            print(text);
            Ok(())
        }
    }
}

//! `courtier profile`

use chrono_tz::Europe::Paris;
use courtier_core::ErrorKind;
use courtier_lake::{LakeSession, applicant_profile};
use courtier_report::{ProfileContext, profile_page};
use datafusion::arrow::array::cast::AsArray as _;
use datafusion::arrow::datatypes::Int64Type;

use super::demo::is_demonstration;
use crate::cli::{Profile, ProfileFormat, SegmentAxis};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{print, write_file};

/// Width of the text, in characters.
const WIDTH: usize = 100;

/// What is said of the figures of a demonstration.
const SYNTHETIC: &str = "Données synthétiques : ces chiffres ne disent rien de vrais demandeurs.";

/// Files that the requests came from.
const FILES: &str = "SELECT count(DISTINCT fichier) FROM quality.reconciliation WHERE table_cible = 'opportunites'";

pub(crate) fn run(context: &Context, options: &Profile) -> Result<(), Failure> {
    let profile = applicants(context)?;
    let axis = options.by.map(SegmentAxis::column);
    let answer = match options.format {
        ProfileFormat::Text if is_demonstration(&context.lake()?.folder()) => {
            format!("{SYNTHETIC}\n\n{}", profile.to_text(WIDTH, axis))
        }
        ProfileFormat::Text => profile.to_text(WIDTH, axis),
        ProfileFormat::Json => serde_json::to_string_pretty(&profile)
            .map_err(|error| Failure::new(ErrorKind::Internal, error.to_string()))?,
        ProfileFormat::Html => page(context, &profile, axis)?,
    };
    match &options.output {
        Some(path) => write_file(path, |file| Ok(std::io::Write::write_all(file, format!("{answer}\n").as_bytes())?)),
        None => {
            print(&answer);
            Ok(())
        }
    }
}

/// Profiles the loan requests of the lake.
pub(crate) fn applicants(context: &Context) -> Result<courtier_profile::Profile, Failure> {
    let lake = context.lake()?;
    let contracts = context.contracts()?;
    context.block_on(async {
        let session = LakeSession::open(&lake).await?;
        Ok(applicant_profile(&session, contracts.get("opportunites")).await?)
    })
}

/// Returns the report of a profile as a page.
pub(crate) fn page(
    context: &Context,
    profile: &courtier_profile::Profile,
    axis: Option<&str>,
) -> Result<String, Failure> {
    let lake = context.lake()?;
    let (published, files) = context.block_on(async {
        let published = lake.published().await?;
        let session = LakeSession::on(&lake, &published)?;
        let (_, batches) = session.collect(FILES).await?;
        let files = batches.first().map_or(0, |batch| batch.column(0).as_primitive::<Int64Type>().value(0));
        Ok::<_, Failure>((published.published_at, files.unsigned_abs()))
    })?;
    let day =
        |instant: chrono::DateTime<chrono::Utc>| instant.with_timezone(&Paris).format("%d/%m/%Y à %H:%M").to_string();
    let source = format!("lac publié le {}", day(published));
    let about =
        ProfileContext { synthetic: is_demonstration(&lake.folder()), source: &source, files, emphasised: axis };
    Ok(profile_page(profile, &day(context.clock().now()), about)?)
}

//! The page of the typical applicant (`templates/profile.html.j2`).

mod categories;
mod context;
mod cross_table;
mod crossings;
mod factor_map;
mod key_figures;
mod months;
mod names;
mod numbers;
mod personas;
mod portrait;
mod profile;
mod quality;
mod segments;
mod words;

use courtier_core::french::percent;
use serde::Serialize;

use crate::chart::Bars;
use crate::error::ReportError;
use crate::fields::Field;
use crate::layout::Layout;
pub use context::ProfileContext;
use profile::Profile;

/// What the template shows.
#[derive(Debug, Serialize)]
struct Content {
    synthetic: bool,
    source: String,
    files: u64,
    requests: u64,
    /// Whether there is any request at all.
    is_empty: bool,
    smallest: u64,
    confidence: String,
    summary: Vec<String>,
    key_figures: Vec<key_figures::KeyFigure>,
    portrait: portrait::Portrait,
    quality: Bars,
    quality_sentences: Vec<String>,
    numbers: Vec<numbers::NumberView>,
    labels: Vec<categories::LabelView>,
    crossings: crossings::Crossings,
    personas: personas::PersonasView,
    segmentations: Vec<segments::SegmentationView>,
    months: months::MonthsView,
}

/// Makes the page of a profile: a complete HTML file in French.
///
/// `profile` has the JSON form of `courtier_profile::Profile`: every field is there, and a missing or hidden value is
/// `null`. `made_at` is the date of the page, in French, as it is to be read (`3 février 2024 à 11 h 11`).
///
/// # Errors
/// [`ReportError::MissingField`] and [`ReportError::WrongKind`] name the field that breaks the contract;
/// [`ReportError::UnknownColumn`] when the emphasised column has no segments. [`ReportError::NotSerializable`] when there
/// is no JSON form, [`ReportError::Template`] is a defect of this crate.
pub fn profile_page(
    profile: &impl Serialize,
    made_at: &str,
    context: ProfileContext<'_>,
) -> Result<String, ReportError> {
    let value = serde_json::to_value(profile).map_err(ReportError::NotSerializable)?;
    let profile = Profile::read(&value)?;
    let known = |column: &str| profile.segmentations.iter().any(|found| found.champ == column);
    if let Some(column) = context.emphasised.filter(|column| !known(column)) {
        return Err(ReportError::UnknownColumn { column: column.to_owned() });
    }
    let title = if context.synthetic {
        "Profil type du demandeur (données synthétiques)"
    } else {
        "Profil type du demandeur"
    };
    Layout { title: title.to_owned(), made_at: made_at.to_owned() }
        .render("profile.html.j2", content(&profile, context))
}

fn content(profile: &Profile, context: ProfileContext<'_>) -> Content {
    Content {
        synthetic: context.synthetic,
        source: context.source.to_owned(),
        files: context.files,
        requests: profile.demandes_nombre,
        is_empty: profile.demandes_nombre == 0,
        smallest: profile.petit_effectif,
        confidence: percent(profile.niveau_de_confiance * 100.0, 0),
        summary: profile.synthese.clone(),
        key_figures: key_figures::key_figures(profile),
        portrait: portrait::portrait(profile),
        quality: quality::bars(&profile.qualite),
        quality_sentences: profile.qualite.iter().map(|field| field.phrase.clone()).collect(),
        numbers: numbers::numbers(&profile.nombres),
        labels: categories::labels(&profile.modalites),
        crossings: crossings::crossings(profile),
        personas: personas::personas(profile),
        segmentations: segments::segmentations(profile, context.emphasised),
        months: months::months(profile),
    }
}

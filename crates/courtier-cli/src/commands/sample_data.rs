//! `courtier sample-data`

use std::path::Path;

use courtier_jobs::Observer as _;
use courtier_sample::{Progress, SampleFacts, SampleSpec, write_archive, write_files};

use crate::cli::SampleData;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{TextTable, count, print};
use crate::progress::Bars;

/// Name of the archive, as the broker's.
pub(crate) const ARCHIVE: &str = "data_test.zip";

pub(crate) fn run(context: &Context, options: &SampleData) -> Result<(), Failure> {
    let spec = SampleSpec { opportunities: options.rows, seed: options.seed };
    let facts = write(context, &options.dir, &spec, options.csv)?;
    let place = if options.csv { options.dir.clone() } else { options.dir.join(ARCHIVE) };
    print(&text(&facts));
    print(&format!("Écrit dans {}. Données synthétiques : aucune personne réelle.", place.display()));
    print(&format!("Pour les charger : courtier ingest {}", place.display()));
    Ok(())
}

/// Writes the sample, with a progress bar.
pub(crate) fn write(context: &Context, dir: &Path, spec: &SampleSpec, csv: bool) -> Result<SampleFacts, Failure> {
    std::fs::create_dir_all(dir)?;
    let bars = Bars::new(context.quiet);
    let progress = |done: Progress| bars.rows(done.file.name(), done.rows_done, done.rows_total);
    let facts =
        if csv { write_files(dir, spec, &progress) } else { write_archive(&dir.join(ARCHIVE), spec, &progress) };
    bars.step_done();
    Ok(facts?)
}

/// Returns what was written, for people.
pub(crate) fn text(facts: &SampleFacts) -> String {
    let mut table = TextTable::new(&["fichier", "lignes", "octets"], &[1, 2]);
    let files = [
        ("banques_test.csv", facts.banks),
        ("opportunity_test.csv", facts.opportunities),
        ("propositions_test.csv", facts.proposals),
    ];
    for (name, file) in files {
        table.row([name.to_owned(), count(file.rows), count(file.bytes)]);
    }
    table.to_string()
}

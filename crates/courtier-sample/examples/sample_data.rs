//! Writes an archive, to measure time and memory: `sample_data PATH [ROWS] [SEED]`.

use std::error::Error;
use std::io::Write;
use std::path::PathBuf;

use courtier_sample::{SampleSpec, write_archive};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = PathBuf::from(arguments.next().ok_or("usage : sample_data CHEMIN [LIGNES] [GRAINE]")?);
    let default = SampleSpec::default();
    let opportunities = arguments.next().map_or(Ok(default.opportunities), |text| text.parse())?;
    let seed = arguments.next().map_or(Ok(default.seed), |text| text.parse())?;
    let facts = write_archive(&path, &SampleSpec { opportunities, seed }, &|_| {})?;
    writeln!(std::io::stdout(), "{facts:#?}")?;
    Ok(())
}

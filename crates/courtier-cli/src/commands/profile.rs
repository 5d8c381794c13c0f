//! `courtier profile`

use courtier_core::ErrorKind;
use courtier_lake::{LakeSession, applicant_profile};

use crate::cli::{Profile, ProfileFormat};
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{print, write_file};

/// Width of the text, in characters: a terminal and a half of the old kind.
const WIDTH: usize = 100;

pub(crate) fn run(context: &Context, options: &Profile) -> Result<(), Failure> {
    let profile = applicants(context)?;
    let answer = match options.format {
        ProfileFormat::Text => profile.to_text(WIDTH, options.by.map(|axis| axis.column())),
        ProfileFormat::Json => serde_json::to_string_pretty(&profile)
            .map_err(|error| Failure::new(ErrorKind::Internal, error.to_string()))?,
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

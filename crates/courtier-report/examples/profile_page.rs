//! Makes the page of a profile, to look at it: `profile_page profile.json [COLUMN] > page.html`.

use std::error::Error;
use std::io::Write;

use courtier_report::{ProfileContext, profile_page};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: profile_page PROFILE.json [COLUMN]")?;
    let emphasised = arguments.next();
    let profile: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let context = ProfileContext {
        synthetic: true,
        source: "lac publié le 11 mars 2024 à 9 h 30",
        files: 3,
        emphasised: emphasised.as_deref(),
    };
    let page = profile_page(&profile, "12 mars 2024 à 14 h 05", context)?;
    std::io::stdout().write_all(page.as_bytes())?;
    Ok(())
}

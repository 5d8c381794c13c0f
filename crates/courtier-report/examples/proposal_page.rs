//! Makes the page of an explanation, to look at it: `proposal_page explanation.json > page.html`.

use std::error::Error;
use std::io::Write;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("usage: proposal_page EXPLANATION.json")?;
    let explanation: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let page = courtier_report::proposal_page(&explanation, "12 mars 2024 à 14 h 05")?;
    std::io::stdout().write_all(page.as_bytes())?;
    Ok(())
}

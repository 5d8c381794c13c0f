//! The configuration as the command line uses it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod errors;
mod precedence;
mod properties;
mod template;

use courtier_config::{ConfigError, OptionKey, Settings};

/// Loads a file of this text, with these variables and flags.
fn load(text: &str, variables: &[(&str, &str)], flags: &[(OptionKey, &str)]) -> Result<Settings, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("courtier.yaml");
    std::fs::write(&file, text).unwrap();
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let flags: Vec<(OptionKey, String)> = flags.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
    Settings::load(Some(&file), variables, &flags)
}

/// Returns the text of the error, without the folder of the file.
fn error(text: &str, variables: &[(&str, &str)], flags: &[(OptionKey, &str)]) -> String {
    let text = load(text, variables, flags).unwrap_err().to_string();
    text.find("courtier.yaml").map_or(text.clone(), |start| text[start..].to_owned())
}

/// Returns where the value of an option comes from, without the folder of the file.
fn origin(settings: &Settings, key: OptionKey) -> String {
    let text = settings.origins().iter().find(|shown| shown.option.key == key).unwrap().origin.to_string();
    text.find("courtier.yaml").map_or(text.clone(), |start| text[start..].to_owned())
}

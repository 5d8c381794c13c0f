//! `courtier.yaml`: which options it gives.

use std::io;
use std::path::Path;

use courtier_core::nearest;

use crate::node::{Content, Entry};
use crate::option::options;
use crate::sources::Sources;
use crate::{ConfigError, Kind, Origin, Section};

/// Name of the configuration file when none is named.
pub(crate) const DEFAULT_FILE: &str = "courtier.yaml";

/// Adds the options of the file. `named` must exist; without it, `default` may.
pub(crate) fn add_file(sources: &mut Sources, named: Option<&Path>, default: &Path) -> Result<(), ConfigError> {
    let path = named.unwrap_or(default);
    match std::fs::read_to_string(path) {
        Ok(text) => add_text(sources, &path.display().to_string(), &text),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(ConfigError::Read { path: path.to_owned(), source }),
    }
}

/// Adds the options of the text of the file. A key without value is as if it were not there.
pub(crate) fn add_text(sources: &mut Sources, file: &str, text: &str) -> Result<(), ConfigError> {
    let root = Content::parse(file, text)?;
    for entry in entries(file, 1, "(document)", root)? {
        let Some(section) = sources.sections().iter().find(|section| section.name == entry.key) else {
            return Err(unknown_section(sources.sections(), file, &entry));
        };
        for option in entries(file, entry.line, section.name, entry.value)? {
            add_option(sources, section, file, option)?;
        }
    }
    Ok(())
}

fn add_option(sources: &mut Sources, section: &Section, file: &str, entry: Entry) -> Result<(), ConfigError> {
    let Some(spec) = section.options.iter().find(|spec| spec.key.name() == entry.key) else {
        let key = format!("{}.{}", section.name, entry.key);
        let nearest = nearest_option(sources.sections(), &key, &entry.key);
        return Err(ConfigError::UnknownKey { file: file.to_owned(), line: entry.line, key, nearest });
    };
    let origin = Origin::File { file: file.to_owned(), line: entry.line };
    match entry.value {
        Content::Null => Ok(()),
        _ if spec.kind == Kind::Secret => Err(ConfigError::SecretExposed { origin, key: spec.key }),
        value => {
            sources.add(spec.key, value, origin);
            Ok(())
        }
    }
}

/// Returns the keys of a group; none when there is nothing.
fn entries(file: &str, line: u64, key: &str, content: Content) -> Result<Vec<Entry>, ConfigError> {
    let found = match content {
        Content::Mapping(entries) => return Ok(entries),
        Content::Null => return Ok(Vec::new()),
        Content::Sequence => "liste",
        _ => "valeur seule",
    };
    Err(ConfigError::NotAGroup { file: file.to_owned(), line, key: key.to_owned(), found })
}

fn unknown_section(sections: &'static [Section], file: &str, entry: &Entry) -> ConfigError {
    let (file, line, key) = (file.to_owned(), entry.line, entry.key.clone());
    if let Some(spec) = options(sections).find(|spec| spec.key.to_string() == key) {
        return ConfigError::DottedKey { file, line, key: spec.key };
    }
    let section = nearest(&key, sections.iter().map(|section| section.name)).map(str::to_owned);
    let nearest = section.or_else(|| nearest_option(sections, &key, &key));
    ConfigError::UnknownKey { file, line, key, nearest }
}

/// Returns the option that a key most likely means: the one of that name in another section, or a similar path.
fn nearest_option(sections: &'static [Section], path: &str, name: &str) -> Option<String> {
    if let Some(spec) = options(sections).find(|spec| spec.key.name() == name) {
        return Some(spec.key.to_string());
    }
    let paths: Vec<String> = options(sections).map(|spec| spec.key.to_string()).collect();
    nearest(path, paths.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_FILE, add_file};
    use crate::Settings;
    use crate::sources::Sources;

    #[test]
    fn reads_the_default_file_only_if_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let default = folder.path().join(DEFAULT_FILE);
        let location = || {
            let mut sources = Sources::new(Settings::SECTIONS);
            add_file(&mut sources, None, &default).unwrap();
            Settings::from_sources(&sources).unwrap().lake.location
        };
        assert_eq!(location(), "./lake");
        std::fs::write(&default, "lake: {location: s3://bucket/lake}").unwrap();
        assert_eq!(location(), "s3://bucket/lake");
    }
}

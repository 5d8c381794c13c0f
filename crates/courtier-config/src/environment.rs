//! The environment: which options its `COURTIER_*` variables give.

use std::collections::BTreeMap;

use courtier_core::nearest;

use crate::node::Content;
use crate::option::options;
use crate::sources::Sources;
use crate::{ConfigError, Kind, OptionSpec, Origin, Section};

/// Variables of courtier that are not options, with what they do (French).
pub const RESERVED_VARIABLES: &[(&str, &str)] = &[
    ("COURTIER_CONFIG", "fichier de configuration"),
    ("COURTIER_LOG", "niveau des journaux"),
    ("COURTIER_LOG_FORMAT", "`json` pour des journaux en JSON"),
];

/// Adds the options of the environment.
///
/// Variables with the prefix but without `__` are left alone: they are the reserved ones, or those that Kubernetes sets
/// for a service called `courtier` (`COURTIER_PORT`, `COURTIER_SERVICE_HOST`...).
pub(crate) fn add_environment(
    sources: &mut Sources,
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<(), ConfigError> {
    let variables: BTreeMap<String, String> =
        variables.into_iter().filter(|(name, _)| name.starts_with("COURTIER_")).collect();
    check_names(sources.sections(), &variables)?;
    for spec in options(sources.sections()) {
        add_option(sources, spec, &variables)?;
    }
    Ok(())
}

fn add_option(
    sources: &mut Sources,
    spec: &OptionSpec,
    variables: &BTreeMap<String, String>,
) -> Result<(), ConfigError> {
    let key = spec.key;
    let file_variable = key.file_variable();
    let value = variables.get(&key.variable());
    // The name of an ordinary option may end in `_file`: only a secret has a variable that names a file.
    let path = variables.get(&file_variable).filter(|_| spec.kind == Kind::Secret);
    match (value, path) {
        (None, None) => Ok(()),
        (Some(_), Some(_)) => Err(ConfigError::SecretTwice { key }),
        (Some(value), None) => {
            sources.add(key, Content::Text(value.clone()), Origin::Variable(key.variable()));
            Ok(())
        }
        (None, Some(path)) => {
            let text = std::fs::read_to_string(path)
                .map_err(|source| ConfigError::SecretFile { variable: file_variable.clone(), source })?;
            sources.add(key, Content::Text(text), Origin::Variable(file_variable));
            Ok(())
        }
    }
}

/// Refuses a variable that looks like an option's but is none: `__` in it, or an option's name with a `_` missing.
fn check_names(sections: &'static [Section], variables: &BTreeMap<String, String>) -> Result<(), ConfigError> {
    let mut known: Vec<String> = options(sections).map(|spec| spec.key.variable()).collect();
    known.extend(options(sections).filter(|spec| spec.kind == Kind::Secret).map(|spec| spec.key.file_variable()));
    let one_underscore = |name: &str| known.iter().find(|known| known.replace("__", "_") == name);
    for name in variables.keys().filter(|name| !known.contains(name)) {
        let meant = one_underscore(name).map(String::as_str);
        if meant.is_none() && !name.contains("__") {
            continue;
        }
        let nearest = meant.or_else(|| nearest(name, known.iter().map(String::as_str))).map(str::to_owned);
        return Err(ConfigError::UnknownVariable { name: name.clone(), nearest });
    }
    Ok(())
}

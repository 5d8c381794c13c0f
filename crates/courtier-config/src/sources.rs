//! What the sources give for each option, and the choice between them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::environment::add_environment;
use crate::file::add_file;
use crate::node::Content;
use crate::value::OptionValue;
use crate::{ConfigError, Kind, OptionKey, OptionSpec, Origin, Section, Shown};

/// What the sources give. No `Debug`: it holds the secrets.
pub(crate) struct Sources {
    sections: &'static [Section],
    /// Weakest first.
    given: BTreeMap<OptionKey, Vec<(Content, Origin)>>,
}

impl Sources {
    pub(crate) const fn new(sections: &'static [Section]) -> Self {
        Self { sections, given: BTreeMap::new() }
    }

    /// Asks every source, weakest first.
    pub(crate) fn collect(
        sections: &'static [Section],
        file: Option<&Path>,
        default_file: &Path,
        variables: impl IntoIterator<Item = (String, String)>,
        flags: &[(OptionKey, String)],
    ) -> Result<Self, ConfigError> {
        let mut sources = Self::new(sections);
        add_file(&mut sources, file, default_file)?;
        add_environment(&mut sources, variables)?;
        for (key, value) in flags {
            sources.add(*key, Content::Text(value.clone()), Origin::Flag);
        }
        Ok(sources)
    }

    pub(crate) const fn sections(&self) -> &'static [Section] {
        self.sections
    }

    /// Adds a value that is stronger than those given before.
    pub(crate) fn add(&mut self, key: OptionKey, value: Content, origin: Origin) {
        self.given.entry(key).or_default().push((value, origin));
    }

    /// Returns the value of an option, and adds it to `shown`. A value that a stronger one hides is checked too, so that
    /// taking the stronger one away never brings an error to light.
    pub(crate) fn read<T: OptionValue>(
        &self,
        spec: OptionSpec,
        default: T::Default,
        shown: &mut Vec<Shown>,
    ) -> Result<T, ConfigError> {
        let (mut value, mut origin) = (T::from_default(default), Origin::Default);
        for (given, from) in self.given.get(&spec.key).into_iter().flatten() {
            value = check(spec, given, from)?;
            origin = from.clone();
        }
        shown.push(Shown { option: spec, value: value.text(), origin });
        Ok(value)
    }
}

fn check<T: OptionValue>(spec: OptionSpec, given: &Content, from: &Origin) -> Result<T, ConfigError> {
    let key = spec.key;
    let is_secret = spec.kind == Kind::Secret;
    // Every user of the machine can list the arguments of a process.
    if is_secret && *from == Origin::Flag {
        return Err(ConfigError::SecretExposed { origin: from.clone(), key });
    }
    T::read(given).ok_or_else(|| ConfigError::WrongKind {
        origin: from.clone(),
        key,
        expected: spec.kind,
        // The only text that is no secret is the empty one.
        found: if is_secret { "texte vide".to_owned() } else { given.describe() },
    })
}

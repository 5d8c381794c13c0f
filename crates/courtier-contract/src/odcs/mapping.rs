//! Checked access to the keys of a YAML mapping.

use courtier_core::nearest;

use super::node::{Content, Entry, Node};
use crate::{ContractError, ContractProblem};

/// A value with its place in the file.
#[derive(Clone)]
pub(super) struct Place<'a> {
    pub(super) file: &'a str,
    /// Path of the key, such as `schema[0].name`.
    pub(super) key: String,
    /// Line of the key, or of the value when it has no key.
    pub(super) line: u64,
    content: &'a Content,
}

/// A mapping whose keys are all known.
pub(super) struct Mapping<'a> {
    file: &'a str,
    key: String,
    line: u64,
    entries: &'a [Entry],
}

impl<'a> Place<'a> {
    /// The whole document.
    pub(super) const fn root(file: &'a str, node: &'a Node) -> Self {
        Self { file, key: String::new(), line: node.line, content: &node.content }
    }

    /// Makes the error for a problem here.
    pub(super) fn error(&self, problem: ContractProblem) -> ContractError {
        let key = if self.key.is_empty() { "(document)".to_owned() } else { self.key.clone() };
        ContractError::Invalid { file: self.file.to_owned(), line: self.line, key, problem: Box::new(problem) }
    }

    fn wrong_kind(&self, expected: &'static str) -> ContractError {
        self.error(ContractProblem::WrongKind { expected, found: self.content.kind() })
    }

    /// Returns the text.
    pub(super) fn text(&self) -> Result<&'a str, ContractError> {
        match self.content {
            Content::Text(text) if !text.trim().is_empty() => Ok(text.trim()),
            Content::Text(_) => Err(self.error(ContractProblem::WrongKind { expected: "texte", found: "texte vide" })),
            _ => Err(self.wrong_kind("texte")),
        }
    }

    /// Returns the boolean.
    pub(super) fn boolean(&self) -> Result<bool, ContractError> {
        match self.content {
            Content::Boolean(value) => Ok(*value),
            _ => Err(self.wrong_kind("booléen")),
        }
    }

    /// Returns the number, which is finite.
    pub(super) fn number(&self) -> Result<f64, ContractError> {
        match self.content {
            Content::Number(value) if value.is_finite() => Ok(*value),
            _ => Err(self.wrong_kind("nombre")),
        }
    }

    /// Returns the elements of the list.
    pub(super) fn list(&self) -> Result<Vec<Self>, ContractError> {
        let Content::Sequence(nodes) = self.content else { return Err(self.wrong_kind("liste")) };
        let place = |(i, node): (usize, &'a Node)| Place {
            file: self.file,
            key: format!("{}[{i}]", self.key),
            line: node.line,
            content: &node.content,
        };
        Ok(nodes.iter().enumerate().map(place).collect())
    }

    /// Returns the mapping, after checking that all its keys are among `known`.
    pub(super) fn mapping(&self, known: &[&[&str]]) -> Result<Mapping<'a>, ContractError> {
        let Content::Mapping(entries) = self.content else { return Err(self.wrong_kind("groupe de clés")) };
        let mapping = Mapping { file: self.file, key: self.key.clone(), line: self.line, entries };
        let all = || known.iter().copied().flatten().copied();
        match entries.iter().find(|entry| !all().any(|key| key == entry.key)) {
            None => Ok(mapping),
            Some(entry) => {
                let nearest = nearest(&entry.key, all()).map(str::to_owned);
                Err(mapping.place(entry).error(ContractProblem::UnknownKey { nearest }))
            }
        }
    }

    /// Returns the value that `named` gives to the text here.
    pub(super) fn one_of<T: Copy>(&self, named: &[(&str, T)]) -> Result<T, ContractError> {
        let text = self.text()?;
        if let Some((_, value)) = named.iter().find(|(name, _)| *name == text) {
            return Ok(*value);
        }
        let names: Vec<&str> = named.iter().map(|(name, _)| *name).collect();
        Err(self.error(ContractProblem::NotInList {
            value: text.to_owned(),
            expected: names.join(", "),
            nearest: nearest(text, names.iter().copied()).map(str::to_owned),
        }))
    }
}

impl<'a> Mapping<'a> {
    fn path(&self, key: &str) -> String {
        if self.key.is_empty() { key.to_owned() } else { format!("{}.{key}", self.key) }
    }

    fn place(&self, entry: &'a Entry) -> Place<'a> {
        Place { file: self.file, key: self.path(&entry.key), line: entry.line, content: &entry.value.content }
    }

    /// Returns the value of a key, if it is there and not null.
    pub(super) fn get(&self, key: &str) -> Option<Place<'a>> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (!matches!(entry.value.content, Content::Null)).then(|| self.place(entry))
    }

    /// Returns the value of a key that must be there.
    pub(super) fn required(&self, key: &str) -> Result<Place<'a>, ContractError> {
        self.get(key).ok_or_else(|| ContractError::Invalid {
            file: self.file.to_owned(),
            line: self.line,
            key: self.path(key),
            problem: Box::new(ContractProblem::Missing),
        })
    }

    /// Returns the text of a key that must be there.
    pub(super) fn required_text(&self, key: &str) -> Result<String, ContractError> {
        Ok(self.required(key)?.text()?.to_owned())
    }

    /// Returns the boolean of a key, `false` when it is absent.
    pub(super) fn flag(&self, key: &str) -> Result<bool, ContractError> {
        self.get(key).map_or(Ok(false), |place| place.boolean())
    }

    /// Returns the elements of a key's list, none when it is absent.
    pub(super) fn list(&self, key: &str) -> Result<Vec<Place<'a>>, ContractError> {
        self.get(key).map_or_else(|| Ok(Vec::new()), |place| place.list())
    }
}

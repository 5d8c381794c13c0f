//! The meaning of a whole file: one table.

use std::collections::BTreeMap;

use super::mapping::Place;
use super::node::Node;
use super::property::{Property, property, snake_case};
use super::{Declared, RelationSite, keys};
use crate::{Contract, ContractError, ContractProblem};

/// Reads one contract; `file` only serves errors.
///
/// # Errors
/// [`ContractError`] for the first thing wrong in the file.
pub(crate) fn read(file: &str, text: &str) -> Result<Declared, ContractError> {
    let document = Node::parse(file, text)?;
    let contract = Place::root(file, &document).mapping(&[keys::CONTRACT])?;
    contract.required("apiVersion")?.one_of(&[("v3.1.0", ())])?;
    contract.required("kind")?.one_of(&[("DataContract", ())])?;
    contract.required_text("id")?;
    contract.required_text("status")?;
    let version = contract.required_text("version")?;
    let schema = contract.required("schema")?;
    let tables = schema.list()?;
    let [table] = tables.as_slice() else {
        return Err(schema.error(ContractProblem::NotOne(tables.len())));
    };
    let table = table.mapping(&[keys::ELEMENT, keys::TABLE])?;
    let name = table.required("name")?;
    let list = table.required("properties")?;
    let properties = list.list()?.iter().map(property).collect::<Result<Vec<_>, _>>()?;
    refuse_duplicates(&properties, |property| &property.name)?;
    refuse_duplicates(&properties, |property| &property.source_name)?;
    let key = only_key(&list, &properties)?;
    let contract = Contract {
        table: snake_case(&name)?,
        source_name: table.get("physicalName").map(|place| place.text().map(str::to_owned)).transpose()?,
        title: table.required_text("businessName")?,
        description: table.required_text("description")?,
        version,
        key,
        columns: properties.iter().map(|property| property.column.clone()).collect(),
    };
    let relations = properties.iter().filter_map(relation_site).collect();
    Ok(Declared { contract, file: file.to_owned(), name_line: name.line, relations })
}

/// Returns the position of the column with `primaryKey: true`.
fn only_key(list: &Place<'_>, properties: &[Property<'_>]) -> Result<usize, ContractError> {
    let is_key = |property: &Property<'_>| property.column.primary_key;
    let count = properties.iter().filter(|property| is_key(property)).count();
    match properties.iter().position(is_key) {
        Some(position) if count == 1 => Ok(position),
        _ => Err(list.error(ContractProblem::PrimaryKeys(count))),
    }
}

/// Refuses two columns with the same text at the place that `of` gives.
fn refuse_duplicates<'a, 'p>(
    properties: &'p [Property<'a>],
    of: impl Fn(&'p Property<'a>) -> &'p Place<'a>,
) -> Result<(), ContractError> {
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    for place in properties.iter().map(of) {
        let name = place.text()?;
        if let Some(first_line) = seen.insert(name, place.line) {
            return Err(place.error(ContractProblem::DuplicateName { name: name.to_owned(), first_line }));
        }
    }
    Ok(())
}

fn relation_site(property: &Property<'_>) -> Option<RelationSite> {
    let (to, place) = property.column.relation.clone().zip(property.relation.as_ref())?;
    Some(RelationSite { to, logical_type: property.column.logical_type, line: place.line, key: place.key.clone() })
}

//! The meaning of one element of `properties`: a column.
//!
//! What ODCS has no key for is in `customProperties`: `unit` (free text), `severity` (`avertissement`, or `erreur`, the
//! default of a primary key) and `onViolation` (`annuler`, the default, or `signaler`). A list of allowed texts is the
//! standard's quality check `metric: invalidValues` with `arguments.validValues`.

use super::keys;
use super::mapping::{Mapping, Place};
use super::reference::reference;
use crate::{
    Bound, Bounds, Classification, Column, ContractError, ContractProblem, LogicalType, OnViolation, Relation, Severity,
};

/// A column and the lines that later checks need.
pub(super) struct Property<'a> {
    pub(super) column: Column,
    pub(super) name: Place<'a>,
    pub(super) source_name: Place<'a>,
    pub(super) relation: Option<Place<'a>>,
}

/// Reads the column at `place`.
pub(super) fn property<'a>(place: &Place<'a>) -> Result<Property<'a>, ContractError> {
    let mapping = place.mapping(&[keys::ELEMENT, keys::COLUMN])?;
    let name = mapping.required("name")?;
    let source_name = mapping.required("physicalName")?;
    let logical_type = logical_type(&mapping)?;
    let primary_key = mapping.flag("primaryKey")?;
    let relationships = relationships(&mapping)?;
    let custom = Custom::read(&mapping)?;
    let default_severity = if primary_key { Severity::Erreur } else { Severity::Avertissement };
    let column = Column {
        name: snake_case(&name)?,
        source_name: source_name.text()?.to_owned(),
        business_name: mapping.required_text("businessName")?,
        description: mapping.required_text("description")?,
        unit: custom.unit,
        logical_type,
        required: mapping.flag("required")? || primary_key,
        primary_key,
        classification: mapping.required("classification")?.one_of(&Classification::NAMED)?,
        bounds: options(&mapping, logical_type)?,
        allowed: allowed(&mapping, logical_type)?,
        relation: relationships.as_ref().map(|(relation, _)| relation.clone()),
        severity: custom.severity.unwrap_or(default_severity),
        on_violation: custom.on_violation.unwrap_or(OnViolation::Annuler),
    };
    Ok(Property { column, name, source_name, relation: relationships.map(|(_, place)| place) })
}

/// Reads a name of the lake: French unaccented lower-case `snake_case`.
pub(super) fn snake_case(place: &Place<'_>) -> Result<String, ContractError> {
    let name = place.text()?;
    let valid = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_');
    if valid { Ok(name.to_owned()) } else { Err(place.error(ContractProblem::BadName(name.to_owned()))) }
}

fn logical_type(mapping: &Mapping<'_>) -> Result<LogicalType, ContractError> {
    let logical_type = mapping.required("logicalType")?.one_of(&[
        ("string", LogicalType::Text),
        ("integer", LogicalType::Integer),
        ("number", LogicalType::Number),
        ("boolean", LogicalType::Boolean),
        ("timestamp", LogicalType::Timestamp),
        ("date", LogicalType::Date),
    ])?;
    let is_id = mapping.get("physicalType").map_or(Ok(false), |place| Ok(place.text()?.eq_ignore_ascii_case("id")))?;
    match (logical_type, mapping.get("physicalType")) {
        (LogicalType::Text, Some(_)) if is_id => Ok(LogicalType::SalesforceId),
        (_, Some(place)) if is_id => Err(place.error(ContractProblem::NotForType(logical_type.as_str()))),
        _ => Ok(logical_type),
    }
}

/// Reads `logicalTypeOptions`: the bounds of a number, and the zone of an instant, which can only be Paris.
fn options(mapping: &Mapping<'_>, logical_type: LogicalType) -> Result<Option<Bounds>, ContractError> {
    let Some(place) = mapping.get("logicalTypeOptions") else { return Ok(None) };
    let options = place.mapping(&[keys::BOUNDS, keys::OTHER_OPTIONS])?;
    for key in keys::OTHER_OPTIONS {
        match options.get(key) {
            Some(zone) if *key == "defaultTimezone" && logical_type == LogicalType::Timestamp => {
                zone.one_of(&[("Europe/Paris", ())])?;
            }
            Some(other) => return Err(other.error(ContractProblem::NotApplied)),
            None => {}
        }
    }
    let is_number = matches!(logical_type, LogicalType::Integer | LogicalType::Number);
    if let Some(bound) = keys::BOUNDS.iter().find_map(|key| options.get(key)).filter(|_| !is_number) {
        return Err(bound.error(ContractProblem::NotForType(logical_type.as_str())));
    }
    let lower = bound(&options, "minimum", "exclusiveMinimum")?;
    let upper = bound(&options, "maximum", "exclusiveMaximum")?;
    let bounds = Bounds { lower, upper };
    if bounds.is_empty() {
        return Err(place.error(ContractProblem::EmptyRange(bounds.to_string())));
    }
    Ok((lower.is_some() || upper.is_some()).then_some(bounds))
}

fn bound(
    options: &Mapping<'_>,
    inclusive: &'static str,
    exclusive: &'static str,
) -> Result<Option<Bound>, ContractError> {
    match (options.get(inclusive), options.get(exclusive)) {
        (Some(_), Some(place)) => Err(place.error(ContractProblem::TwoLimits(inclusive, exclusive))),
        (Some(place), None) => Ok(Some(Bound::Inclusive(place.number()?))),
        (None, Some(place)) => Ok(Some(Bound::Exclusive(place.number()?))),
        (None, None) => Ok(None),
    }
}

/// Reads the quality checks: the list of allowed texts. Prose (`type: text`) is accepted; what would have to run is not.
fn allowed(mapping: &Mapping<'_>, logical_type: LogicalType) -> Result<Option<Vec<String>>, ContractError> {
    let mut allowed = None;
    for place in mapping.list("quality")? {
        let check = place.mapping(&[keys::QUALITY])?;
        if check.get("type").is_some_and(|kind| kind.text().is_ok_and(|kind| kind == "text")) {
            continue;
        }
        let metric = check.get("metric").ok_or_else(|| place.error(ContractProblem::NotApplied))?;
        if metric.text()? != "invalidValues" {
            return Err(metric.error(ContractProblem::NotApplied));
        }
        if logical_type != LogicalType::Text {
            return Err(metric.error(ContractProblem::NotForType(logical_type.as_str())));
        }
        if check.required("mustBe")?.number()? != 0.0 {
            return Err(check.required("mustBe")?.error(ContractProblem::NotApplied));
        }
        let arguments = check.required("arguments")?.mapping(&[&["validValues"]])?;
        let values = arguments.required("validValues")?.list()?;
        if allowed.is_some() {
            return Err(metric.error(ContractProblem::Repeated("invalidValues".to_owned())));
        }
        allowed = Some(values.iter().map(|value| value.text().map(str::to_owned)).collect::<Result<_, _>>()?);
    }
    Ok(allowed)
}

/// Reads the foreign key, at most one a column.
fn relationships<'a>(mapping: &Mapping<'a>) -> Result<Option<(Relation, Place<'a>)>, ContractError> {
    let Some(place) = mapping.get("relationships") else { return Ok(None) };
    let elements = place.list()?;
    let [element] = elements.as_slice() else {
        return Err(place.error(ContractProblem::NotOne(elements.len())));
    };
    let relationship = element.mapping(&[keys::RELATIONSHIP])?;
    if let Some(kind) = relationship.get("type") {
        kind.one_of(&[("foreignKey", ())])?;
    }
    let to = relationship.required("to")?;
    Ok(Some((reference(&to)?, to)))
}

/// What courtier reads in `customProperties`.
#[derive(Default)]
struct Custom {
    unit: Option<String>,
    severity: Option<Severity>,
    on_violation: Option<OnViolation>,
}

impl Custom {
    fn read(mapping: &Mapping<'_>) -> Result<Self, ContractError> {
        let mut custom = Self::default();
        for place in mapping.list("customProperties")? {
            let element = place.mapping(&[keys::CUSTOM_PROPERTY])?;
            let property = element.required("property")?;
            let value = element.required("value")?;
            let name =
                property.one_of(&[("unit", "unit"), ("severity", "severity"), ("onViolation", "onViolation")])?;
            let repeated = match name {
                "unit" => custom.unit.replace(value.text()?.to_owned()).is_some(),
                "severity" => custom.severity.replace(value.one_of(&Severity::NAMED)?).is_some(),
                _ => custom.on_violation.replace(value.one_of(&OnViolation::NAMED)?).is_some(),
            };
            if repeated {
                return Err(property.error(ContractProblem::Repeated(name.to_owned())));
            }
        }
        Ok(custom)
    }
}

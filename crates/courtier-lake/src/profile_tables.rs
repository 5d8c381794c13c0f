//! The profile of the applicants as tables: `gold.profil_*`, made by `build` beside the models.

use std::sync::Arc;

use courtier_contract::Contract;
use courtier_profile::{Profile, ProfileColumn, ProfileTable};
use datafusion::arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::error::ArrowError;

use crate::references::contract_of;
use crate::{LakeError, Seed};

/// Each table and its contract.
const TABLES: [(&str, &str); 9] = [
    ("gold.profil_qualite", include_str!("../../../models/gold/profil_qualite.odcs.yaml")),
    ("gold.profil_nombres", include_str!("../../../models/gold/profil_nombres.odcs.yaml")),
    ("gold.profil_repartitions", include_str!("../../../models/gold/profil_repartitions.odcs.yaml")),
    ("gold.profil_croisements", include_str!("../../../models/gold/profil_croisements.odcs.yaml")),
    ("gold.profil_personne_type", include_str!("../../../models/gold/profil_personne_type.odcs.yaml")),
    ("gold.profil_personas", include_str!("../../../models/gold/profil_personas.odcs.yaml")),
    ("gold.profil_personas_traits", include_str!("../../../models/gold/profil_personas_traits.odcs.yaml")),
    ("gold.profil_segments", include_str!("../../../models/gold/profil_segments.odcs.yaml")),
    ("gold.profil_mensuel", include_str!("../../../models/gold/profil_mensuel.odcs.yaml")),
];

/// Returns the full names of the tables of the profile.
pub fn profile_table_names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(name, _)| *name)
}

/// Returns the tables of a profile.
///
/// # Errors
/// [`LakeError`] when a contract or the columns of a table are wrong: a defect of courtier.
pub fn profile_seeds(profile: &Profile) -> Result<Vec<Seed>, LakeError> {
    profile.tables().iter().map(seed).collect()
}

fn seed(table: &ProfileTable) -> Result<Seed, LakeError> {
    let name = format!("gold.{}", table.name);
    let parsed: courtier_core::TableName = name.parse().map_err(LakeError::state(&name, "lecture"))?;
    let contract = TABLES.iter().find(|(known, _)| *known == name);
    let contract: Option<Contract> = contract.map(|(name, text)| contract_of(name, text)).transpose()?;
    let rows = rows(table).map_err(|source| LakeError::Columns { table: parsed.clone(), source })?;
    Ok(Seed { table: parsed, rows, contract })
}

fn rows(table: &ProfileTable) -> Result<RecordBatch, ArrowError> {
    RecordBatch::try_from_iter_with_nullable(table.columns.iter().map(|(name, values)| (*name, array(values), true)))
}

fn array(values: &ProfileColumn) -> ArrayRef {
    match values {
        ProfileColumn::Text(values) => Arc::new(values.iter().map(Option::as_deref).collect::<StringArray>()),
        ProfileColumn::Number(values) => Arc::new(values.iter().copied().collect::<Float64Array>()),
        ProfileColumn::Integer(values) => Arc::new(values.iter().copied().collect::<Int64Array>()),
        ProfileColumn::Boolean(values) => Arc::new(values.iter().copied().collect::<BooleanArray>()),
    }
}

//! `entites.csv`: the regional and specialised entities of the networks.

use courtier_core::Confirmation;

use crate::bank_table_error::{BankTableError, BankTableFault};
use crate::period::Period;
use crate::table_lines::{Line, Table};

static TABLE: Table<9> = Table {
    file: "entites.csv",
    columns: ["enseigne", "alias", "nature", "entite", "groupe", "date_debut", "date_fin", "confirmation", "source"],
};

/// An entity of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entity {
    pub(crate) name: String,
    /// Its group where it is not that of the network.
    pub(crate) group: Option<String>,
    pub(crate) confirmation: Confirmation,
    /// True when the alias is not the entity's name (a former name, a place) and so stays in the label of the branch.
    pub(crate) alias_is_label: bool,
}

/// A line of `entites.csv`.
#[derive(Debug)]
pub(crate) struct EntityLine<'a> {
    pub(crate) line: Line<'a, 9>,
    pub(crate) brand: &'a str,
    pub(crate) alias: &'a str,
    pub(crate) period: Period,
    pub(crate) entity: Entity,
}

/// Reads the table.
///
/// # Errors
/// [`BankTableError`] when a cell is wrong, or an entity is in two groups at once.
pub(crate) fn read(text: &str) -> Result<Vec<EntityLine<'_>>, BankTableError> {
    let lines = TABLE.lines(text)?.into_iter().map(entity_line).collect::<Result<Vec<_>, _>>()?;
    for (i, line) in lines.iter().enumerate() {
        let same = |other: &&EntityLine<'_>| other.brand == line.brand && other.entity.name == line.entity.name;
        let mut earlier = lines.iter().take(i).filter(same).filter(|other| other.period.overlaps(line.period));
        if let Some(other) = earlier.find(|other| other.entity.group != line.entity.group) {
            return Err(line.line.error(4, BankTableFault::Group { line: other.line.number }));
        }
    }
    Ok(lines)
}

impl EntityLine<'_> {
    /// Returns the error of a network that `enseignes.csv` does not have.
    pub(crate) fn unknown_brand(&self) -> BankTableError {
        self.line.error(0, BankTableFault::UnknownBrand { brand: self.brand.to_owned() })
    }

    /// Returns the error of an alias that another line has for a part of the period.
    pub(crate) fn overlap(&self, line: usize) -> BankTableError {
        self.line.error(1, BankTableFault::Overlap { line })
    }
}

fn entity_line(line: Line<'_, 9>) -> Result<EntityLine<'_>, BankTableError> {
    let alias_is_label = match line.cells[2] {
        "nom" => false,
        "ancien" | "lieu" => true,
        _ => return Err(line.unusable(2)),
    };
    let entity = Entity {
        name: line.name(3)?.to_owned(),
        group: line.optional(4).map(str::to_owned),
        confirmation: line.confirmation(7)?,
        alias_is_label,
    };
    Ok(EntityLine { brand: line.name(0)?, alias: line.name(1)?, period: line.period(5)?, entity, line })
}

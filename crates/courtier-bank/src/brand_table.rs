//! `enseignes.csv`: the names that the networks go by.

use courtier_core::Confirmation;

use crate::bank_table_error::{BankTableError, BankTableFault};
use crate::normal_name::NormalName;
use crate::period::Period;
use crate::table_lines::{Line, Table};

static TABLE: Table<8> = Table {
    file: "enseignes.csv",
    columns: ["alias", "enseigne", "entite", "groupe", "date_debut", "date_fin", "confirmation", "source"],
};

/// A line of `enseignes.csv`.
#[derive(Debug)]
pub(crate) struct BrandLine<'a> {
    pub(crate) line: Line<'a, 8>,
    pub(crate) alias: &'a str,
    pub(crate) brand: &'a str,
    /// Entity that the alias stands for.
    pub(crate) entity: Option<&'a str>,
    pub(crate) group: Option<&'a str>,
    pub(crate) period: Period,
    pub(crate) confirmation: Confirmation,
}

/// Reads the table.
///
/// # Errors
/// [`BankTableError`] when a cell is wrong, a brand is in two groups at once, or a brand is no alias of itself.
pub(crate) fn read(text: &str) -> Result<Vec<BrandLine<'_>>, BankTableError> {
    let lines = TABLE.lines(text)?.into_iter().map(brand_line).collect::<Result<Vec<_>, _>>()?;
    for (i, line) in lines.iter().enumerate() {
        let same = |other: &&BrandLine<'_>| other.brand == line.brand && other.period.overlaps(line.period);
        if let Some(other) = lines.iter().take(i).filter(same).find(|other| other.group != line.group) {
            return Err(line.line.error(3, BankTableFault::Group { line: other.line.number }));
        }
    }
    let aliases: Vec<_> = lines.iter().map(|line| NormalName::new(line.alias).into_text()).collect();
    for line in &lines {
        let itself = NormalName::new(line.brand).into_text();
        let names_it = |(other, alias): (&BrandLine<'_>, &String)| {
            other.brand == line.brand && *alias == itself && other.period.covers(line.period)
        };
        if !lines.iter().zip(&aliases).any(names_it) {
            return Err(line.line.error(1, BankTableFault::NotItself { brand: line.brand.to_owned() }));
        }
    }
    Ok(lines)
}

impl BrandLine<'_> {
    /// Returns the error of an alias that another line has for a part of the period.
    pub(crate) fn overlap(&self, line: usize) -> BankTableError {
        self.line.error(0, BankTableFault::Overlap { line })
    }

    /// Returns the error of an entity that `entites.csv` does not have.
    pub(crate) fn unknown_entity(&self, entity: &str) -> BankTableError {
        self.line.error(2, BankTableFault::UnknownEntity { entity: entity.to_owned() })
    }
}

fn brand_line(line: Line<'_, 8>) -> Result<BrandLine<'_>, BankTableError> {
    Ok(BrandLine {
        alias: line.name(0)?,
        brand: line.name(1)?,
        entity: line.optional(2),
        group: line.optional(3),
        period: line.period(4)?,
        confirmation: line.confirmation(6)?,
        line,
    })
}

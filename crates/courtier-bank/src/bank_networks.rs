//! The networks, and the identification of a bank by its name.

use std::sync::LazyLock;

use chrono::NaiveDate;
use courtier_core::Confirmation;

use crate::bank_identity::BankIdentity;
use crate::bank_table_error::BankTableError;
use crate::dated_names::DatedNames;
use crate::entity_table::{Entity, EntityLine};
use crate::normal_name::NormalName;
use crate::{brand_table, entity_table};

/// The French banking networks: their names, entities and groups, by date.
#[derive(Debug, Clone)]
pub struct BankNetworks {
    aliases: DatedNames<Alias>,
    brands: Vec<Brand>,
}

#[derive(Debug, Clone)]
struct Brand {
    name: String,
    entities: DatedNames<Entity>,
}

/// What an alias stands for.
#[derive(Debug, Clone)]
struct Alias {
    /// Index in the brands.
    brand: usize,
    group: Option<String>,
    confirmation: Confirmation,
    entity: Option<Entity>,
}

impl BankNetworks {
    /// Text of the embedded table of networks: CSV with a header, one row an alias and period.
    pub const EMBEDDED_BRANDS_CSV: &str = include_str!("../data/enseignes.csv");

    /// Text of the embedded table of entities: CSV with a header, one row an alias and period of a network.
    pub const EMBEDDED_ENTITIES_CSV: &str = include_str!("../data/entites.csv");

    /// Returns the networks that courtier is delivered with, read once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        #[expect(clippy::expect_used, reason = "the texts are embedded and a test reads them")]
        static NETWORKS: LazyLock<BankNetworks> = LazyLock::new(|| {
            BankNetworks::parse(BankNetworks::EMBEDDED_BRANDS_CSV, BankNetworks::EMBEDDED_ENTITIES_CSV)
                .expect("embedded networks")
        });
        &NETWORKS
    }

    /// Reads tables with the columns of [`Self::EMBEDDED_BRANDS_CSV`] and [`Self::EMBEDDED_ENTITIES_CSV`].
    ///
    /// # Errors
    /// [`BankTableError`] names file, line and column: a cell that cannot be read, a name with two meanings on a day, a
    /// brand or an entity in two groups on a day, a brand that is not recognised by its own name, a brand or an entity
    /// that the other table does not have.
    pub fn parse(brands: &str, entities: &str) -> Result<Self, BankTableError> {
        let brand_lines = brand_table::read(brands)?;
        let entity_lines = entity_table::read(entities)?;
        let mut names: Vec<_> = brand_lines.iter().map(|line| line.brand).collect();
        names.sort_unstable();
        names.dedup();
        let brand = |&name: &&str| Brand { name: name.to_owned(), entities: DatedNames::default() };
        let mut brands: Vec<_> = names.iter().map(brand).collect();
        for line in &entity_lines {
            let brand = names.binary_search(&line.brand).ok().and_then(|index| brands.get_mut(index));
            let brand = brand.ok_or_else(|| line.unknown_brand())?;
            let inserted = brand.entities.insert(line.alias, line.period, line.line.number, line.entity.clone());
            inserted.map_err(|other| line.overlap(other))?;
        }
        let mut aliases = DatedNames::default();
        for line in &brand_lines {
            let entity = line.entity.map(|name| {
                let named = implied_entity(line, name, &entity_lines);
                named.ok_or_else(|| line.unknown_entity(name))
            });
            let alias = Alias {
                brand: names.partition_point(|&name| name < line.brand),
                group: line.group.map(str::to_owned),
                confirmation: line.confirmation,
                entity: entity.transpose()?,
            };
            let inserted = aliases.insert(line.alias, line.period, line.line.number, alias);
            inserted.map_err(|other| line.overlap(other))?;
        }
        Ok(Self { aliases, brands })
    }

    /// Tells which bank a name means at a date, for example that of a loan application.
    ///
    /// Without a date, names mean what they mean after the last change that the tables know: `HSBC` is then CCF.
    #[must_use]
    pub fn identify<'a>(&'a self, name: &'a str, at: Option<NaiveDate>) -> BankIdentity<'a> {
        let name = NormalName::new(name);
        let known = self.aliases.longest(&name, 0, at);
        let Some((next, alias, brand)) =
            known.and_then(|(next, alias)| Some((next, alias, self.brands.get(alias.brand)?)))
        else {
            return BankIdentity::NOTHING;
        };
        let (label, entity) = match &alias.entity {
            Some(entity) => (next, Some(entity)),
            None => brand.entity(&name, next, at),
        };
        let entity_group = entity.and_then(|entity| Some((entity.group.as_deref()?, entity.confirmation)));
        let (group, confirmation) = match entity_group {
            Some((group, level)) => (Some(group), level.min(alias.confirmation)),
            None => (alias.group.as_deref(), alias.confirmation),
        };
        BankIdentity {
            brand: Some(&brand.name),
            group,
            confirmation,
            entity: entity.map(|entity| entity.name.as_str()),
            entity_confirmation: entity.map_or(Confirmation::NotFound, |entity| entity.confirmation),
            branch: name.written_from(label),
        }
    }
}

impl Brand {
    /// Returns the entity that the words from `next` on start with, articles aside, and the first word of the label.
    fn entity(&self, name: &NormalName<'_>, next: usize, at: Option<NaiveDate>) -> (usize, Option<&Entity>) {
        let mut start = next;
        loop {
            match self.entities.longest(name, start, at) {
                // `SUD EST` is not the entity `SUD`.
                Some((end, _)) if end == start + 1 && name.is_half_direction(start) => return (next, None),
                Some((_, entity)) if entity.alias_is_label => return (next, Some(entity)),
                Some((end, entity)) => return (end, Some(entity)),
                None if name.is_article(start) => start += 1,
                None => return (next, None),
            }
        }
    }
}

/// Returns the entity that an alias stands for, as `entites.csv` has it throughout the period of the alias.
fn implied_entity(alias: &brand_table::BrandLine<'_>, name: &str, entities: &[EntityLine<'_>]) -> Option<Entity> {
    let same = |line: &&EntityLine<'_>| line.brand == alias.brand && line.entity.name == name;
    let line = entities.iter().filter(same).find(|line| line.period.covers(alias.period))?;
    Some(Entity { confirmation: alias.confirmation, alias_is_label: false, ..line.entity.clone() })
}

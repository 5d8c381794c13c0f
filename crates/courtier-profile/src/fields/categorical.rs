//! A label described alone: how many people have each category.

use serde::Serialize;

use crate::french::{list, month, quoted, share_percent, title};
use crate::privacy::SMALL_CELL;
use crate::rows::{Categories, Rows};

/// A label described alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoricalProfile {
    /// Column name.
    pub champ: &'static str,
    /// Its title.
    pub libelle: String,
    /// Known values.
    pub effectif: u64,
    /// Different labels, before small ones are merged.
    pub modalites_distinctes: usize,
    /// Labels merged in `Autres (petits effectifs)`.
    pub modalites_regroupees: usize,
    /// From frequent to rare, the merged ones last; none with fewer than ten known values.
    pub modalites: Vec<CategoryShare>,
    /// The most frequent categories: several when they are equal.
    pub modes: Vec<String>,
    /// The same in a sentence.
    pub phrase: String,
}

/// How many people have a category.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoryShare {
    /// The category.
    pub modalite: String,
    /// People: 10 or more.
    pub nombre: u64,
    /// Their share of the known values, 0 to 1.
    pub part: f64,
}

/// Describes each label.
pub(crate) fn categorical_profiles(rows: &Rows) -> Vec<CategoricalProfile> {
    rows.categories.iter().chain(&rows.segmenting).map(|column| describe(column, rows.count as u64)).collect()
}

fn describe(column: &Categories, rows: u64) -> CategoricalProfile {
    let known = column.known();
    let share = |(label, &nombre): (&String, &u64)| CategoryShare {
        modalite: label.clone(),
        nombre,
        part: nombre as f64 / known as f64,
    };
    let shown = if column.can_be_shown() { column.labels.len() } else { 0 };
    let modalites: Vec<CategoryShare> = column.labels.iter().zip(&column.counts).take(shown).map(share).collect();
    let modes = modes(column, shown);
    CategoricalProfile {
        champ: column.field.name,
        libelle: title(column.field.the),
        effectif: known,
        modalites_distinctes: column.distinct,
        modalites_regroupees: column.merged,
        phrase: sentence(column, rows, &modes),
        modalites,
        modes,
    }
}

/// Returns the most frequent categories; never the merged ones, which are not one category.
fn modes(column: &Categories, shown: usize) -> Vec<String> {
    let own = shown.min(column.labels.len() - usize::from(column.merged > 0));
    let most = column.counts[..own].iter().max();
    let with_most = |i: &usize| Some(&column.counts[*i]) == most;
    (0..own).filter(with_most).map(|i| column.labels[i].clone()).collect()
}

fn sentence(column: &Categories, rows: u64, modes: &[String]) -> String {
    let (field, known) = (column.field, column.known());
    if known == 0 {
        return format!("{} : aucune valeur connue.", title(field.the));
    }
    if known < SMALL_CELL {
        return format!("Trop peu de valeurs (moins de {SMALL_CELL}) pour décrire {}.", field.the);
    }
    let whose = if known < rows { format!("des demandeurs {}", field.when_known) } else { "des demandeurs".to_owned() };
    let share = share_percent(column.counts.first().copied().unwrap_or_default() as f64 / known as f64);
    // Months are said, other labels quoted.
    let said = |label: &String| if field.name == "mois" { month(label) } else { quoted(label) };
    match modes {
        [] => format!("{} : aucune valeur n'est partagée par {SMALL_CELL} demandeurs ou plus.", title(field.the)),
        [one] if column.labels.len() == 1 => format!("{} : toujours {}.", title(field.the), said(one)),
        [one] => format!("{} {} : {share} {whose}.", field.most_frequent_is, said(one)),
        several if several.len() > 3 => {
            // Among the merged ones may be others: those beyond the most that are told apart.
            let least = if several.len() + 1 == column.labels.len() && column.merged > 0 { " au moins" } else { "" };
            format!(
                "{} : {} valeurs{least} sont à égalité en tête, avec {share} {whose} chacune.",
                title(field.the),
                several.len()
            )
        }
        several => {
            let names: Vec<String> = several.iter().map(said).collect();
            format!("{} {} : {share} {whose} pour chaque valeur.", field.most_frequent_are, list(&names))
        }
    }
}

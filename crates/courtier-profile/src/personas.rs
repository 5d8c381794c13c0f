//! Personas: groups of alike people, found by factor analysis of mixed data and hierarchical clustering.

mod adjusted_rand;
mod cells;
mod components;
mod describe;
mod famd;
mod famd_matrix;
mod grouping;
mod k_means;
mod map;
mod points;
mod result;
mod stability;
mod table;
mod ward;

pub use result::{Axes, GroupStability, MapPoint, Persona, Personas, Stabilite, TreeLevel};

use crate::french::{integer, share_percent};
use crate::personas::grouping::{Decided, GROUPS, Grouping, MOST_CELLS, group};
use crate::personas::table::{RARE_SHARE, Table};
use crate::rows::Rows;

/// Fewer people than this make no groups.
const FEWEST_PEOPLE: usize = 200;

/// Finds and describes the personas.
pub(crate) fn personas(rows: &Rows) -> Personas {
    let table = Table::new(rows);
    let found = if table.len() < FEWEST_PEOPLE { None } else { group(&table, None, MOST_CELLS) };
    let unclassified = (rows.count - table.len()) as u64;
    match found {
        Some(grouping) => describe_all(rows, &table, &grouping, unclassified),
        None => Personas {
            methode: method(),
            motif_absence: Some(reason(table.len())),
            classes_nombre: 0,
            non_classes_nombre: rows.count as u64,
            axes: None,
            arbre: Vec::new(),
            inertie_entre_groupes_part: None,
            stabilite: None,
            groupes: Vec::new(),
            phrase: reason(table.len()),
        },
    }
}

fn describe_all(rows: &Rows, table: &Table, grouping: &Grouping, unclassified: u64) -> Personas {
    let partition = &grouping.partition;
    let decided = Decided { axes: grouping.components.kept, groups: partition.sizes.len() };
    let found = stability::stability(table, &partition.groups, decided);
    let stabilite = describe::group_stability(&found);
    let people = table.len() as f64;
    let kept = grouping.components.kept;
    let kept_inertia: f64 = grouping.famd.eigenvalues[..kept].iter().sum();
    let between = (1.0 - partition.within / people / kept_inertia).clamp(0.0, 1.0);
    let level = |&(groupes_nombre, within): &(usize, f64)| TreeLevel { groupes_nombre, inertie_intra: within / people };
    Personas {
        methode: method(),
        motif_absence: None,
        classes_nombre: table.len() as u64,
        non_classes_nombre: unclassified,
        axes: Some(Axes {
            valeurs_propres: grouping.famd.eigenvalues.clone(),
            inertie_totale: grouping.famd.inertia(),
            seuil_du_hasard: grouping.components.chance,
            axes_au_dela_du_hasard: grouping.components.beyond_chance,
            axes_retenus: kept,
            inertie_retenue_part: describe::kept_share(grouping),
            carte: map::map(table, grouping),
        }),
        arbre: grouping.within.iter().map(level).collect(),
        inertie_entre_groupes_part: Some(between),
        groupes: describe::personas(rows, table, grouping, &found),
        phrase: describe::summary(grouping, between, stabilite.as_ref()),
        stabilite,
    }
}

fn reason(people: usize) -> String {
    if people < FEWEST_PEOPLE {
        format!("Moins de {FEWEST_PEOPLE} dossiers assez complets : pas de groupes.")
    } else {
        "Les dossiers se ressemblent trop, ou les groupes seraient trop petits : pas de groupes.".to_owned()
    }
}

fn method() -> String {
    format!(
        "Analyse factorielle de données mixtes (AFDM) sur l'âge, le logarithme du revenu (deux fois plus compte autant à 2 000 € \
         qu'à 8 000 €), le réseau bancaire, l'expérience du crédit immobilier, la profession et le contrat de travail\u{a0}; le \
         montant du prêt illustre sans agir. L'AFDM met nombres et catégories sur les mêmes axes, chaque champ à égalité. Une \
         valeur absente compte comme la moyenne\u{a0}; les dossiers dont moins de la moitié des champs est connue ne sont pas \
         classés. Les catégories de moins de {} sont regroupées. Sont retenus les axes qui dépassent ce que donneraient des \
         champs indépendants, deux au moins. Puis l'arbre de Ward, sur {} cellules au plus, donne de {} à {} groupes, selon la \
         plus forte chute relative d'inertie, et les k-moyennes les resserrent. La stabilité compare avec les groupes trouvés \
         de la même façon dans des tirages de la moitié des dossiers au plus.",
        share_percent(RARE_SHARE),
        integer(MOST_CELLS as u64),
        GROUPS.start(),
        GROUPS.end(),
    )
}

//! What is missing and what is invalid: counted before anything else.

use serde::Serialize;

use crate::french::{agree, integer, share_percent, title};
use crate::rows::Rows;

/// How well a field is filled in. These counts are about requests, not people: they are never hidden.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldQuality {
    /// Column name.
    pub champ: &'static str,
    /// Its title.
    pub libelle: String,
    /// Requests with a valid value.
    pub renseignes_nombre: u64,
    /// Requests without any value.
    pub manquants_nombre: u64,
    /// Requests whose value is invalid, hence not used.
    pub invalides_nombre: u64,
    /// Share of requests with a valid value, 0 to 1; absent without any request.
    pub renseignes_part: Option<f64>,
    /// The same in a sentence.
    pub phrase: String,
}

/// Counts what each field lacks.
pub(crate) fn quality(rows: &Rows) -> Vec<FieldQuality> {
    let numbers =
        rows.numbers.iter().map(|column| (column.field.name, column.field.the, column.known(), column.invalid));
    let labels = rows.categories.iter().map(|c| (c.field.name, c.field.the, c.known(), c.invalid));
    let count = rows.count as u64;
    let describe = |(champ, the, known, invalid): (&'static str, &'static str, u64, u64)| {
        let invalid = invalid.min(count - known);
        let missing = count - known - invalid;
        FieldQuality {
            champ,
            libelle: title(the),
            renseignes_nombre: known,
            manquants_nombre: missing,
            invalides_nombre: invalid,
            renseignes_part: (count > 0).then(|| known as f64 / count as f64),
            phrase: sentence(the, count, missing, invalid),
        }
    };
    numbers.chain(labels).map(describe).collect()
}

fn sentence(the: &str, count: u64, missing: u64, invalid: u64) -> String {
    if count == 0 {
        return "Aucune demande.".to_owned();
    }
    let title = title(the);
    let part = |number: u64| {
        format!(
            "{} {} ({})",
            integer(number),
            agree(number, "demande", "demandes"),
            share_percent(number as f64 / count as f64)
        )
    };
    match (missing, invalid) {
        (0, 0) => format!("{title} : aucune valeur absente ni invalide."),
        (missing, 0) if missing == count => format!("{title} : aucune valeur."),
        (missing, 0) => format!("{title} : valeur absente dans {}.", part(missing)),
        (0, invalid) => format!("{title} : valeur invalide dans {}.", part(invalid)),
        (missing, invalid) => {
            format!("{title} : valeur absente dans {}, invalide dans {}.", part(missing), part(invalid))
        }
    }
}

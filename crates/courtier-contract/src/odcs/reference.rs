//! The target of a foreign key: `table.colonne`, or `fichier.odcs.yaml#/schema/table/properties/colonne`.

use super::mapping::Place;
use crate::{ContractError, ContractProblem, Relation};

/// Reads the reference at `place`. The file part is not followed: a table has one contract, whatever its file's name.
pub(super) fn reference(place: &Place<'_>) -> Result<Relation, ContractError> {
    let text = place.text()?;
    parse(text).ok_or_else(|| place.error(ContractProblem::BadReference(text.to_owned())))
}

fn parse(text: &str) -> Option<Relation> {
    let (table, column) = match text.split_once('.').filter(|_| !text.contains(['/', '#'])) {
        Some(short) => short,
        None => {
            let path = text.split_once('#').map_or(text, |(_file, path)| path);
            path.trim_start_matches('/').strip_prefix("schema/")?.split_once("/properties/")?
        }
    };
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    (is_name(table) && is_name(column)).then(|| Relation { table: table.to_owned(), column: column.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_both_notations() {
        for text in [
            "banques.id",
            "schema/banques/properties/id",
            "banques.odcs.yaml#/schema/banques/properties/id",
            "https://exemple.fr/banques.yaml#schema/banques/properties/id",
        ] {
            let relation = parse(text).unwrap();
            assert_eq!((relation.table.as_str(), relation.column.as_str()), ("banques", "id"), "{text}");
        }
    }

    #[test]
    fn refuses_all_else() {
        for text in ["banques", "banques.", ".id", "a.b.c", "schema/banques", "banques/id", "x.yaml#banques.id"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

//! SQL functions of a bank's name: its network, its group.

use std::sync::Arc;

use courtier_bank::{BankIdentity, BankNetworks};
use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, StringArray};
use datafusion::arrow::datatypes::{DataType, Date32Type};
use hashbrown::HashMap;

use super::column_function::{Argument, ColumnFunction, Declaration, TEXT};
use super::date;

/// `reseau_bancaire(nom [, jour])`: the network of a bank; `Inconnu` when its name starts with no known one.
pub(super) fn network() -> ColumnFunction {
    bank_fact(
        "reseau_bancaire",
        "Réseau (enseigne) d'une banque d'après son nom ; « Inconnu » quand le nom ne commence par aucune enseigne connue : \
         jamais la plus ressemblante.",
        "reseau_bancaire('CREDIT AGRICOLE NORMANDIE SEINE') -- Crédit Agricole",
        |bank| Some(bank.network()),
    )
}

/// `groupe_bancaire(nom [, jour])`: the group of a bank; NULL when none is known.
pub(super) fn group() -> ColumnFunction {
    bank_fact(
        "groupe_bancaire",
        "Groupe bancaire d'une banque d'après son nom ; NULL quand il n'est pas connu.",
        "groupe_bancaire('LCL DDR IDF OUEST') -- Crédit Agricole",
        |bank| bank.group,
    )
}

/// What is told of a bank.
type Fact = for<'a> fn(&BankIdentity<'a>) -> Option<&'a str>;

fn bank_fact(name: &'static str, description: &str, example: &str, fact: Fact) -> ColumnFunction {
    let declaration = Declaration {
        name,
        arguments: vec![
            Argument("nom", TEXT, "nom de la banque, tel que reçu"),
            Argument(
                "jour",
                DataType::Date32,
                "jour auquel le nom a été écrit : des réseaux changent de main (HSBC, CCF)",
            ),
        ],
        optional: 1,
        returns: DataType::Utf8,
        description,
        example,
    };
    ColumnFunction::new(&declaration, move |arrays| each_name(fact, arrays))
}

fn each_name(fact: Fact, arrays: &[ArrayRef]) -> ArrayRef {
    let names = arrays[0].as_string::<i32>();
    let days = arrays.get(1).map(|array| array.as_primitive::<Date32Type>());
    let networks = BankNetworks::embedded();
    // A column repeats few names: each is identified once a batch.
    let mut known: HashMap<(&str, Option<i32>), Option<&str>> = HashMap::new();
    let facts = (0..names.len()).map(|row| {
        let name = names.is_valid(row).then(|| names.value(row))?;
        let day = days.and_then(|days| days.is_valid(row).then(|| days.value(row)));
        *known.entry((name, day)).or_insert_with(|| fact(&networks.identify(name, day.and_then(date))))
    });
    Arc::new(facts.collect::<StringArray>())
}

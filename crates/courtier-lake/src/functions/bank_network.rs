//! SQL functions of a bank's name: its network, its group.

use std::collections::HashMap;
use std::sync::Arc;

use courtier_bank::{BankIdentity, BankNetworks};
use datafusion::arrow::array::{Array as _, AsArray as _, StringArray};
use datafusion::arrow::datatypes::{DataType, Date32Type};
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Documentation, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

use super::{SECTION, date};

/// `reseau_bancaire(nom [, jour])` or `groupe_bancaire(nom [, jour])`.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct BankFact {
    fact: Fact,
    signature: Signature,
    documentation: Documentation,
}

/// What is told of a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Fact {
    Network,
    Group,
}

impl Fact {
    const fn name(self) -> &'static str {
        match self {
            Self::Network => "reseau_bancaire",
            Self::Group => "groupe_bancaire",
        }
    }

    fn of<'a>(self, bank: &BankIdentity<'a>) -> Option<&'a str> {
        match self {
            Self::Network => Some(bank.network()),
            Self::Group => bank.group,
        }
    }
}

impl BankFact {
    /// The network of a bank; `Inconnu` when its name starts with no known one.
    pub(super) fn network() -> Self {
        Self::new(
            Fact::Network,
            "Réseau (enseigne) d'une banque d'après son nom ; « Inconnu » quand le nom ne commence par aucune enseigne connue : \
             jamais la plus ressemblante.",
            "SELECT reseau_bancaire('CREDIT AGRICOLE NORMANDIE SEINE') -- Crédit Agricole",
        )
    }

    /// The group of a bank; NULL when none is known.
    pub(super) fn group() -> Self {
        Self::new(
            Fact::Group,
            "Groupe bancaire d'une banque d'après son nom ; NULL quand il n'est pas connu.",
            "SELECT groupe_bancaire('LCL DDR IDF OUEST') -- Crédit Agricole",
        )
    }

    fn new(fact: Fact, description: &str, example: &str) -> Self {
        let forms = vec![
            TypeSignature::Exact(vec![DataType::Utf8]),
            TypeSignature::Exact(vec![DataType::Utf8, DataType::Date32]),
        ];
        let documentation = Documentation::builder(SECTION, description, format!("{}(nom [, jour])", fact.name()))
            .with_sql_example(example)
            .with_argument("nom", "nom de la banque, tel que reçu")
            .with_argument("jour", "jour auquel le nom a été écrit : des réseaux changent de main (HSBC, CCF)")
            .build();
        Self { fact, signature: Signature::one_of(forms, Volatility::Immutable), documentation }
    }
}

impl ScalarUDFImpl for BankFact {
    fn name(&self) -> &str {
        self.fact.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&self.documentation)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let names = arrays[0].as_string::<i32>();
        let days = arrays.get(1).map(|array| array.as_primitive::<Date32Type>());
        let networks = BankNetworks::embedded();
        // A column repeats few names: each is identified once a batch.
        let mut known: HashMap<(&str, Option<i32>), Option<&str>> = HashMap::new();
        let values: StringArray = (0..names.len())
            .map(|row| {
                let name = names.is_valid(row).then(|| names.value(row))?;
                let day = days.and_then(|days| days.is_valid(row).then(|| days.value(row)));
                *known.entry((name, day)).or_insert_with(|| self.fact.of(&networks.identify(name, day.and_then(date))))
            })
            .collect();
        if args.args.iter().all(|value| matches!(value, ColumnarValue::Scalar(_))) {
            let only = (values.len() == 1 && values.is_valid(0)).then(|| values.value(0).to_owned());
            return Ok(ColumnarValue::Scalar(ScalarValue::Utf8(only)));
        }
        Ok(ColumnarValue::Array(Arc::new(values)))
    }
}

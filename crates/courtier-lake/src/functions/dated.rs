//! SQL functions of figures that the law changes with time: usury thresholds, regulatory parameters.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use courtier_loan::{Months, RateKind, RegulatoryParameter, RegulatoryTable, UsuryCategory, UsuryTable};
use datafusion::arrow::array::{Array as _, AsArray as _, Float64Array};
use datafusion::arrow::datatypes::{DataType, Date32Type, Int64Type};
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Documentation, ScalarFunctionArgs, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};

use super::{SECTION, answer, date};

/// Words for the kind of rate, in SQL.
const RATE_KINDS: [(&str, RateKind); 3] =
    [("fixe", RateKind::Fixed), ("variable", RateKind::Variable), ("relais", RateKind::Bridge)];

/// `seuil_usure(jour, duree_mois [, nature])`.
#[derive(Debug)]
pub(super) struct UsuryThresholdAt {
    table: Arc<UsuryTable>,
    signature: Signature,
    documentation: Documentation,
}

impl UsuryThresholdAt {
    pub(super) fn new(table: Arc<UsuryTable>) -> Self {
        let (day, term) = (DataType::Date32, DataType::Int64);
        let forms = vec![
            TypeSignature::Exact(vec![day.clone(), term.clone()]),
            TypeSignature::Exact(vec![day, term, DataType::Utf8]),
        ];
        let documentation = Documentation::builder(
            SECTION,
            "Seuil de l'usure d'un crédit immobilier, en % par an, à comparer au TAEG ; NULL quand il n'est pas connu \
             (table silver.seuils_usure, avec ses sources). Source : article L. 314-6 du code de la consommation.",
            "seuil_usure(jour, duree_mois [, nature])",
        )
        .with_sql_example("SELECT seuil_usure(DATE '2024-02-15', 240) -- 6.29")
        .with_argument("jour", "jour de l'offre, à Paris : une date, `DATE '2024-02-15'`")
        .with_argument("duree_mois", "durée du prêt ; 240 mois sont dans la tranche « 20 ans et plus »")
        .with_argument("nature", "'fixe' (par défaut), 'variable' ou 'relais'")
        .build();
        Self { table, signature: Signature::one_of(forms, Volatility::Immutable), documentation }
    }
}

impl PartialEq for UsuryThresholdAt {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
    }
}

impl Eq for UsuryThresholdAt {}

impl Hash for UsuryThresholdAt {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.table.rows().len().hash(state);
    }
}

impl ScalarUDFImpl for UsuryThresholdAt {
    fn name(&self) -> &str {
        "seuil_usure"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&self.documentation)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let days = arrays[0].as_primitive::<Date32Type>();
        let terms = arrays[1].as_primitive::<Int64Type>();
        let kinds = arrays.get(2).map(|array| array.as_string::<i32>());
        let values: Float64Array = (0..days.len())
            .map(|row| {
                let kind = match kinds {
                    None => RateKind::Fixed,
                    Some(kinds) if kinds.is_valid(row) => kind_of(kinds.value(row))?,
                    Some(_) => return None,
                };
                let term = terms.is_valid(row).then(|| u32::try_from(terms.value(row)).ok())??;
                let day = days.is_valid(row).then(|| date(days.value(row)))??;
                (term > 0).then(|| self.table.threshold_pct(UsuryCategory::of(kind, Months::new(term)), day))?
            })
            .collect();
        Ok(answer(&args.args, values))
    }
}

/// `parametre_reglementaire(code, jour)`.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct RegulatoryValueAt {
    signature: Signature,
    documentation: Documentation,
}

impl RegulatoryValueAt {
    pub(super) fn new() -> Self {
        let codes: Vec<&str> = RegulatoryParameter::ALL.iter().map(|parameter| parameter.code_and_unit().0).collect();
        let documentation = Documentation::builder(
            SECTION,
            "Valeur d'un paramètre réglementaire à un jour donné, dans son unité ; NULL quand il n'en a pas.",
            "parametre_reglementaire(code, jour)",
        )
        .with_sql_example("SELECT parametre_reglementaire('hcsf_taux_effort_max', DATE '2024-02-15') -- 35")
        .with_argument("code", format!("un de : {}", codes.join(", ")))
        .with_argument("jour", "jour, à Paris : une date, `DATE '2024-02-15'`")
        .build();
        let signature = Signature::exact(vec![DataType::Utf8, DataType::Date32], Volatility::Immutable);
        Self { signature, documentation }
    }
}

impl ScalarUDFImpl for RegulatoryValueAt {
    fn name(&self) -> &str {
        "parametre_reglementaire"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Float64)
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&self.documentation)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let codes = arrays[0].as_string::<i32>();
        let days = arrays[1].as_primitive::<Date32Type>();
        let values: Float64Array = (0..days.len())
            .map(|row| {
                let parameter = codes.is_valid(row).then(|| RegulatoryParameter::from_code(codes.value(row)))??;
                let day = days.is_valid(row).then(|| date(days.value(row)))??;
                RegulatoryTable::embedded().value(parameter, day)
            })
            .collect();
        Ok(answer(&args.args, values))
    }
}

fn kind_of(word: &str) -> Option<RateKind> {
    RATE_KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

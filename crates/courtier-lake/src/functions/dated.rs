//! SQL functions of figures that the law changes with time: usury thresholds, regulatory parameters.

use std::sync::Arc;

use courtier_loan::{Months, RateKind, RegulatoryParameter, RegulatoryTable, UsuryCategory, UsuryTable};
use datafusion::arrow::array::{Array as _, AsArray as _, Float64Array};
use datafusion::arrow::datatypes::{DataType, Date32Type, Int64Type};

use super::column_function::{Argument, ColumnFunction, Declaration, TEXT};
use super::date;

/// Words for the kind of rate, in SQL.
const RATE_KINDS: [(&str, RateKind); 3] =
    [("fixe", RateKind::Fixed), ("variable", RateKind::Variable), ("relais", RateKind::Bridge)];

/// `seuil_usure(jour, duree_mois [, nature])`.
pub(super) fn usury_threshold(table: Arc<UsuryTable>) -> ColumnFunction {
    let declaration = Declaration {
        name: "seuil_usure",
        arguments: vec![
            Argument("jour", DataType::Date32, "jour de l'offre, à Paris : une date, `DATE '2024-02-15'`"),
            Argument("duree_mois", DataType::Int64, "durée du prêt ; 240 mois sont dans la tranche « 20 ans et plus »"),
            Argument("nature", TEXT, "'fixe' (par défaut), 'variable' ou 'relais'"),
        ],
        optional: 1,
        returns: DataType::Float64,
        description: "Seuil de l'usure d'un crédit immobilier, en % par an, à comparer au TAEG ; NULL quand il n'est pas connu \
                      (table silver.seuils_usure, avec ses sources). Source : article L. 314-6 du code de la consommation.",
        example: "seuil_usure(DATE '2024-02-15', 240) -- 6.29",
    };
    ColumnFunction::new(&declaration, move |arrays| {
        let days = arrays[0].as_primitive::<Date32Type>();
        let terms = arrays[1].as_primitive::<Int64Type>();
        let kinds = arrays.get(2).map(|array| array.as_string::<i32>());
        let thresholds = (0..days.len()).map(|row| {
            let kind = match kinds {
                None => RateKind::Fixed,
                Some(kinds) if kinds.is_valid(row) => kind_of(kinds.value(row))?,
                Some(_) => return None,
            };
            let term = terms.is_valid(row).then(|| u32::try_from(terms.value(row)).ok())??;
            let day = days.is_valid(row).then(|| date(days.value(row)))??;
            (term > 0).then(|| table.threshold_pct(UsuryCategory::of(kind, Months::new(term)), day))?
        });
        Arc::new(thresholds.collect::<Float64Array>())
    })
}

/// `parametre_reglementaire(code, jour)`.
pub(super) fn regulatory_value() -> ColumnFunction {
    let codes: Vec<&str> = RegulatoryParameter::ALL.iter().map(|parameter| parameter.code_and_unit().0).collect();
    let codes = format!("un de : {}", codes.join(", "));
    let declaration = Declaration {
        name: "parametre_reglementaire",
        arguments: vec![
            Argument("code", TEXT, &codes),
            Argument("jour", DataType::Date32, "jour, à Paris : une date, `DATE '2024-02-15'`"),
        ],
        optional: 0,
        returns: DataType::Float64,
        description: "Valeur d'un paramètre réglementaire à un jour donné, dans son unité ; NULL quand il n'en a pas.",
        example: "parametre_reglementaire('hcsf_taux_effort_max', DATE '2024-02-15') -- 35",
    };
    ColumnFunction::new(&declaration, |arrays| {
        let codes = arrays[0].as_string::<i32>();
        let days = arrays[1].as_primitive::<Date32Type>();
        let values = (0..days.len()).map(|row| {
            let parameter = codes.is_valid(row).then(|| RegulatoryParameter::from_code(codes.value(row)))??;
            let day = days.is_valid(row).then(|| date(days.value(row)))??;
            RegulatoryTable::embedded().value(parameter, day)
        });
        Arc::new(values.collect::<Float64Array>())
    })
}

fn kind_of(word: &str) -> Option<RateKind> {
    RATE_KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

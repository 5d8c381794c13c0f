//! The contracts of the tables, read by a scan of their lines.

/// The contracts, by table, in the order of the tables.
pub(crate) const CONTRACTS: [(&str, &str); 9] = [
    ("profil_qualite", include_str!("../../../../models/gold/profil_qualite.odcs.yaml")),
    ("profil_nombres", include_str!("../../../../models/gold/profil_nombres.odcs.yaml")),
    ("profil_repartitions", include_str!("../../../../models/gold/profil_repartitions.odcs.yaml")),
    ("profil_croisements", include_str!("../../../../models/gold/profil_croisements.odcs.yaml")),
    ("profil_personne_type", include_str!("../../../../models/gold/profil_personne_type.odcs.yaml")),
    ("profil_personas", include_str!("../../../../models/gold/profil_personas.odcs.yaml")),
    ("profil_personas_traits", include_str!("../../../../models/gold/profil_personas_traits.odcs.yaml")),
    ("profil_segments", include_str!("../../../../models/gold/profil_segments.odcs.yaml")),
    ("profil_mensuel", include_str!("../../../../models/gold/profil_mensuel.odcs.yaml")),
];

/// A column of a contract.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Promised {
    pub(crate) name: String,
    pub(crate) logical_type: String,
    pub(crate) classification: String,
    pub(crate) required: bool,
    pub(crate) key: bool,
    pub(crate) minimum: Option<f64>,
    pub(crate) maximum: Option<f64>,
}

/// Returns the columns of a contract, in order.
pub(crate) fn columns(contract: &str) -> Vec<Promised> {
    let mut columns: Vec<Promised> = Vec::new();
    for line in contract.lines() {
        if let Some(name) = line.strip_prefix("      - name: ") {
            columns.push(Promised { name: name.to_owned(), ..Promised::default() });
            continue;
        }
        let Some(column) = columns.last_mut() else { continue };
        match line.trim_start().split_once(": ") {
            Some(("logicalType", value)) => column.logical_type = value.to_owned(),
            Some(("classification", value)) => column.classification = value.to_owned(),
            Some(("required", value)) => column.required = value == "true",
            Some(("primaryKey", value)) => column.key = value == "true",
            Some(("minimum", value)) => column.minimum = value.parse().ok(),
            Some(("maximum", value)) => column.maximum = value.parse().ok(),
            Some(("physicalName", value)) => assert_eq!(value, column.name),
            _ => {}
        }
    }
    columns
}

#[test]
fn classifies_every_column_as_nobody_s_data() {
    for (table, contract) in CONTRACTS {
        let columns = columns(contract);
        assert!(
            columns.first().is_some_and(|column| column.key && column.required && column.name == "id_ligne"),
            "{table}"
        );
        assert_eq!(columns.iter().filter(|column| column.key).count(), 1, "{table}");
        for column in columns {
            assert!(matches!(column.classification.as_str(), "public" | "interne"), "{table}.{}", column.name);
        }
        assert!(contract.contains(&format!("\n  - name: {table}\n")), "{table}");
    }
}

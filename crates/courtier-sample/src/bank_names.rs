//! Invented bank names in the style of the real list: networks, regional entities, desks and towns.
//!
//! The networks, their regional entities and the towns exist; the desks that combine them are made up, not copied from
//! the real list.

/// Networks with branches everywhere.
const NETWORKS: [&str; 14] = [
    "SOCIETE GENERALE",
    "CREDIT AGRICOLE",
    "CAISSE D'EPARGNE",
    "BANQUE POPULAIRE",
    "CREDIT MUTUEL",
    "BNP PARIBAS",
    "LCL",
    "CIC",
    "LA BANQUE POSTALE",
    "CREDIT DU NORD",
    "HSBC",
    "BRED",
    "CCF",
    "CREDIT COOPERATIF",
];

/// Banks without a regional organisation; the last two show what a real list also holds.
const SINGLE_BANKS: [&str; 20] = [
    "BOURSORAMA BANQUE",
    "BOURSOBANK",
    "FORTUNEO",
    "HELLO BANK",
    "MONABANQ",
    "BFORBANK",
    "ING DIRECT",
    "AXA BANQUE",
    "ORANGE BANK",
    "ALLIANZ BANQUE",
    "MILLEIS BANQUE",
    "BANQUE PALATINE",
    "BANQUE DE SAVOIE",
    "CASDEN",
    "CFCAL",
    "BECM",
    "MY MONEY BANK",
    "LOUVRE BANQUE PRIVÉE",
    "Banque test",
    "Partenaire inactif - ne pas utiliser",
];

/// Regional entities, by network.
const ENTITIES: [(&str, &[&str]); 5] = [
    (
        "CREDIT AGRICOLE",
        &[
            "ALPES PROVENCE",
            "ALSACE VOSGES",
            "ANJOU MAINE",
            "AQUITAINE",
            "BRIE PICARDIE",
            "CENTRE EST",
            "CENTRE FRANCE",
            "COTES D'ARMOR",
            "DES SAVOIE",
            "FINISTERE",
            "FRANCHE COMTE",
            "LANGUEDOC",
            "LORRAINE",
            "MORBIHAN",
            "NORD DE FRANCE",
            "NORMANDIE",
            "NORMANDIE SEINE",
            "PARIS ET ILE DE FRANCE",
            "PROVENCE COTE D'AZUR",
            "TOULOUSE 31",
            "TOURAINE POITOU",
            "VAL DE FRANCE",
        ],
    ),
    (
        "CAISSE D'EPARGNE",
        &[
            "AQUITAINE POITOU CHARENTES",
            "BRETAGNE PAYS DE LOIRE",
            "CEPAC",
            "COTE D'AZUR",
            "GRAND EST EUROPE",
            "HAUTS DE FRANCE",
            "ILE DE FRANCE",
            "LOIRE CENTRE",
            "LOIRE DROME ARDECHE",
            "MIDI PYRENEES",
            "NORMANDIE",
            "RHONE ALPES",
        ],
    ),
    (
        "BANQUE POPULAIRE",
        &[
            "ALSACE LORRAINE CHAMPAGNE",
            "AUVERGNE RHONE ALPES",
            "BOURGOGNE FRANCHE COMTE",
            "GRAND OUEST",
            "MEDITERRANEE",
            "NORD",
            "OCCITANE",
            "RIVES DE PARIS",
            "SUD",
            "VAL DE FRANCE",
        ],
    ),
    ("CIC", &["EST", "NORD OUEST", "OUEST", "SUD OUEST", "LYONNAISE DE BANQUE"]),
    ("SOCIETE GENERALE", &["COURTOIS", "LAYDERNIER", "TARNEAUD", "GRAND EST", "SUD OUEST"]),
];

/// Desks that deal with brokers and companies.
const DESKS: [&str; 4] = ["POLE IMMOBILIER", "POLE PRESCRIPTION", "POLE PROFESSIONNEL", "AGENCE"];

/// Towns, large and small. A comma makes the name quoted in CSV.
const TOWNS: [&str; 40] = [
    "AJACCIO",
    "AMIENS",
    "ANGERS",
    "ANGOULEME",
    "ANNECY",
    "AVIGNON",
    "BAYONNE",
    "BESANCON",
    "BORDEAUX",
    "BREST",
    "CAEN",
    "CHAMBERY",
    "CLERMONT FERRAND",
    "DIJON",
    "GRENOBLE",
    "LA ROCHELLE",
    "LE MANS",
    "LILLE",
    "LIMOGES",
    "LYON PART DIEU",
    "MARSEILLE",
    "METZ",
    "MONTPELLIER",
    "MULHOUSE",
    "NANCY",
    "NANTES",
    "NICE",
    "NIMES",
    "ORLEANS",
    "PARIS, RIVE GAUCHE",
    "PAU",
    "PERPIGNAN",
    "POITIERS",
    "REIMS",
    "RENNES",
    "ROUEN",
    "SAINT ETIENNE",
    "STRASBOURG",
    "TOULOUSE",
    "TOURS",
];

/// Returns distinct names, the best known first: networks, single banks, entities, then desks town by town.
pub(crate) fn distinct_names() -> impl Iterator<Item = String> {
    let alone = NETWORKS.iter().chain(&SINGLE_BANKS).map(|&name| name.to_owned());
    let entities = ENTITIES
        .iter()
        .flat_map(|(network, entities)| entities.iter().map(move |entity| format!("{network} {entity}")));
    let desks = TOWNS.iter().flat_map(|town| {
        DESKS.iter().flat_map(move |desk| NETWORKS.iter().map(move |network| format!("{network} {desk} {town}")))
    });
    alone.chain(entities).chain(desks)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::distinct_names;

    #[test]
    fn has_more_distinct_names_than_the_list_needs() {
        let names: Vec<_> = distinct_names().collect();
        assert!(names.len() >= 1_927, "{}", names.len());
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }
}

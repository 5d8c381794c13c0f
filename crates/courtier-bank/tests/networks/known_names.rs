//! Names whose meaning is known, at the level at which it is known.

use courtier_core::Confirmation::{NotFound, OneSource, TwoSources, Unverified};

use crate::identified::{at, parts};

const CA: &str = "Crédit Agricole";

#[test]
fn reads_network_entity_group_and_branch() {
    let bpaura = "BANQUE POPULAIRE AUVERGNE RHONE ALPES POLE PRESCRIPTION LOIRE ET LYONNAIS";
    let caen = "LA BANQUE POSTALE MAISON DE L'HABITAT CAEN";
    for (name, expected) in [
        ("CREDIT AGRICOLE NORMANDIE SEINE", [CA, "CA Normandie-Seine", CA, "-"]),
        ("CAISSE D'EPARGNE EVREUX PETITE CITE", ["Caisse d'Epargne", "CE Normandie", "BPCE", "EVREUX PETITE CITE"]),
        (bpaura, ["Banque Populaire", "BP Auvergne Rhône Alpes", "BPCE", "POLE PRESCRIPTION LOIRE ET LYONNAIS"]),
        ("BNP PARIBAS SUD EST", ["BNP Paribas", "-", "BNP Paribas", "SUD EST"]),
        ("LCL DDR IDF OUEST", ["LCL", "-", CA, "DDR IDF OUEST"]),
        (caen, ["La Banque Postale", "-", "La Poste", "MAISON DE L'HABITAT CAEN"]),
        ("SOCIETE GENERALE COURTOIS", ["SG", "SG Courtois", "Société Générale", "-"]),
        ("CREDIT DU NORD LILLE METROPOLE", ["SG", "SG Crédit du Nord", "Société Générale", "LILLE METROPOLE"]),
        ("BOURSORAMA BANQUE", ["BoursoBank", "-", "Société Générale", "-"]),
        ("BOURSOBANK", ["BoursoBank", "-", "Société Générale", "-"]),
        ("HSBC FRANCE", ["CCF", "-", "CCF", "FRANCE"]),
        ("HSBC CONTINENTAL EUROPE", ["CCF", "-", "CCF", "CONTINENTAL EUROPE"]),
    ] {
        assert_eq!(parts(name), expected, "{name}");
    }
}

#[test]
fn tells_how_well_a_name_is_known() {
    for (name, network, entity) in [
        ("CREDIT AGRICOLE NORMANDIE SEINE", OneSource, OneSource),
        ("CAISSE D'EPARGNE EVREUX PETITE CITE", OneSource, Unverified),
        ("BANQUE POPULAIRE AUVERGNE RHONE ALPES", OneSource, OneSource),
        ("LCL DDR IDF OUEST", OneSource, NotFound),
        ("SOCIETE GENERALE COURTOIS", TwoSources, TwoSources),
        ("HSBC FRANCE", TwoSources, NotFound),
        ("BOURSOBANK", Unverified, NotFound),
        ("BANQUE KOLB", Unverified, Unverified),
        ("CIC OUEST", OneSource, Unverified),
        ("BANQUE INCONNUE", NotFound, NotFound),
    ] {
        let bank = at(name, "");
        assert_eq!((bank.confirmation, bank.entity_confirmation), (network, entity), "{name}");
    }
}

#[test]
fn follows_hsbc_into_ccf() {
    let hsbc = |date| (at("HSBC FRANCE", date).brand, at("HSBC FRANCE", date).group);
    assert_eq!(hsbc("2023-12-31"), (Some("HSBC"), Some("HSBC")));
    assert_eq!(hsbc("2024-01-01"), (Some("CCF"), Some("CCF")));
    assert_eq!(at("CCF POLE IMMOBILIER EST", "2023-06-01").network(), "CCF");
}

#[test]
fn follows_the_banks_of_credit_du_nord_into_sg() {
    for (name, brand, entity) in [
        ("CREDIT DU NORD", "Crédit du Nord", "SG Crédit du Nord"),
        ("BANQUE COURTOIS AUCH", "Banque Courtois", "SG Courtois"),
        ("BANQUE LAYDERNIER", "Banque Laydernier", "SG Laydernier"),
        ("BANQUE TARNEAUD", "Banque Tarneaud", "SG Tarneaud"),
        ("SOCIETE MARSEILLAISE DE CREDIT", "Société Marseillaise de Crédit", "SG SMC"),
        ("BANQUE KOLB", "Banque Kolb", "SG Grand Est"),
        ("BANQUE NUGER", "Banque Nuger", "SG Auvergne Rhône Alpes"),
        ("BANQUE RHONE ALPES", "Banque Rhône-Alpes", "SG Auvergne Rhône Alpes"),
    ] {
        let (before, after) = (at(name, "2022-12-31"), at(name, "2023-01-01"));
        assert_eq!((before.network(), before.entity), (brand, None), "{name}");
        assert_eq!((after.network(), after.entity), ("SG", Some(entity)), "{name}");
        assert_eq!((before.group, after.group), (Some("Société Générale"), Some("Société Générale")), "{name}");
    }
}

#[test]
fn knows_the_main_banks_of_applicants() {
    for (name, network) in [
        ("CREDIT AGRICOLE", CA),
        ("CAISSE D'EPARGNE", "Caisse d'Epargne"),
        ("CREDIT MUTUEL", "Crédit Mutuel"),
        ("SOCIETE GENERALE", "SG"),
        ("BANQUE POPULAIRE", "Banque Populaire"),
        ("BNP PARIBAS", "BNP Paribas"),
        ("LCL", "LCL"),
        ("CIC", "CIC"),
        ("BOURSORAMA BANQUE", "BoursoBank"),
        ("LA BANQUE POSTALE", "La Banque Postale"),
        ("FORTUNEO", "Fortuneo"),
        ("ING DIRECT", "ING"),
        ("BRED", "BRED"),
        ("HELLO BANK", "Hello bank!"),
        ("AXA BANQUE", "AXA Banque"),
        ("MONABANQ", "Monabanq"),
        ("CREDIT COOPERATIF", "Crédit Coopératif"),
        ("AUTRE", "Inconnu"),
    ] {
        assert_eq!(at(name, "").network(), network, "{name}");
    }
}

//! Names that a careless reading gives to the wrong bank.

use courtier_bank::BankIdentity;

use crate::identified::{at, parts};

fn network(name: &str) -> &str {
    at(name, "").network()
}

fn entity(name: &str) -> Option<&str> {
    at(name, "").entity
}

fn group(name: &str) -> Option<&str> {
    at(name, "").group
}

#[test]
fn keeps_bp_apart_from_bpe() {
    assert_eq!(network("BP RIVES DE PARIS"), "Banque Populaire");
    assert_eq!(network("BPE MONTPELLIER DR"), "Louvre Banque Privée");
    assert_eq!(network("BPZ"), BankIdentity::UNKNOWN);
}

#[test]
fn reads_short_aliases_at_the_start_only() {
    assert_eq!(parts("CA NORD EST"), ["Crédit Agricole", "CA Nord Est", "Crédit Agricole", "-"]);
    assert_eq!(entity("CE NORMANDIE"), Some("CE Normandie"));
    for name in ["BANQUE CE", "AGENCE CA LYON", "CAEN", "CEDEX", "CMC COURTAGE", "SGBT", "BNPX"] {
        assert_eq!(network(name), BankIdentity::UNKNOWN, "{name}");
    }
}

#[test]
fn gives_federations_of_credit_mutuel_their_own_group() {
    let arkea = Some("Crédit Mutuel Arkéa");
    assert_eq!(group("CREDIT MUTUEL DE BRETAGNE RENNES"), arkea);
    assert_eq!(group("CMB"), arkea);
    assert_eq!(group("CREDIT MUTUEL SUD OUEST"), arkea);
    assert_eq!(group("CREDIT MUTUEL SUD EST"), Some("Crédit Mutuel Alliance Fédérale"));
    assert_eq!(group("CREDIT MUTUEL OCEAN"), Some("Crédit Mutuel (fédération indépendante)"));
    assert_eq!(group("CREDIT MUTUEL MAINE-ANJOU, BASSE-NORMANDIE"), group("CMMABN"));
    assert_eq!(group("CREDIT MUTUEL POLE PROFESSIONNEL MAINE ANJOU BASSE NORMANDIE"), group("CMMABN"));
    assert_eq!(network("CREDIT MUTUEL ARKEA"), "Arkéa");
}

#[test]
fn prefers_the_longest_entity() {
    assert_eq!(entity("CREDIT AGRICOLE NORMANDIE CAEN"), Some("CA Normandie"));
    assert_eq!(entity("CREDIT AGRICOLE NORMANDIE SEINE ROUEN"), Some("CA Normandie-Seine"));
    assert_eq!(entity("BANQUE POPULAIRE ALSACE LORRAINE CHAMPAGNE"), Some("BP Alsace Lorraine Champagne"));
    assert_eq!(entity("CIC NORD OUEST AMIENS"), Some("CIC Nord Ouest"));
}

#[test]
fn keeps_the_norths_apart() {
    assert_eq!(parts("CREDIT DU NORD NORD DE FRANCE")[..2], ["SG", "SG Crédit du Nord"]);
    assert_eq!(parts("CREDIT AGRICOLE NORD DE FRANCE")[..2], ["Crédit Agricole", "CA Nord de France"]);
    assert_eq!(entity("CREDIT AGRICOLE NORD"), None);
    assert_eq!(entity("BANQUE POPULAIRE DU NORD"), Some("BP du Nord"));
    assert_eq!(entity("BANQUE POPULAIRE NORD PARIS"), Some("BP Rives de Paris"));
}

#[test]
fn reads_two_points_of_the_compass_as_one_direction() {
    assert_eq!(parts("BANQUE POPULAIRE SUD EST")[1..], ["-", "BPCE", "SUD EST"]);
    assert_eq!(entity("BANQUE POPULAIRE DU SUD E-POP"), Some("BP du Sud"));
}

#[test]
fn skips_articles_before_an_entity_and_keeps_them_in_a_label() {
    assert_eq!(parts("CREDIT AGRICOLE DE LA CORSE")[1..], ["CA Corse", "Crédit Agricole", "-"]);
    assert_eq!(parts("Crédit Agricole de la Somme")[1..], ["-", "Crédit Agricole", "de la Somme"]);
    assert_eq!(parts("CREDIT AGRICOLE DES SAVOIE CHAMBERY")[1..], ["CA des Savoie", "Crédit Agricole", "CHAMBERY"]);
}

#[test]
fn keeps_former_names_and_places_in_the_label() {
    let [_, entity, _, branch] = parts("BANQUE POPULAIRE LOIRE ET LYONNAIS");
    assert_eq!([entity, branch], ["BP Auvergne Rhône Alpes", "LOIRE ET LYONNAIS"]);
    assert_eq!(parts("CAISSE D’ÉPARGNE ST LO CELLULE")[1..], ["CE Normandie", "BPCE", "ST LO CELLULE"]);
}

#[test]
fn does_not_take_a_desk_or_a_town_for_an_entity() {
    // Rouen, Evreux and Dieppe are Normandie-Seine: the name alone does not say which Normandie.
    assert_eq!(entity("CREDIT AGRICOLE POLE PROFESSIONNEL NORMANDIE"), None);
    assert_eq!(entity("BANQUE POPULAIRE LOIRET"), None);
    assert_eq!(entity("BNP PARIBAS NORD"), None);
}

#[test]
fn gives_foreign_namesakes_to_no_french_group() {
    for (name, brand) in [
        ("BANQUE POPULAIRE DU MAROC", "Banque Populaire du Maroc"),
        ("SOCIETE GENERALE MAROC SGMB", "Société Générale Maroc"),
    ] {
        assert_eq!(parts(name)[..3], [brand, "-", "-"], "{name}");
    }
}

#[test]
fn leaves_the_unknown_unknown() {
    for name in [
        "",
        " ",
        "-",
        "(",
        "AUTRE",
        "Inconnu",
        "Banque test",
        "Partenaire inactif - ne pas utiliser",
        "CREDIT",
        "CRÉDIT AGRICOLA",
        "LA BANQUE",
        "银行",
    ] {
        let bank = at(name, "");
        assert_eq!(bank.network(), "Inconnu", "{name}");
        assert!(!bank.is_known() && bank.branch.is_none() && bank.group.is_none(), "{name}");
    }
}

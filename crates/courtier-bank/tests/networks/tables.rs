//! Tables of one's own: what they can say, and what is refused, where.

use courtier_bank::BankNetworks;
use courtier_core::Confirmation;

const BRANDS: &str = "alias,enseigne,entite,groupe,date_debut,date_fin,confirmation,source\n";
const ENTITIES: &str = "enseigne,alias,nature,entite,groupe,date_debut,date_fin,confirmation,source\n";

fn parse(brands: &str, entities: &str) -> Result<BankNetworks, String> {
    let parsed = BankNetworks::parse(&format!("{BRANDS}{brands}"), &format!("{ENTITIES}{entities}"));
    parsed.map_err(|error| error.to_string())
}

fn refusal(brands: &str, entities: &str) -> String {
    parse(brands, entities).err().unwrap_or_else(|| "accepté".to_owned())
}

#[test]
fn reads_tables_of_ones_own() {
    let brands = "\nMa Banque,Ma Banque,,G,,,une_source,x\r\nMB35,Ma Banque,MB Rennes,G,,,memoire,x\n";
    let networks = parse(brands, "Ma Banque,RENNES,nom,MB Rennes,H,,,memoire,x\n").unwrap();
    let bank = networks.identify("mb35 centre", None);
    assert_eq!(
        [bank.brand, bank.entity, bank.group, bank.branch],
        [Some("Ma Banque"), Some("MB Rennes"), Some("H"), Some("centre")]
    );
    // A group that comes from the entity is known no better than the entity.
    let levels = ["ma banque", "ma banque rennes"].map(|name| networks.identify(name, None).confirmation);
    assert_eq!(levels, [Confirmation::OneSource, Confirmation::Unverified]);
    assert!(!networks.identify("CREDIT AGRICOLE", None).is_known());
    assert!(BankNetworks::parse(&format!("\u{feff}{BRANDS}"), ENTITIES).is_ok());
}

#[test]
fn refuses_bad_cells() {
    let b = "B,B,,,,,memoire,\n";
    for (brands, entities, message) in [
        ("B,B,,,,memoire,\n", "", "enseignes.csv, ligne 2, colonne `source` : 7 cellules au lieu de 8"),
        (" - ,B,,,,,memoire,\n", "", "enseignes.csv, ligne 2, colonne `alias` : valeur inutilisable `-`"),
        ("B,,,,,,memoire,\n", "", "enseignes.csv, ligne 2, colonne `enseigne` : valeur inutilisable ``"),
        ("\"B\",B,,,,,memoire,\n", "", "enseignes.csv, ligne 2, colonne `alias` : valeur inutilisable"),
        ("B,B,,,hier,,memoire,\n", "", "enseignes.csv, ligne 2, colonne `date_debut` : valeur inutilisable `hier`"),
        ("B,B,,,2024-01-02,2024-01-01,memoire,\n", "", "enseignes.csv, ligne 2, colonne `date_fin` : la période"),
        ("B,B,,,,,aucune,\n", "", "enseignes.csv, ligne 2, colonne `confirmation` : valeur inutilisable `aucune`"),
        (b, "B,x,ville,E,,,,memoire,\n", "entites.csv, ligne 2, colonne `nature` : valeur inutilisable `ville`"),
        (b, "B,x,nom,,,,,memoire,\n", "entites.csv, ligne 2, colonne `entite` : valeur inutilisable ``"),
        (b, "B,x,nom,E,,,2024,memoire,\n", "entites.csv, ligne 2, colonne `date_fin` : valeur inutilisable `2024`"),
    ] {
        let found = refusal(brands, entities);
        assert!(found.starts_with(message), "{found}");
    }
}

#[test]
fn refuses_another_header() {
    let error = BankNetworks::parse("alias;enseigne\n", ENTITIES).unwrap_err().to_string();
    assert!(
        error.starts_with("enseignes.csv, ligne 1, colonne `alias` : en-tête attendu : `alias,enseigne"),
        "{error}"
    );
    let error = BankNetworks::parse(BRANDS, &ENTITIES.replace("nature", "type")).unwrap_err().to_string();
    assert!(error.starts_with("entites.csv, ligne 1, colonne `nature`"), "{error}");
}

#[test]
fn refuses_names_with_two_meanings_at_once() {
    let b = "B,B,,,,,memoire,\n";
    let found = refusal("B,B,,,,2023-12-31,memoire,\nC,C,,,,,memoire,\nb.,C,,,2023-12-31,,memoire,\n", "");
    assert!(found.starts_with("enseignes.csv, ligne 4, colonne `alias` : nom déjà défini ligne 2"), "{found}");
    let found = refusal(b, "B,Nord,nom,E,,,,memoire,\nB,NORD,nom,F,,,,memoire,\n");
    assert!(found.starts_with("entites.csv, ligne 3, colonne `alias` : nom déjà défini ligne 2"), "{found}");
    assert_eq!(refusal("B,B,,,,2023-12-31,memoire,\nC,C,,,,,memoire,\nB,C,,,2024-01-01,,memoire,\n", ""), "accepté");
}

#[test]
fn refuses_two_groups_at_once() {
    let found = refusal("B,B,,G,,,memoire,\nBB,B,,H,,,memoire,\n", "");
    assert!(
        found.starts_with("enseignes.csv, ligne 3, colonne `groupe` : groupe différent de celui de la ligne 2"),
        "{found}"
    );
    let found = refusal("B,B,,,,,memoire,\n", "B,x,nom,E,G,,,memoire,\nB,y,nom,E,,,,memoire,\n");
    assert!(found.starts_with("entites.csv, ligne 3, colonne `groupe` : groupe différent"), "{found}");
}

#[test]
fn refuses_tables_that_do_not_fit_together() {
    let b = "B,B,,,,,memoire,\n";
    let found = refusal(b, "C,x,nom,E,,,,memoire,\n");
    assert!(
        found.starts_with("entites.csv, ligne 2, colonne `enseigne` : enseigne absente d'enseignes.csv : `C`"),
        "{found}"
    );
    let found = refusal(&format!("{b}BX,B,E,,,,memoire,\n"), "B,x,nom,E,,2024-01-01,,memoire,\n");
    assert!(found.starts_with("enseignes.csv, ligne 3, colonne `entite` : entité absente d'entites.csv"), "{found}");
}

#[test]
fn refuses_a_brand_that_it_would_not_recognise() {
    let found = refusal("BB,B,,,,,memoire,\n", "");
    assert!(found.starts_with("enseignes.csv, ligne 2, colonne `enseigne` : aucune ligne n'a l'alias `B`"), "{found}");
    let found = refusal("B,B,,,2024-01-01,,memoire,\nBB,B,,,,,memoire,\n", "");
    assert!(found.starts_with("enseignes.csv, ligne 3, colonne `enseigne`"), "{found}");
}

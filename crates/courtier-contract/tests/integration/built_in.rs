//! The contracts that the binary carries say what the source files hold.

use std::path::Path;

use courtier_contract::{Classification, Column, Contracts, LogicalType, OnViolation, Rule, Severity, Value};

const OPPORTUNITY_HEADER: &str = "Id,A_une_proposition_de_sa_banque__c,Age_emprunteur__c,Appel_Automatique__c,\
Avancement__c,BanquePrincipaleEmp__c,Connaissances_en_immobilier__c,CreatedDate,Deja_souscrit_credit_immo__c,\
DurSouhaitePret__c,EntiteMTXPiste__c,Esperance_de_gain_franchise__c,Esperance_de_gain_franchise_initiale__c,\
Esperance_de_gain_plateforme__c,Esperance_de_gain_plateforme_initiale__c,HonorairMTX__c,Id_ApporteurWeb__c,\
MensuSouhaitePret__c,MontAppPerso__c,MontEstimTravaux__c,MontPretCEL__c,MontPretPel__c,MontPretPricip__c,\
MontPretRel__c,MontPretTxZero__c,Nombre_de_banques_consultees__c,Origine__c,Points_profil__c,\
Points_profil_franchise__c,Points_profil_initiaux__c,Points_profil_initiaux_franchise__c,PropFinal__c,RecordTypeId,\
Residuel__c,SituActu__c,StageName,Taux_d_apport__c,TechMail_CategorieProfessionnelleCoEmpru__c,\
TechMail_CategorieProfessionnelleEmpru__c,TechMail_ContratDeTravailCoEmprunteur__c,\
TechMail_ContratDeTravailEmprunteur__c,TotalProposition__c,TotCharges__c,TotRev__c,Tx_Completude_Pieces__c,\
TxEndetApres__c,TypBien__c,TypProj__c,UsagBien__c";

fn header(table: &str) -> String {
    let contracts = Contracts::built_in().unwrap();
    let names: Vec<_> = contracts.get(table).unwrap().columns().iter().map(|c| c.source_name.clone()).collect();
    names.join(",")
}

fn find(table: &str, column: &str) -> Column {
    Contracts::built_in().unwrap().get(table).unwrap().column(column).unwrap().clone()
}

#[test]
fn declares_every_source_column_in_order() {
    assert_eq!(OPPORTUNITY_HEADER.split(',').count(), 49);
    assert_eq!(header("opportunites"), OPPORTUNITY_HEADER);
    assert_eq!(
        header("propositions"),
        "Id,CreatedDate,Opportunity__c,Partenaire__c,TXHA__c,DureePret_Mois__c,TauxAss__c,Etape_Source__c"
    );
    assert_eq!(header("banques"), "Id,CreatedDate,Name");
}

#[test]
fn gives_the_statement_s_names_to_the_borrower_s_columns() {
    for (name, source_name) in [
        ("id", "Id"),
        ("age_emprunteur", "Age_emprunteur__c"),
        ("banque_principale", "BanquePrincipaleEmp__c"),
        ("deja_souscrit_credit_immo", "Deja_souscrit_credit_immo__c"),
        ("categorie_professionnelle", "TechMail_CategorieProfessionnelleEmpru__c"),
        ("categorie_professionnelle_co_emprunteur", "TechMail_CategorieProfessionnelleCoEmpru__c"),
        ("contrat_travail", "TechMail_ContratDeTravailEmprunteur__c"),
        ("contrat_travail_co_emprunteur", "TechMail_ContratDeTravailCoEmprunteur__c"),
        ("revenu_total", "TotRev__c"),
        ("montant_pret_principal", "MontPretPricip__c"),
        ("stage_name", "StageName"),
        ("date_creation", "CreatedDate"),
    ] {
        assert_eq!(find("opportunites", name).source_name, source_name);
    }
}

#[test]
fn keys_every_table_by_a_salesforce_id_whose_violations_block() {
    let contracts = Contracts::built_in().unwrap();
    assert_eq!(contracts.iter().map(|c| c.table()).collect::<Vec<_>>(), ["banques", "opportunites", "propositions"]);
    for contract in contracts.iter() {
        let (position, key) = contract.key();
        assert_eq!((position, key.name.as_str()), (0, "id"));
        assert_eq!((key.logical_type, key.severity), (LogicalType::SalesforceId, Severity::Erreur));
        assert!(key.required && contract.columns()[1..].iter().all(|c| c.severity == Severity::Avertissement));
    }
}

#[test]
fn links_proposals_to_both_other_tables() {
    let target = |column| find("propositions", column).relation.map(|to| format!("{}.{}", to.table, to.column));
    assert_eq!(target("id_opportunite").as_deref(), Some("opportunites.id"));
    assert_eq!(target("id_banque").as_deref(), Some("banques.id"));
}

#[test]
fn keeps_impossible_proposal_terms_and_reports_them() {
    for (name, inside, outside) in [
        ("taux_interet", ["0.01", "4.4", "15"], ["0.0", "15.01", "100.0"]),
        ("duree_mois", ["36", "300.0", "360"], ["25", "35.0", "3000"]),
        ("taux_assurance", ["0", "0.36", "2"], ["-0.1", "2.01", "50"]),
    ] {
        let column = find("propositions", name);
        assert_eq!(column.on_violation, OnViolation::Signaler);
        assert!(inside.iter().all(|cell| column.read(cell).broken.is_none()), "{name}");
        for cell in outside.map(|cell| column.read(cell)) {
            assert_eq!(cell.broken, Some(Rule::HorsBornes), "{name}");
            assert!(cell.value.is_some(), "{name} is kept");
        }
    }
}

#[test]
fn clears_impossible_ages_and_incomes_and_keeps_high_ones() {
    let age = find("opportunites", "age_emprunteur");
    let income = find("opportunites", "revenu_total");
    for (column, cell) in [(&age, "-940.0"), (&age, "17"), (&age, "144"), (&income, "0.0"), (&income, "1516666.66")] {
        let read = column.read(cell);
        assert_eq!((read.value, read.broken), (None, Some(Rule::HorsBornes)), "{cell}");
    }
    assert_eq!(age.read("100.0").value, Some(Value::Integer(100)));
    assert_eq!(income.read("25500.0").value, Some(Value::Number(25_500.0)));
}

#[test]
fn reads_the_published_row_without_a_violation() {
    let row = "0065q00000AlAK0AAN,0,33.0,0,2.0,CIC,2.0,2023-10-20 04:44:34,1,20.0,001D00000238JsIIAU,5.04,5.04,2.33,\
2.33,,PARTENAIRE_IFRAME_MONEYVOX,,15000.0,120000.0,0.0,0.0,235055.0,0.0,0.0,0.0,Web,-2.14,1.986,-2.14,1.986,,\
01220000000TwMYAA0,5181.67,Propriétaire,6-Perdue,6.0,Salarié du privé,Salarié du privé,CDI période d'essai terminée,\
CDI période d'essai terminée,1.0,1750.0,7731.67,0.0,41.75,Autres,Acquisition+travaux,Investissement locatif";
    let contracts = Contracts::built_in().unwrap();
    let columns = contracts.get("opportunites").unwrap().columns();
    assert_eq!(row.split(',').count(), columns.len());
    let values: Vec<_> = columns
        .iter()
        .zip(row.split(','))
        .map(|(column, cell)| {
            let read = column.read(cell);
            assert_eq!((read.broken, read.value.is_none()), (None, cell.is_empty()), "{}", column.name);
            read.value
        })
        .collect();
    assert_eq!(values[2], Some(Value::Integer(33)));
    assert_eq!(values[8], Some(Value::Boolean(true)));
    assert_eq!(values[22], Some(Value::Number(235_055.0)));
    assert_eq!(values[43], Some(Value::Number(7731.67)));
    // 04:44:34 in Paris summer time is 02:44:34 UTC.
    assert_eq!(values[7], Some(Value::Timestamp(1_697_769_874_000_000)));
}

#[test]
fn explains_and_classifies_every_column() {
    for contract in Contracts::built_in().unwrap().iter() {
        assert!(!contract.title().is_empty() && !contract.description().is_empty());
        assert_eq!(contract.version(), "1.0.0");
        assert!(contract.source_name().unwrap().ends_with("_test.csv"));
        for column in contract.columns() {
            assert!(column.description.ends_with('.'), "{}", column.name);
            let amount = column.name.starts_with("montant_") || column.name.starts_with("duree_");
            assert!(column.unit.is_some() || !amount, "{} has no unit", column.name);
        }
    }
    assert_eq!(find("opportunites", "revenu_total").classification, Classification::Personnel);
    assert_eq!(find("opportunites", "revenu_total").unit.as_deref(), Some("EUR/mois"));
    assert_eq!(find("banques", "nom").classification, Classification::Public);
}

#[test]
fn declares_no_list_of_labels() {
    let contracts = Contracts::built_in().unwrap();
    assert!(contracts.iter().flat_map(|contract| contract.columns()).all(|column| column.allowed.is_none()));
}

#[test]
fn loads_the_same_contracts_from_a_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contracts");
    assert_eq!(Contracts::load(&folder).unwrap(), Contracts::built_in().unwrap());
}

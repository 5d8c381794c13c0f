//! The published facts, at the default size, with the tolerances of the crate's documentation.

use std::collections::{BTreeMap, BTreeSet};

use courtier_core::SalesforceId;
use courtier_sample::Defect;

use crate::files::full_size;
use crate::statistics::{assert_near, shares, summary};

const AGE: &str = "Age_emprunteur__c";
const PROFESSION: &str = "TechMail_CategorieProfessionnelleEmpru__c";
const CONTRACT: &str = "TechMail_ContratDeTravailEmprunteur__c";

#[test]
fn has_the_published_numbers_of_rows_and_filled_cells() {
    let sample = full_size();
    let rows = [sample.banks.rows(), sample.opportunities.rows(), sample.proposals.rows()];
    assert_eq!(rows, [2_881, 183_496, 53_458]);
    for (column, filled) in [
        (AGE, 181_574),
        ("BanquePrincipaleEmp__c", 172_618),
        ("Deja_souscrit_credit_immo__c", 183_496),
        (PROFESSION, 174_618),
        (CONTRACT, 158_466),
        ("TotRev__c", 183_496),
        ("PropFinal__c", 0),
    ] {
        assert_eq!(sample.opportunities.filled(column), filled, "{column}");
    }
    for (column, filled) in [
        ("Opportunity__c", 53_458),
        ("Partenaire__c", 52_891),
        ("TXHA__c", 53_243),
        ("DureePret_Mois__c", 53_269),
        ("TauxAss__c", 53_263),
        ("Etape_Source__c", 53_458),
    ] {
        assert_eq!(sample.proposals.filled(column), filled, "{column}");
    }
}

#[test]
fn ages_have_the_published_distribution() {
    let ages = full_size().opportunities.numbers(AGE);
    let possible: Vec<f64> = ages.iter().copied().filter(|age| (18.0..=100.0).contains(age)).collect();
    assert_eq!(possible.len(), 179_740);
    for (above, to, share) in [
        (18.0, 25.0, 12.65),
        (25.0, 35.0, 37.14),
        (35.0, 45.0, 28.37),
        (45.0, 55.0, 15.34),
        (55.0, 65.0, 5.14),
        (65.0, 100.0, 1.22),
    ] {
        let band = possible.iter().filter(|&&age| age > above && age <= to).count();
        assert_near(band as f64 / possible.len() as f64 * 100.0, share, 0.4);
    }
    let count = |age: f64| ages.iter().filter(|&&a| a == age).count();
    let mode = (18..=100).max_by_key(|&age| count(f64::from(age)));
    assert_eq!(mode, Some(33));
    let ages = summary(ages);
    assert_eq!((ages.min, ages.max, ages.quartiles), (-940.0, 144.0, [29.0, 35.0, 44.0]));
    assert_near(ages.mean, 37.07, 0.15);
    assert_near(ages.deviation, 11.92, 0.25);
}

#[test]
fn categories_have_the_published_shares() {
    let opportunities = &full_size().opportunities;
    let expected: [(&str, &[(&str, f64)]); 4] = [
        (
            "BanquePrincipaleEmp__c",
            &[
                ("CREDIT AGRICOLE", 20.0),
                ("CAISSE D'EPARGNE", 13.0),
                ("CREDIT MUTUEL", 9.0),
                ("SOCIETE GENERALE", 8.0),
                ("BANQUE POPULAIRE", 8.0),
            ],
        ),
        ("Deja_souscrit_credit_immo__c", &[("1", 40.8)]),
        (
            PROFESSION,
            &[
                ("Salarié du privé", 72.2),
                ("Salarié du public", 15.5),
                ("Dirigeant de société", 2.8),
                ("Retraité", 2.4),
                ("Travailleur indépendant", 1.6),
            ],
        ),
        (
            CONTRACT,
            &[
                ("CDI période d'essai terminée", 79.1),
                ("Fonctionnaire ou assimilé", 14.3),
                ("Éducation nationale", 2.3),
                ("CDD", 1.9),
                ("CDI période d'essai non terminée", 1.4),
                ("Intérimaire", 0.6),
                ("Autres", 0.3),
            ],
        ),
    ];
    for (column, expected) in expected {
        let found = shares(opportunities.column(column));
        expected.iter().for_each(|(label, share)| assert_near(found[label], *share, 0.4));
    }
    let stages = shares(opportunities.column("StageName"));
    assert!(["1-Découverte", "6-Perdue", "À rappeler"].iter().all(|stage| stages.contains_key(stage)));
    assert!(shares(full_size().proposals.column("Etape_Source__c")).keys().all(|stage| stage.contains(" / Source: ")));
}

#[test]
fn incomes_have_the_published_distribution() {
    let incomes = full_size().opportunities.numbers("TotRev__c");
    assert_eq!(incomes.iter().filter(|&&x| !(x > 0.0 && x <= 20_000.0)).count(), 14_000);
    let incomes = summary(incomes);
    assert_eq!((incomes.min, incomes.max), (-14_681.0, 1_516_666.66));
    for (found, expected) in incomes.quartiles.into_iter().zip([2_412.0, 3_713.33, 5_500.0]) {
        assert_near(found, expected, expected * 0.01);
    }
    assert_near(incomes.mean, 4_894.85, 60.0);
    assert_near(incomes.deviation, 9_559.85, 500.0);
}

#[test]
fn offers_have_the_published_distribution() {
    let proposals = &full_size().proposals;
    let rates = proposals.numbers("TXHA__c");
    assert_near(rates.iter().filter(|&&rate| rate == 0.0).count() as f64 / rates.len() as f64, 0.1, 0.005);
    let rates = summary(rates);
    assert_eq!((rates.min, rates.max), (0.0, 100.0));
    rates.quartiles.into_iter().zip([4.1, 4.4, 4.6]).for_each(|(found, expected)| assert_near(found, expected, 0.0201));
    assert_near(rates.mean, 3.97, 0.02);
    assert_near(rates.deviation, 1.55, 0.05);

    let terms = proposals.numbers("DureePret_Mois__c");
    assert!([15.0, 20.0, 25.0].iter().all(|years| terms.contains(years)));
    let terms = summary(terms);
    assert_eq!((terms.min, terms.max, terms.quartiles), (12.0, 3_000.0, [240.0, 276.0, 300.0]));

    let insurances = proposals.numbers("TauxAss__c");
    assert!(insurances.iter().filter(|&&rate| rate == 0.0).count() * 4 > insurances.len());
    let insurances = summary(insurances);
    assert_eq!((insurances.min, insurances.max, insurances.quartiles), (0.0, 50.0, [0.0, 0.26, 0.37]));
    assert_near(insurances.mean, 0.25, 0.01);
}

#[test]
fn keys_join_as_published() {
    let sample = full_size();
    let ids = |table: &'static crate::files::Table| table.column("Id").iter().collect::<BTreeSet<_>>();
    let (banks, opportunities) = (ids(&sample.banks), ids(&sample.opportunities));
    let (bank, opportunity) = (sample.proposals.column("Partenaire__c"), sample.proposals.column("Opportunity__c"));
    let joined = bank.iter().zip(opportunity).filter(|(b, o)| banks.contains(b) && opportunities.contains(o)).count();
    assert_eq!(joined, 51_926);

    let mut per_opportunity = BTreeMap::<_, u64>::new();
    opportunity.iter().for_each(|id| *per_opportunity.entry(id).or_default() += 1);
    let several = per_opportunity.values().filter(|&&count| count > 1).count();
    assert_near(several as f64 / per_opportunity.len() as f64, 0.5, 0.1);
    assert!(sample.proposals.column("CreatedDate").iter().all(|date| date.as_str() >= "2024-01-01 00:00:00"));
}

#[test]
fn every_id_is_valid_and_unique() {
    let sample = full_size();
    for (table, prefix) in [(&sample.banks, "001"), (&sample.opportunities, "006"), (&sample.proposals, "a0P")] {
        let ids = table.column("Id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        assert!(ids.iter().all(|id| id.len() == 18 && id.starts_with(prefix) && SalesforceId::parse(id).is_ok()));
    }
    for (column, prefix) in [("Opportunity__c", "006"), ("Partenaire__c", "001")] {
        let filled = sample.proposals.column(column).iter().filter(|id| !id.is_empty());
        assert!(filled.clone().all(|id| id.starts_with(prefix) && SalesforceId::parse(id).is_ok()));
    }
}

#[test]
fn the_bank_list_has_the_published_names() {
    let names = shares(full_size().banks.column("Name"));
    let ids = names.values().map(|share| (share / 100.0 * 2_881.0).round() as u64);
    assert_eq!((names.len(), ids.max()), (1_927, Some(13)));
    assert!(names.keys().any(|name| name.contains(',')));
}

#[test]
fn counts_of_defects_are_those_of_the_files() {
    let sample = full_size();
    let (opportunities, proposals) = (&sample.opportunities, &sample.proposals);
    let zeros = |table: &crate::files::Table, column| table.numbers(column).iter().filter(|&&x| x == 0.0).count();
    let over = |column, limit| proposals.numbers(column).iter().filter(|&&x| x > limit).count();
    for (defect, found) in [
        (Defect::AgeMissing, 183_496 - opportunities.filled(AGE)),
        (Defect::IncomeZero, zeros(opportunities, "TotRev__c")),
        (Defect::LoanMissing, 183_496 - opportunities.filled("MontPretPricip__c")),
        (Defect::LoanZero, zeros(opportunities, "MontPretPricip__c")),
        (Defect::RateZero, zeros(proposals, "TXHA__c")),
        (Defect::RateTooHigh, over("TXHA__c", 15.0)),
        (Defect::TermTooLong, over("DureePret_Mois__c", 360.0)),
        (Defect::InsuranceZero, zeros(proposals, "TauxAss__c")),
        (Defect::InsuranceTooHigh, over("TauxAss__c", 2.0)),
    ] {
        assert_eq!(sample.facts.defects.get(defect), found as u64, "{defect:?}");
    }
    let total: u64 = sample.facts.defects.iter().map(|(_, count)| count).sum();
    assert!(total > 85_000, "{total}");
}

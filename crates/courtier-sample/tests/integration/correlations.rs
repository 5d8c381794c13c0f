//! The planted odds ratios, found again in the generated file.

use courtier_sample::{
    AGE_BANDS, CONTRACTS, INCOME_CLASSES, LOAN_CLASSES, LOAN_INCOME_ODDS_RATIO, MAIN_BANKS, PROFESSIONS,
    REPEAT_AGE_ODDS_RATIO,
};

use crate::files::full_size;
use crate::statistics::assert_near;

const PROFESSION: &str = "TechMail_CategorieProfessionnelleEmpru__c";
const CONTRACT: &str = "TechMail_ContratDeTravailEmprunteur__c";

/// Returns the age band of each row, `None` when the age is missing or impossible.
fn age_bands() -> Vec<Option<usize>> {
    let band = |cell: &String| {
        let age: f64 = cell.parse().ok()?;
        AGE_BANDS.iter().position(|&(first, last, _)| (f64::from(first)..=f64::from(last)).contains(&age))
    };
    full_size().opportunities.column("Age_emprunteur__c").iter().map(band).collect()
}

/// Returns the tenth of each row, `None` when the value is not in `0 < x <= limit`.
fn tenths(column: &str, limit: f64) -> Vec<Option<usize>> {
    let plausible = |x: &f64| *x > 0.0 && *x <= limit;
    let mut sorted: Vec<f64> = full_size().opportunities.numbers(column).into_iter().filter(plausible).collect();
    sorted.sort_by(f64::total_cmp);
    let tenth = |cell: &String| {
        let x = cell.parse().ok().filter(plausible)?;
        Some(sorted.partition_point(|&y| y < x) * 10 / sorted.len())
    };
    full_size().opportunities.column(column).iter().map(tenth).collect()
}

/// Returns the counts, by class, of the rows whose cell is `label`.
fn counts(column: &str, label: &str, classes: &[Option<usize>]) -> [f64; 10] {
    let mut counts = [0.0; 10];
    let cells = full_size().opportunities.column(column);
    cells.iter().zip(classes).filter(|(cell, _)| *cell == label).filter_map(|(_, class)| *class).for_each(|class| {
        counts[class] += 1.0;
    });
    counts
}

/// Returns the odds ratio a step between classes `low` and `high`, of two rows of counts.
fn odds_ratio_a_step(row: [f64; 10], reference: [f64; 10], low: usize, high: usize) -> f64 {
    ((row[high] / row[low]) / (reference[high] / reference[low])).powf(1.0 / (high - low) as f64)
}

#[test]
fn professions_go_with_age() {
    let bands = age_bands();
    let reference = counts(PROFESSION, "Salarié du privé", &bands);
    for (label, tolerance) in [("Salarié du public", 0.05), ("Retraité", 0.12), ("Dirigeant de société", 0.1)] {
        let profession = PROFESSIONS.iter().find(|p| p.label == Some(label)).unwrap();
        let found = odds_ratio_a_step(counts(PROFESSION, label, &bands), reference, 3, 5);
        assert_near(found / profession.age_odds_ratio, 1.0, tolerance);
    }
}

#[test]
fn repeat_buyers_are_older() {
    let (bands, column) = (age_bands(), "Deja_souscrit_credit_immo__c");
    let (no, yes) = (counts(column, "0", &bands), counts(column, "1", &bands));
    assert_near(odds_ratio_a_step(yes, no, 1, 4), REPEAT_AGE_ODDS_RATIO, 0.05);
}

#[test]
fn online_banks_have_younger_customers() {
    let (bands, column) = (age_bands(), "BanquePrincipaleEmp__c");
    let reference = counts(column, "CAISSE D'EPARGNE", &bands);
    for label in ["BOURSORAMA BANQUE", "FORTUNEO", "LA BANQUE POSTALE"] {
        let bank = MAIN_BANKS.iter().find(|bank| bank.label == label).unwrap();
        assert_near(odds_ratio_a_step(counts(column, label, &bands), reference, 1, 4), bank.age_odds_ratio, 0.06);
    }
}

#[test]
fn contracts_go_with_income() {
    let classes = tenths("TotRev__c", 20_000.0);
    let ratio = |label| CONTRACTS.iter().find(|c| c.label == Some(label)).unwrap().income_odds_ratio;
    let common = "CDI période d'essai terminée";
    let reference = counts(CONTRACT, common, &classes);
    for label in ["Fonctionnaire ou assimilé", "CDD", "Intérimaire"] {
        let found = odds_ratio_a_step(counts(CONTRACT, label, &classes), reference, 0, INCOME_CLASSES - 1);
        assert_near(found, ratio(label) / ratio(common), 0.03);
    }
}

#[test]
fn loans_go_with_income() {
    let (incomes, loans) = (tenths("TotRev__c", 20_000.0), tenths("MontPretPricip__c", f64::MAX));
    let cell =
        |income, loan| incomes.iter().zip(&loans).filter(|pair| *pair == (&Some(income), &Some(loan))).count() as f64;
    let (rich, large) = (INCOME_CLASSES - 1, LOAN_CLASSES - 1);
    let corners = cell(0, 0) * cell(rich, large) / (cell(0, large) * cell(rich, 0));
    assert_near(corners.powf(1.0 / (rich * large) as f64), LOAN_INCOME_ODDS_RATIO, 0.005);
}

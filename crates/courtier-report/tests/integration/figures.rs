//! The fixtures, computed elsewhere, hold the figures that courtier computes.

use crate::harness::{FIXTURES, fixture};
use courtier_loan::{
    Euros, InsuranceRate, Months, NominalRate, RateKind, UsuryCategory, UsuryTable, constant_costs, round_half_up,
    taea_constant, taeg_constant,
};
use serde_json::Value;

fn number(value: &Value, field: &str) -> Option<f64> {
    value[field].as_f64()
}

/// Checks one proposal; tells whether it has a TAEG.
fn check(proposal: &Value, amount: Option<f64>) -> bool {
    let Some(taeg) = number(proposal, "taeg_pct") else { return false };
    let field = |name| number(proposal, name).unwrap();
    let (rate, insurance) = (field("taux_interet"), field("taux_assurance"));
    let months = u32::try_from(proposal["duree_mois"].as_u64().unwrap()).unwrap();
    assert_eq!(taeg, round_half_up(taeg_constant(rate, months, insurance, 0.0).unwrap(), 6));
    assert_eq!(field("taea_pct"), round_half_up(taea_constant(rate, months, insurance, 0.0).unwrap(), 6));
    let category = UsuryCategory::of(RateKind::Fixed, Months::new(months));
    let day = proposal["date_creation"].as_str().unwrap()[..10].parse().unwrap();
    assert_eq!(UsuryTable::embedded().threshold_pct(category, day), number(proposal, "seuil_usure_pct"));
    let Some(amount) = amount else { return true };
    let rates = (NominalRate::from_percent(rate).unwrap(), InsuranceRate::from_percent(insurance).unwrap());
    let costs = constant_costs(Euros::new(amount), rates.0, Months::new(months), rates.1);
    for (name, euros) in [
        ("mensualite_hors_assurance_eur", costs.payment.get()),
        ("assurance_mensuelle_eur", costs.premium.get()),
        ("mensualite_eur", costs.payment.get() + costs.premium.get()),
        ("cout_interets_eur", costs.interest.get()),
        ("cout_assurance_eur", costs.insurance.get()),
        ("cout_total_eur", costs.total().get()),
    ] {
        assert_eq!(field(name), round_half_up(euros, 2), "{name}");
    }
    true
}

#[test]
fn fixtures_hold_the_figures_of_the_loan_crate() {
    let mut checked = 0;
    for name in FIXTURES {
        let explanation = fixture(name);
        let amount = number(&explanation["hypotheses"], "montant_eur");
        checked += explanation["propositions"].as_array().unwrap().iter().filter(|p| check(p, amount)).count();
    }
    assert_eq!(checked, 2 + 1 + 2 + 40);
}

#[test]
fn schedules_repay_the_loan() {
    for name in ["three_proposals", "forty_proposals"] {
        let schedule = &fixture(name)["echeancier"];
        let amount = number(schedule, "montant_eur").unwrap();
        for rows in ["annees", "mois"] {
            let rows = schedule[rows].as_array().unwrap();
            let mut due = amount;
            for row in rows {
                due -= number(row, "capital_eur").unwrap();
                let shown = number(row, "capital_restant_eur").unwrap();
                // Each row is rounded on its own.
                assert!((due - shown).abs() < 0.005 * rows.len() as f64 + 0.005, "{name}: {due} and {shown}");
            }
            assert_eq!(number(&rows[rows.len() - 1], "capital_restant_eur"), Some(0.0));
        }
    }
}

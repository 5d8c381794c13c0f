//! A loan in; its payments, its costs and its TAEG out.

use axum::response::Response;
use courtier_loan::{
    Euros, Insurance, InsuranceRate, Loan, Months, NominalRate, constant_costs, round_half_up, taea_constant,
    taeg_constant,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::{StrictJson, json};
use crate::problem::{Problem, ProblemKind};
use crate::query::{NoParameters, StrictQuery};

/// Un prêt à mensualités constantes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DemandeSimulation)]
pub(crate) struct SimulationRequest {
    /// Montant emprunté, en euros.
    #[schema(minimum = 1, maximum = 1_000_000_000, example = 200_000.0)]
    montant_eur: f64,
    /// Taux nominal, en % par an.
    #[schema(minimum = 0, maximum = 100, example = 3.5)]
    taux_pct: f64,
    /// Durée, en mois.
    #[schema(minimum = 1, maximum = 600, example = 240)]
    duree_mois: u32,
    /// Assurance exigée, en % du capital initial par an ; 0 par défaut.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10, example = 0.34)]
    taux_assurance_pct: f64,
    /// Frais payés au déblocage, en euros ; 0 par défaut.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1_000_000_000, example = 2500.0)]
    frais_eur: f64,
    /// Faut-il l'échéancier, mois par mois ? Non par défaut.
    #[serde(default)]
    echeancier: bool,
}

/// Ce que le prêt coûte.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Simulation)]
pub(crate) struct SimulationAnswer {
    /// Mensualité sans assurance, en euros.
    mensualite_hors_assurance_eur: f64,
    /// Mensualité avec assurance, en euros.
    mensualite_eur: f64,
    /// Intérêts, en euros.
    cout_interets_eur: f64,
    /// Assurance, en euros.
    cout_assurance_eur: f64,
    /// Frais, en euros.
    frais_eur: f64,
    /// Intérêts, assurance et frais, en euros.
    cout_total_eur: f64,
    /// TAEG, en % par an ; `null` quand les frais dépassent le montant.
    taeg_pct: Option<f64>,
    /// TAEA, en points par an.
    taea_pct: Option<f64>,
    /// Échéancier au centime, quand il est demandé : la dernière mensualité absorbe les arrondis.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    echeancier: Option<Vec<SimulatedMonth>>,
}

/// Un mois de l'échéancier, en euros.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MoisEcheancier)]
pub(crate) struct SimulatedMonth {
    /// Mois, à partir de 1.
    mois: u32,
    /// Capital remboursé.
    capital_eur: f64,
    /// Intérêts payés.
    interets_eur: f64,
    /// Assurance payée.
    assurance_eur: f64,
    /// Capital restant dû.
    capital_restant_eur: f64,
}

/// Simule un prêt : mensualité, coûts, TAEG, échéancier.
#[utoipa::path(
    post, path = "/api/v1/simulations", tag = "Simulations", operation_id = "simulation",
    request_body = SimulationRequest,
    responses((status = 200, description = "Les coûts ; TAEG de l'annexe à l'article R. 314-3 du code de la consommation", body = SimulationAnswer)),
)]
pub(crate) async fn simulate(
    StrictQuery(NoParameters {}): StrictQuery<NoParameters>,
    StrictJson(request): StrictJson<SimulationRequest>,
) -> Result<Response, Problem> {
    check(&request)?;
    let out_of_domain = |error: &dyn std::error::Error| {
        Problem::new(ProblemKind::InvalidBody, error.to_string(), "the loan is outside the domain of the formulas")
    };
    let rate = NominalRate::from_percent(request.taux_pct).map_err(|error| out_of_domain(&error))?;
    let insurance = InsuranceRate::from_percent(request.taux_assurance_pct).map_err(|error| out_of_domain(&error))?;
    let months = Months::new(request.duree_mois);
    let amount = Euros::new(request.montant_eur);
    let costs = constant_costs(amount, rate, months, insurance);
    let cents = |euros: f64| round_half_up(euros, 2);
    let fee_share = request.frais_eur / request.montant_eur;
    let of_loan = |figure: fn(f64, u32, f64, f64) -> Option<f64>| {
        figure(request.taux_pct, request.duree_mois, request.taux_assurance_pct, fee_share)
            .map(|percent| round_half_up(percent, 6))
    };
    let echeancier = if request.echeancier {
        let loan =
            Loan::constant(amount.to_cents(), rate, months).with_insurance(Insurance::on_initial_capital(insurance));
        Some(schedule(&loan).map_err(|error| out_of_domain(&error))?)
    } else {
        None
    };
    json(&SimulationAnswer {
        mensualite_hors_assurance_eur: cents(costs.payment.get()),
        mensualite_eur: cents(costs.payment.get() + costs.premium.get()),
        cout_interets_eur: cents(costs.interest.get()),
        cout_assurance_eur: cents(costs.insurance.get()),
        frais_eur: cents(request.frais_eur),
        cout_total_eur: cents(costs.total().get() + request.frais_eur),
        taeg_pct: of_loan(taeg_constant),
        taea_pct: of_loan(taea_constant),
        echeancier,
    })
}

fn schedule(loan: &Loan) -> Result<Vec<SimulatedMonth>, courtier_loan::LoanError> {
    let schedule = loan.schedule()?;
    let months = schedule.rows().iter().map(|row| SimulatedMonth {
        mois: row.period.index(),
        capital_eur: row.principal.to_euros().get(),
        interets_eur: row.interest.to_euros().get(),
        assurance_eur: row.insurance.to_euros().get(),
        capital_restant_eur: row.outstanding.to_euros().get(),
    });
    Ok(months.collect())
}

fn check(request: &SimulationRequest) -> Result<(), Problem> {
    let bounds = [
        ("montant_eur", request.montant_eur, 1.0, 1e9),
        ("taux_pct", request.taux_pct, 0.0, 100.0),
        ("duree_mois", f64::from(request.duree_mois), 1.0, 600.0),
        ("taux_assurance_pct", request.taux_assurance_pct, 0.0, 10.0),
        ("frais_eur", request.frais_eur, 0.0, 1e9),
    ];
    match bounds.into_iter().find(|(_, value, lowest, highest)| !(*lowest..=*highest).contains(value)) {
        None => Ok(()),
        Some((name, _, lowest, highest)) => Err(Problem::new(
            ProblemKind::InvalidBody,
            format!("`{name}` va de {lowest} à {highest}"),
            format!("`{name}` is from {lowest} to {highest}"),
        )
        .about([name.to_owned()])),
    }
}

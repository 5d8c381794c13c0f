//! The functions of numbers: one entry a function, over `courtier_loan`.

use courtier_loan::{
    Euros, InsuranceRate, Months, NominalRate, Period, constant_costs, constant_costs_until, constant_payment,
    round_half_up, taeg_constant, taeg_constant_batch,
};

use super::number_function::{Kernel, NumberSpec};

/// Longest term that is taken for a term, in months.
const MAX_MONTHS: f64 = 1200.0;

const AMOUNT: (&str, &str) = ("montant_eur", "capital emprunté, en euros, supérieur à 0");
const RATE: (&str, &str) = ("taux_pct", "taux nominal annuel hors assurance, en %, de 0 à 100");
const TERM: (&str, &str) = ("duree_mois", "nombre entier de mensualités, de 1 à 1200");
const INSURANCE: (&str, &str) =
    ("taux_assurance_pct", "taux annuel de l'assurance exigée, en % du capital initial, de 0 à 100");
const FEES: (&str, &str) = ("frais_pct", "frais payés au déblocage, en % du capital, de 0 inclus à 100 exclu");

/// Every function of numbers.
pub(super) const FUNCTIONS: [NumberSpec; 11] = [
    NumberSpec {
        name: "mensualite",
        arguments: &[AMOUNT, RATE, TERM],
        optional: 0,
        description: "Mensualité constante hors assurance, en euros, non arrondie.",
        example: "mensualite(200000, 3.5, 240) -- 1159.92",
        kernel: Kernel::Row(|row| match *row {
            [amount, rate, term] => Some(constant_payment(euros(amount)?, nominal(rate)?, months(term)?).get()),
            _ => None,
        }),
    },
    NumberSpec {
        name: "assurance_mensuelle",
        arguments: &[AMOUNT, INSURANCE],
        optional: 0,
        description: "Prime mensuelle d'une assurance sur le capital initial, en euros, non arrondie.",
        example: "assurance_mensuelle(200000, 0.34) -- 56.67",
        kernel: Kernel::Row(|row| match *row {
            [amount, rate] => Some(euros(amount)?.get() * insurance(rate)?.percent() / 1200.0),
            _ => None,
        }),
    },
    NumberSpec {
        name: "cout_credit",
        arguments: &[AMOUNT, RATE, TERM],
        optional: 0,
        description: "Total des intérêts d'un prêt à mensualités constantes, en euros, non arrondi.",
        example: "cout_credit(200000, 3.5, 240) -- 78380.66",
        kernel: Kernel::Row(|row| match *row {
            [amount, rate, term] => {
                Some(constant_costs(euros(amount)?, nominal(rate)?, months(term)?, no_insurance()?).interest.get())
            }
            _ => None,
        }),
    },
    NumberSpec {
        name: "cout_assurance",
        arguments: &[AMOUNT, INSURANCE, TERM],
        optional: 0,
        description: "Total des primes d'une assurance sur le capital initial, en euros, non arrondi.",
        example: "cout_assurance(200000, 0.34, 240) -- 13600.00",
        kernel: Kernel::Row(|row| match *row {
            [amount, rate, term] => {
                let costs = constant_costs(euros(amount)?, NominalRate::ZERO, months(term)?, insurance(rate)?);
                Some(costs.insurance.get())
            }
            _ => None,
        }),
    },
    NumberSpec {
        name: "cout_sur",
        arguments: &[
            AMOUNT,
            RATE,
            TERM,
            INSURANCE,
            ("mois", "nombre entier de mois depuis le déblocage, de 0 à 1200 ; au-delà de la durée, le prêt entier"),
        ],
        optional: 0,
        description: "Intérêts et assurance des premiers mois d'un prêt, en euros, non arrondis : sur 96 mois, le coût \
                      sur huit ans (article L. 313-8 du code de la consommation pour l'assurance).",
        example: "cout_sur(200000, 3.5, 240, 0.34, 96) -- 53020.39",
        kernel: Kernel::Row(|row| match *row {
            [amount, rate, term, premium, elapsed] => {
                let until = Period::new(whole(elapsed)? as u32);
                let costs =
                    constant_costs_until(euros(amount)?, nominal(rate)?, months(term)?, insurance(premium)?, until);
                Some(costs.total().get())
            }
            _ => None,
        }),
    },
    NumberSpec {
        name: "capital_restant",
        arguments: &[AMOUNT, RATE, TERM, ("mois", "nombre entier de mensualités payées, de 0 à la durée")],
        optional: 0,
        description: "Capital restant dû après tant de mensualités constantes, en euros, non arrondi.",
        example: "capital_restant(200000, 3.5, 240, 120) -- 117298.81",
        kernel: Kernel::Row(|row| match *row {
            [amount, rate, term, paid] => {
                let (amount, rate, term, paid) = (euros(amount)?, nominal(rate)?, months(term)?, whole(paid)?);
                let costs = constant_costs_until(amount, rate, term, no_insurance()?, Period::new(paid as u32));
                // What was paid and is not interest is capital.
                (paid <= f64::from(term.get()))
                    .then(|| amount.get() - (costs.payment.get() * paid - costs.interest.get()))
            }
            _ => None,
        }),
    },
    NumberSpec {
        name: "taux_actuariel",
        arguments: &[RATE],
        optional: 0,
        description: "Taux actuariel annuel d'un taux nominal mensualisé, en % : 100 ((1 + t / 1200)^12 - 1). Un TAEG \
                      plus bas que lui est une erreur.",
        example: "taux_actuariel(3.5) -- 3.5567",
        kernel: Kernel::Row(|row| match *row {
            [rate] => taeg_constant(rate, 1, 0.0, 0.0),
            _ => None,
        }),
    },
    NumberSpec {
        name: "taeg",
        arguments: &[RATE, TERM, INSURANCE, FEES],
        optional: 1,
        description: "Taux annuel effectif global d'un prêt à mensualités constantes, en % par an, non arrondi. Sans \
                      frais il ne dépend pas du montant. Source : annexe à l'article R. 314-3 du code de la consommation.",
        example: "taeg(3.5, 240, 0.34) -- 4.1196",
        kernel: Kernel::Columns(|columns| taegs(columns, Insured::Yes)),
    },
    NumberSpec {
        name: "taea",
        arguments: &[RATE, TERM, INSURANCE, FEES],
        optional: 1,
        description: "Taux annuel effectif de l'assurance, en points de % par an, non arrondi : TAEG avec assurance moins \
                      TAEG sans. Source : article R. 314-12 du code de la consommation.",
        example: "taea(3.5, 240, 0.34) -- 0.5629",
        kernel: Kernel::Columns(|columns| {
            let without = taegs(columns, Insured::No);
            taegs(columns, Insured::Yes).into_iter().zip(without).map(|(with, without)| with - without).collect()
        }),
    },
    NumberSpec {
        name: "taux_effort",
        arguments: &[
            ("mensualite_eur", "mensualité du nouveau prêt, assurance comprise, en euros"),
            ("charges_eur", "autres charges mensuelles, en euros"),
            ("revenu_eur", "revenu mensuel du foyer, en euros, supérieur à 0"),
        ],
        optional: 0,
        description: "Taux d'effort, en % : (mensualité + charges) / revenu. Le seuil de 35 % du HCSF est un repère, pas \
                      un refus. Source : décision D-HCSF-2021-7 du 29 septembre 2021.",
        example: "taux_effort(1216.59, 300, 5000) -- 30.33",
        kernel: Kernel::Row(|row| match *row {
            [payment, charges, income] => (payment >= 0.0 && charges >= 0.0 && income > 0.0)
                .then(|| 100.0 * (payment + charges) / income)
                .filter(|rate| rate.is_finite()),
            _ => None,
        }),
    },
    NumberSpec {
        name: "arrondi",
        arguments: &[("valeur", "nombre"), ("decimales", "nombre entier de décimales, de 0 à 9")],
        optional: 0,
        description: "Arrondi au plus proche, la moitié vers le haut, comme le veut l'annexe à l'article R. 314-3 du code \
                      de la consommation.",
        example: "arrondi(4.455, 2) -- 4.46",
        kernel: Kernel::Row(|row| match *row {
            [value, decimals @ 0.0..=9.0] if decimals.fract() == 0.0 => Some(round_half_up(value, decimals as i32)),
            _ => None,
        }),
    },
];

fn euros(amount: f64) -> Option<Euros> {
    (amount.is_finite() && amount > 0.0).then(|| Euros::new(amount))
}

fn nominal(rate_pct: f64) -> Option<NominalRate> {
    NominalRate::from_percent(rate_pct).ok()
}

fn insurance(rate_pct: f64) -> Option<InsuranceRate> {
    InsuranceRate::from_percent(rate_pct).ok()
}

/// Returns a number of months from 0 to [`MAX_MONTHS`].
fn whole(months: f64) -> Option<f64> {
    ((0.0..=MAX_MONTHS).contains(&months) && months.fract() == 0.0).then_some(months)
}

fn months(term: f64) -> Option<Months> {
    whole(term).filter(|term| *term >= 1.0).map(|term| Months::new(term as u32))
}

fn no_insurance() -> Option<InsuranceRate> {
    insurance(0.0)
}

/// Whether premiums count in a TAEG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Insured {
    Yes,
    No,
}

/// Returns the TAEG of each loan of the columns `taux_pct, duree_mois, taux_assurance_pct [, frais_pct]`.
fn taegs(columns: &[&[f64]], insured: Insured) -> Vec<f64> {
    let [rates, terms, insurance, fees @ ..] = columns else { return Vec::new() };
    // No term is zero months: that is outside the domain.
    let terms: Vec<u32> = terms.iter().map(|term| months(*term).map_or(0, Months::get)).collect();
    let fees: Vec<f64> = match fees {
        [fees] => fees.iter().map(|percent| percent / 100.0).collect(),
        _ => vec![0.0; rates.len()],
    };
    let mut answers = vec![f64::NAN; rates.len()];
    match insured {
        Insured::Yes => taeg_constant_batch(rates, &terms, insurance, &fees, &mut answers),
        Insured::No => taeg_constant_batch(rates, &terms, &vec![0.0; rates.len()], &fees, &mut answers),
    }
    answers
}

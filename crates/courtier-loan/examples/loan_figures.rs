//! Reads loans, one a line, and prints their schedule, rates and costs as JSON, for whoever computes them apart
//! (`tests/third_party/check_loans.py`):
//!
//!     cargo run --release -p courtier-loan --example loan_figures < LOANS
//!
//! A line: cents at once, cents later, month of the latter, nominal rate, repayment (`constant`, `differe_partiel`,
//! `differe_total`, `in_fine`, `in_fine_total`), months without repayment, months, cents of fees, date of the drawdown,
//! date of the first payment, then one `base:taux:quotite:exigee` an insurance. Amounts come out in cents, rates in
//! percent.

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::str::FromStr;

use courtier_loan::{
    Cents, CreditCosts, DeferredInterest, Drawdown, Fees, Insurance, InsuranceBasis, InsuranceRate, InsuranceScope,
    InsuredShare, Loan, Months, NominalRate, Period, Repayment, Schedule, ScheduleRow, taeg,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let [at_once, later, later_month, rate, repayment, deferral, months, fees, drawn, due, insurance @ ..] =
            words.as_slice()
        else {
            return Err("a line has ten words or more".into());
        };
        let mut drawdowns = vec![Drawdown { period: Period::START, amount: cents(at_once)? }];
        if cents(later)? > Cents::ZERO {
            drawdowns.push(Drawdown { period: Period::new(later_month.parse()?), amount: cents(later)? });
        }
        let loan = Loan {
            drawdowns,
            rate: NominalRate::from_percent(rate.parse()?)?,
            repayment: read_repayment(repayment, Months::new(deferral.parse()?), Months::new(months.parse()?))?,
            insurance: insurance.iter().map(|text| read_insurance(text)).collect::<Result<_, _>>()?,
            fees: Fees { other: cents(fees)?, ..Fees::default() },
        };
        let schedule = loan.schedule()?;
        let dated = schedule.dated_cash_flows(InsuranceScope::Required, drawn.parse()?, due.parse()?)?;
        writeln!(out, "{}", figures(&schedule, taeg(&dated)?.percent())?)?;
    }
    Ok(())
}

fn cents(text: &str) -> Result<Cents, <i64 as FromStr>::Err> {
    text.parse().map(Cents::new)
}

fn read_repayment(code: &str, deferral: Months, months: Months) -> Result<Repayment, Box<dyn Error>> {
    let (paid, capitalised) = (DeferredInterest::Paid, DeferredInterest::Capitalised);
    Ok(match code {
        "constant" => Repayment::Constant { months },
        "differe_partiel" => Repayment::Deferred { deferral, interest: paid, months },
        "differe_total" => Repayment::Deferred { deferral, interest: capitalised, months },
        "in_fine" => Repayment::InFine { months, interest: paid },
        "in_fine_total" => Repayment::InFine { months, interest: capitalised },
        _ => return Err(format!("no such repayment: {code}").into()),
    })
}

fn read_insurance(text: &str) -> Result<Insurance, Box<dyn Error>> {
    let words: Vec<&str> = text.split(':').collect();
    let [basis, rate, share, required] = words.as_slice() else { return Err("base:taux:quotite:exigee".into()) };
    Ok(Insurance {
        basis: match *basis {
            "ci" => InsuranceBasis::InitialCapital,
            "crd" => InsuranceBasis::OutstandingMonthly,
            "crd_annuel" => InsuranceBasis::OutstandingYearly,
            _ => return Err(format!("no such basis: {basis}").into()),
        },
        rate: InsuranceRate::from_percent(rate.parse()?)?,
        share: InsuredShare::from_percent(share.parse()?)?,
        required: required.parse()?,
    })
}

fn figures(schedule: &Schedule, dated_taeg: f64) -> Result<String, Box<dyn Error>> {
    let list = |amount: fn(&ScheduleRow) -> Cents| {
        let amounts: Vec<String> = schedule.rows().iter().map(|row| amount(row).get().to_string()).collect();
        format!("[{}]", amounts.join(", "))
    };
    let costs = |costs: CreditCosts| format!("[{}, {}]", costs.interest.get(), costs.insurance.get());
    let fields = [
        ("payments", list(ScheduleRow::payment)),
        ("premiums", list(|row| row.insurance)),
        ("outstanding", list(|row| row.outstanding)),
        ("taeg", schedule.taeg()?.percent().to_string()),
        ("taea", schedule.taea()?.percent().to_string()),
        ("dated_taeg", dated_taeg.to_string()),
        ("costs_8_years", costs(schedule.costs_over(Months::new(96)))),
        ("costs", costs(schedule.costs())),
    ];
    Ok(format!("{{{}}}", fields.map(|(name, value)| format!("\"{name}\": {value}")).join(", ")))
}

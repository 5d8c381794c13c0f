//! Measures how many TAEGs one core solves in a second, and prints it as JSON:
//!
//!     cargo run --release -p courtier-loan --example taeg_throughput -- LOANS PASSES CHECKED [one-by-one]
//!
//! The loans are those of `bench/peers/taeg_loans.py`, solved `PASSES` times; `CHECKED` is how many of the first
//! answers to print, in percent. Columns go through `taeg_constant_batch`, or each loan through `taeg_constant`.

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use courtier_loan::{taeg_constant, taeg_constant_batch};

const MONTHS: u32 = 240;

/// Columns of loans without fees, and their TAEGs, written once before the clock starts.
struct Loans {
    rates_pct: Vec<f64>,
    months: Vec<u32>,
    insurance_pct: Vec<f64>,
    fee_ratios: Vec<f64>,
    taegs_pct: Vec<f64>,
}

impl Loans {
    /// Returns `count` loans: rates from 1 to 6 %, insurance from 0.1 to 0.6 %, in no order.
    fn new(count: u32) -> Self {
        let column = |f: fn(u64) -> f64| (0..u64::from(count)).map(f).collect::<Vec<_>>();
        let rates_pct = column(|i| 1.0 + (i * 7919 % 5003) as f64 / 1000.0);
        let insurance_pct = column(|i| 0.1 + (i * 104_729 % 499) as f64 / 1000.0);
        let length = rates_pct.len();
        let (months, fee_ratios, taegs_pct) = (vec![MONTHS; length], vec![0.0; length], vec![f64::NAN; length]);
        Self { rates_pct, months, insurance_pct, fee_ratios, taegs_pct }
    }

    fn solve_columns(&mut self) {
        let Self { rates_pct, months, insurance_pct, fee_ratios, taegs_pct } = self;
        taeg_constant_batch(black_box(rates_pct), months, insurance_pct, fee_ratios, taegs_pct);
    }

    fn solve_one_by_one(&mut self) {
        let loans = self.rates_pct.iter().zip(&self.months).zip(self.insurance_pct.iter().zip(&self.fee_ratios));
        for (taeg, ((&rate, &months), (&insurance, &fees))) in self.taegs_pct.iter_mut().zip(loans) {
            *taeg = taeg_constant(black_box(rate), months, insurance, fees).unwrap_or(f64::NAN);
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (loans, passes, checked, form) = match arguments.as_slice() {
        [loans, passes, checked] => (loans, passes, checked, None),
        [loans, passes, checked, form] => (loans, passes, checked, Some(form.as_str())),
        _ => return Err("LOANS PASSES CHECKED [one-by-one]".into()),
    };
    let (count, passes, checked): (u32, u32, usize) = (loans.parse()?, passes.parse()?, checked.parse()?);
    let solve = match form {
        None => Loans::solve_columns,
        Some("one-by-one") => Loans::solve_one_by_one,
        Some(_) => return Err("one-by-one, or nothing".into()),
    };
    let mut loans = Loans::new(count);
    let start = Instant::now();
    for _ in 0..passes {
        solve(&mut loans);
    }
    let per_second = f64::from(count) * f64::from(passes) / start.elapsed().as_secs_f64();
    let first: Vec<String> = loans.taegs_pct.iter().take(checked).map(f64::to_string).collect();
    let mean = loans.taegs_pct.iter().sum::<f64>() / f64::from(count);
    let first = first.join(", ");
    writeln!(
        std::io::stdout(),
        r#"{{"solves_per_second": {per_second}, "mean_pct": {mean}, "taegs_pct": [{first}]}}"#
    )?;
    Ok(())
}

//! Measures how many TAEGs of 240-month loans one core solves in a second, and prints it as JSON:
//!
//!     cargo run --release -p courtier-loan --example taeg_throughput -- LOANS CHECKED [un-par-un]
//!
//! The loans are those of `bench/peers/taeg_loans.py`. `CHECKED` is how many of the first answers to print, in percent.

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use courtier_loan::{taeg_constant, taeg_constant_batch};

const MONTHS: u32 = 240;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let loans: u32 = arguments.next().ok_or("LOANS")?.parse()?;
    let checked: usize = arguments.next().ok_or("CHECKED")?.parse()?;
    let one_by_one = arguments.next().is_some();
    let rates: Vec<f64> = (0..u64::from(loans)).map(|i| 1.0 + (i * 7919 % 5003) as f64 / 1000.0).collect();
    let insurance: Vec<f64> = (0..u64::from(loans)).map(|i| 0.1 + (i * 104_729 % 499) as f64 / 1000.0).collect();
    let (months, fees) = (vec![MONTHS; rates.len()], vec![0.0; rates.len()]);
    let mut taegs = vec![f64::NAN; rates.len()];
    let start = Instant::now();
    if one_by_one {
        for ((taeg, &rate), &insurance) in taegs.iter_mut().zip(&rates).zip(&insurance) {
            *taeg = taeg_constant(black_box(rate), MONTHS, insurance, 0.0).unwrap_or(f64::NAN);
        }
    } else {
        taeg_constant_batch(black_box(&rates), &months, &insurance, &fees, &mut taegs);
    }
    let seconds = start.elapsed().as_secs_f64();
    let rate = f64::from(loans) / seconds;
    let mean = taegs.iter().sum::<f64>() / f64::from(loans);
    let first: Vec<String> = taegs.iter().take(checked).map(f64::to_string).collect();
    let first = first.join(",");
    writeln!(std::io::stdout(), r#"{{"solves_per_second":{rate},"mean_pct":{mean},"taegs_pct":[{first}]}}"#)?;
    Ok(())
}

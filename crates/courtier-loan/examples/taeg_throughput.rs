//! Prints how many TAEGs of 240-month loans one core solves in a second: `cargo run --release -p courtier-loan
//! --example taeg_throughput`.

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use courtier_loan::taeg_constant;

/// Loans of a run.
const LOANS: u32 = 10_000_000;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for (name, fee_ratio) in [("insurance on initial capital", 0.0), ("insurance and fees", 0.0275)] {
        let start = Instant::now();
        let mut sum = 0.0;
        for i in 0..LOANS {
            // Rates from 1 to 6 % and insurance from 0.1 to 0.6 %, different at each turn so that nothing is hoisted.
            let rate_pct = 1.0 + f64::from(i % 5003) / 1000.0;
            let insurance_pct = 0.1 + f64::from(i % 499) / 1000.0;
            sum += taeg_constant(black_box(rate_pct), 240, insurance_pct, fee_ratio).unwrap_or(f64::NAN);
        }
        let seconds = start.elapsed().as_secs_f64();
        let mean = sum / f64::from(LOANS);
        let rate = f64::from(LOANS) / seconds / 1e6;
        writeln!(out, "{name}: {rate:.1} million solves a second (mean TAEG {mean:.6} %)")?;
    }
    Ok(())
}

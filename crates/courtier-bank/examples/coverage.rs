//! Reads bank names, one a line, and prints the share that is recognised, the unknown names, and the time a name takes:
//! `cargo run --release -p courtier-bank --example coverage [-- DATE] < names.txt`.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::time::Instant;

use chrono::NaiveDate;
use courtier_bank::BankNetworks;

/// Passes over the names when timing.
const PASSES: u32 = 200;

fn main() -> std::io::Result<()> {
    let at: Option<NaiveDate> = std::env::args().nth(1).and_then(|date| date.parse().ok());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let names: Vec<&str> = text.lines().collect();
    let networks = BankNetworks::embedded();

    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut known: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for &name in &names {
        let bank = networks.identify(name, at);
        match bank.brand {
            Some(brand) => {
                let [rows, with_entity] = known.entry(brand).or_default();
                *rows += 1;
                *with_entity += usize::from(bank.entity.is_some());
            }
            None => *unknown.entry(name).or_default() += 1,
        }
    }

    let mut out = std::io::stdout().lock();
    let recognised: usize = known.values().map(|[rows, _]| rows).sum();
    writeln!(out, "{recognised} of {} names recognised", names.len())?;
    for (brand, [rows, with_entity]) in &known {
        writeln!(out, "{rows:6} {brand} ({with_entity} with an entity)")?;
    }
    let mut unknown: Vec<_> = unknown.into_iter().collect();
    unknown.sort_by_key(|&(_, rows)| std::cmp::Reverse(rows));
    writeln!(out, "{} distinct names unknown", unknown.len())?;
    for (name, rows) in unknown {
        writeln!(out, "{rows:6} {name}")?;
    }

    let start = Instant::now();
    for _ in 0..PASSES {
        for &name in &names {
            black_box(networks.identify(black_box(name), at));
        }
    }
    let calls = f64::from(PASSES) * names.len() as f64;
    writeln!(out, "{:.0} ns a name", start.elapsed().as_secs_f64() * 1e9 / calls)
}

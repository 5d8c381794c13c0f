//! Measures what one cell costs, a type: `cargo run --release -p courtier-contract --example read_cost`.

use std::hint::black_box;
use std::time::Instant;

use courtier_contract::Contracts;

const CELLS: usize = 200_000;
/// The fastest round counts: the others were disturbed by other programs.
const ROUNDS: usize = 40;

/// Table, column, and the cells that are read in turn.
const CASES: [(&str, &str, [&str; 4]); 8] = [
    ("opportunites", "banque_principale", ["CIC", "CAISSE D'EPARGNE", "BNP PARIBAS", "LCL"]),
    ("opportunites", "age_emprunteur", ["33.0", "30.0", "-940.0", "41.0"]),
    ("opportunites", "revenu_total", ["7731.67", "1695.0", "25500.0", "4124.67"]),
    ("opportunites", "deja_souscrit_credit_immo", ["0", "1", "0", "0"]),
    (
        "opportunites",
        "date_creation",
        ["2023-10-20 04:44:34", "2024-02-29 23:59:59", "2024-07-01 00:00:00", "2010-05-07 09:02:42"],
    ),
    ("opportunites", "id", ["0065q00000AlAK0AAN", "006IV00000FMf44YAD", "0065q00000AlAMXAA3", "0065q00000AlAKPAA3"]),
    ("opportunites", "honoraires", ["", "", "", ""]),
    ("opportunites", "montant_travaux_estime", ["7 731,67", "1695,5", "12\u{a0}500", "4\u{202f}124,67"]),
];

#[expect(clippy::print_stdout, reason = "a measurement is printed")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let contracts = Contracts::built_in()?;
    for (table, name, cells) in CASES {
        let column = contracts.get(table).and_then(|table| table.column(name)).ok_or(name)?;
        let nanos_per_cell = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                for cell in cells.iter().cycle().take(CELLS) {
                    black_box(column.read(black_box(cell)));
                }
                start.elapsed().as_secs_f64() * 1e9 / CELLS as f64
            })
            .fold(f64::INFINITY, f64::min);
        println!("{name:<28} {:<14} {nanos_per_cell:6.1} ns", column.logical_type.as_str());
    }
    Ok(())
}

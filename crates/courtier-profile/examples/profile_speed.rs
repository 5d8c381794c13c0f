//! Measures a profile of synthetic requests: `profile_speed [ROWS]...` (183,496 and 1,834,960). Prints seconds and, on
//! Linux, the peak memory.

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use courtier_profile::{CategoricalColumn, NumericColumn, Profile, Sample};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

fn main() -> Result<(), Box<dyn Error>> {
    let given: Result<Vec<usize>, _> = std::env::args().skip(1).map(|text| text.parse()).collect();
    let sizes = Some(given?).filter(|given| !given.is_empty()).unwrap_or_else(|| vec![183_496, 1_834_960]);
    for rows in sizes {
        let sample = sample(rows);
        let before = peak_memory_mb();
        let start = Instant::now();
        let profile = Profile::new(&sample)?;
        let seconds = start.elapsed().as_secs_f64();
        writeln!(
            std::io::stdout(),
            "{rows} lignes : {seconds:.2} s, {} groupes ; mémoire maximale {} Mo, dont {} Mo pour l'échantillon",
            profile.personas.groupes.len(),
            peak_memory_mb().unwrap_or(0),
            before.unwrap_or(0),
        )?;
    }
    Ok(())
}

/// Returns requests whose age, profession, contract, income and amount depend on each other.
fn sample(rows: usize) -> Sample {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut uniform = move || (random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
    let labels = |prefix: &str, count: usize| -> Vec<String> { (0..count).map(|i| format!("{prefix} {i}")).collect() };
    let (mut ages, mut incomes, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    let mut codes: [Vec<u32>; 7] = Default::default();
    for _ in 0..rows {
        let age = (18.0 + 60.0 * uniform() * uniform()).floor();
        let skill = uniform();
        let profession = if age > 60.0 { 3 } else { ((skill * skill * 12.0) as u32).min(11) };
        let income = ((900.0 + 4_000.0 * (skill + uniform())) * 100.0).round() / 100.0;
        let missing = |chance: f64, draw: f64, code: u32| if draw < chance { CategoricalColumn::MISSING } else { code };
        ages.push(Some(age).filter(|_| skill > 0.02));
        incomes.push(Some(income).filter(|_| skill < 0.95));
        amounts.push(Some((income * (20.0 + 60.0 * uniform())).round()));
        let bank = (uniform() * uniform() * 16.0) as u32;
        let draws =
            [bank, u32::from(uniform() < age / 80.0), profession, (profession + (uniform() * 3.0) as u32).min(9)];
        let segments = [(uniform() * 5.0) as u32, (uniform() * 6.0) as u32, (uniform() * 6.0) as u32];
        for ((column, code), chance) in
            codes.iter_mut().zip(draws.into_iter().chain(segments)).zip([0.06, 0.0, 0.05, 0.14, 0.0, 0.0, 0.0])
        {
            column.push(missing(chance, uniform(), code));
        }
    }
    let mut names = [
        ("banque", 16),
        ("achat", 2),
        ("profession", 12),
        ("contrat", 10),
        ("origine", 5),
        ("etape", 6),
        ("2024-0", 6),
    ]
    .map(|(prefix, count)| labels(prefix, count))
    .into_iter();
    let mut column = |codes: &mut Vec<u32>| {
        CategoricalColumn::new(std::mem::take(codes), names.next().unwrap_or_default(), 0).unwrap_or_default()
    };
    let [bank, buyer, profession, contract, origin, stage, month] = &mut codes;
    Sample {
        age_bounds: (18, 100),
        age_emprunteur: NumericColumn::from_options(ages, 0),
        revenu_total: NumericColumn::from_options(incomes, 0),
        montant_pret_principal: NumericColumn::from_options(amounts, 0),
        reseau_bancaire: column(bank),
        deja_souscrit_credit_immo: column(buyer),
        categorie_professionnelle: column(profession),
        contrat_travail: column(contract),
        origine: column(origin),
        stage_name: column(stage),
        mois: column(month),
    }
}

/// Returns the peak memory of this process, MB.
fn peak_memory_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb / 1024)
}

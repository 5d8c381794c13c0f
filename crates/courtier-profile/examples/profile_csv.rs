//! Profiles the requests of a CSV file on the standard input and writes the profile as JSON: the check against other
//! implementations (`bench/statistics`) reads it.
//!
//! Columns, in any order, by name: those of [`Sample`]. An empty cell is missing. `AGE_MIN AGE_MAX` may follow on the
//! command line (18 and 100).

use std::collections::HashMap;
use std::error::Error;
use std::io::{Read, Write};

use courtier_profile::{CategoricalColumn, NumericColumn, Profile, Sample};
use csv_core::{ReadRecordResult, Reader};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut age = |default: u32| arguments.next().map_or(Ok(default), |text| text.parse());
    let age_bounds = (age(18)?, age(100)?);
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let columns = columns(&bytes)?;
    let column = |name: &str| columns.get(name).ok_or_else(|| format!("colonne absente : {name}"));
    let number = |name: &str| -> Result<NumericColumn, Box<dyn Error>> {
        let parse = |cell: &String| if cell.is_empty() { Ok(None) } else { cell.parse().map(Some) };
        let values: Result<Vec<Option<f64>>, _> = column(name)?.iter().map(parse).collect();
        Ok(NumericColumn::from_options(values?, 0))
    };
    let label = |name: &str| -> Result<CategoricalColumn, Box<dyn Error>> {
        let cells = column(name)?.iter().map(|cell| (!cell.is_empty()).then_some(cell.as_str()));
        Ok(CategoricalColumn::from_labels(cells, 0))
    };
    let sample = Sample {
        age_bounds,
        age_emprunteur: number("age_emprunteur")?,
        revenu_total: number("revenu_total")?,
        montant_pret_principal: number("montant_pret_principal")?,
        reseau_bancaire: label("reseau_bancaire")?,
        deja_souscrit_credit_immo: label("deja_souscrit_credit_immo")?,
        categorie_professionnelle: label("categorie_professionnelle")?,
        contrat_travail: label("contrat_travail")?,
        origine: label("origine")?,
        stage_name: label("stage_name")?,
        mois: label("mois")?,
    };
    let profile = Profile::new(&sample)?;
    let mut output = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut output, &profile)?;
    writeln!(output)?;
    Ok(())
}

/// Returns the cells of each column.
fn columns(mut input: &[u8]) -> Result<HashMap<String, Vec<String>>, Box<dyn Error>> {
    let mut reader = Reader::new();
    let (mut cells, mut ends) = (vec![0; 1 << 16], vec![0; 256]);
    let mut header: Vec<String> = Vec::new();
    let mut columns: Vec<Vec<String>> = Vec::new();
    loop {
        let (result, read, _, count) = reader.read_record(input, &mut cells, &mut ends);
        input = &input[read..];
        match result {
            ReadRecordResult::End => break,
            ReadRecordResult::Record => {}
            _ => return Err("ligne trop longue".into()),
        }
        let starts = std::iter::once(0).chain(ends[..count].iter().copied());
        let record: Result<Vec<&str>, _> =
            starts.zip(&ends[..count]).map(|(start, &end)| std::str::from_utf8(&cells[start..end])).collect();
        let record = record?;
        if header.is_empty() {
            header = record.iter().map(|&name| name.to_owned()).collect();
            columns = vec![Vec::new(); header.len()];
        } else {
            columns.iter_mut().zip(record).for_each(|(column, cell)| column.push(cell.to_owned()));
        }
    }
    Ok(header.into_iter().zip(columns).collect())
}

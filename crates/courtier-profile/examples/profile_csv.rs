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

/// Returns the cells of each column. Lines may end as on Windows, the last one not at all; a byte order mark is skipped.
fn columns(input: &[u8]) -> Result<HashMap<String, Vec<String>>, Box<dyn Error>> {
    let mut records = records(input.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input))?.into_iter();
    let header = records.next().unwrap_or_default();
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); header.len()];
    for record in records {
        if record.len() != header.len() {
            return Err(format!("{} cellules au lieu de {}", record.len(), header.len()).into());
        }
        columns.iter_mut().zip(record).for_each(|(column, cell)| column.push(cell));
    }
    Ok(header.into_iter().zip(columns).collect())
}

fn records(mut input: &[u8]) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let mut reader = Reader::new();
    let (mut cells, mut ends) = (vec![0; 1 << 16], vec![0; 256]);
    // What the record has so far: its end may come with more input, even with none.
    let (mut written, mut ended) = (0, 0);
    let mut records = Vec::new();
    loop {
        let (result, read, wrote, count) = reader.read_record(input, &mut cells[written..], &mut ends[ended..]);
        input = &input[read..];
        written += wrote;
        ended += count;
        match result {
            ReadRecordResult::End => return Ok(records),
            ReadRecordResult::InputEmpty => continue,
            ReadRecordResult::Record => {}
            ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return Err("ligne trop longue".into()),
        }
        let starts = std::iter::once(0).chain(ends[..ended].iter().copied());
        let record: Result<Vec<String>, _> = starts
            .zip(&ends[..ended])
            .map(|(start, &end)| std::str::from_utf8(&cells[start..end]).map(str::to_owned))
            .collect();
        records.push(record?);
        (written, ended) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn reads_the_lines_of_any_system() {
        let expected = [("a", vec!["1", ""]), ("b", vec!["x;é", "\"y\""])];
        for text in
            ["a,b\n1,x;é\n,\"\"\"y\"\"\"\n", "a,b\r\n1,x;é\r\n,\"\"\"y\"\"\"\r\n", "\u{feff}a,b\n1,x;é\n,\"\"\"y\"\"\""]
        {
            let found = columns(text.as_bytes()).unwrap();
            assert_eq!(found.len(), 2, "{text:?}");
            for (name, cells) in &expected {
                assert_eq!(&found[*name], cells, "{text:?}");
            }
        }
        assert!(columns(b"").unwrap().is_empty());
    }

    #[test]
    fn refuses_lines_of_other_widths() {
        assert!(columns(b"a,b\r\n1\r\n").is_err());
    }
}

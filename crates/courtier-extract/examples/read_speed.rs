//! Times the two steps of reading exports: framing (with SHA-256 and, in a zip, inflating), then splitting into cells.
//!
//! `cargo run --release -p courtier-extract --example read_speed -- PATH...`; any file with an `Id` column is read.
#![expect(clippy::print_stdout, reason = "an example talks to its user")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use courtier_extract::{Export, ExtractError, Limits, Record, ShapeColumn, TableShape, discover};

fn main() -> Result<(), ExtractError> {
    let paths: Vec<_> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let columns = vec![ShapeColumn { source_name: "Id".to_owned(), required: true }];
    let shapes = [TableShape { table: "any".to_owned(), columns }];
    for export in discover(&paths, &shapes, &Limits::default())?.exports {
        time(&export)?;
    }
    Ok(())
}

fn time(export: &Export) -> Result<(), ExtractError> {
    let (mut framing, mut splitting) = (Duration::ZERO, Duration::ZERO);
    let (mut rows, mut rejected, mut cell_bytes) = (0u64, 0u64, 0usize);
    let mut reader = export.open()?;
    loop {
        let start = Instant::now();
        let block = reader.next().transpose()?;
        framing += start.elapsed();
        let Some(block) = block else { break };
        let start = Instant::now();
        let mut records = block.records(&export.layout);
        while let Some(record) = records.next_record() {
            match record {
                Record::Row { cells, .. } => {
                    rows += 1;
                    cell_bytes += cells.iter().map(str::len).sum::<usize>();
                }
                Record::Rejected { .. } => rejected += 1,
            }
        }
        splitting += start.elapsed();
    }
    let facts = reader.finish()?;
    println!(
        "{}: {} bytes, {rows} rows, {rejected} rejected, {cell_bytes} bytes of cells; framing {framing:.1?}, splitting {splitting:.1?}",
        export.name, facts.size_bytes
    );
    Ok(())
}

//! What holds of any file.

use courtier_extract::Limits;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::harness::{Got, read_with};

/// A table of random cells, the header included.
fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1..5usize).prop_flat_map(|width| {
        vec(vec("[a-z ,;|\t\"\r\né€]{0,6}", width), 0..12).prop_map(move |mut rows| {
            rows.insert(0, (0..width).map(|i| if i == 0 { "Id".to_owned() } else { format!("c{i}") }).collect());
            rows
        })
    })
}

/// The simplest correct writer: quotes what needs it, and everything when `quote_all`.
fn write(rows: &[Vec<String>], delimiter: char, end: &str, quote_all: bool) -> String {
    let cell = |cell: &String| {
        let special = cell.is_empty() || cell.contains([',', ';', '|', '\t', '"', '\r', '\n']);
        if quote_all || special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string());
    rows.iter().map(|row| line(row) + end).collect()
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        3 => Just(b'"'), 3 => Just(b','), 2 => Just(b'\n'), 1 => Just(b'\r'), 4 => Just(b'a'), 1 => Just(0xe9), 1 => any::<u8>(),
    ];
    vec(byte, 0..80)
}

/// Reads the cells of one record with the `csv-core` library.
fn oracle(record: &[u8]) -> Vec<String> {
    let mut reader = csv_core::ReaderBuilder::new().terminator(csv_core::Terminator::Any(b'\n')).build();
    let (mut out, mut ends) = (vec![0; record.len() + 1], vec![0; record.len() + 2]);
    let (_, read, written, fields) = reader.read_record(record, &mut out, &mut ends);
    let (result, _, more, more_fields) = reader.read_record(&record[read..], &mut out[written..], &mut ends[fields..]);
    let fields = fields + more_fields;
    assert!(matches!(result, csv_core::ReadRecordResult::Record | csv_core::ReadRecordResult::End), "{more}");
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends[..fields]).map(|(start, end)| String::from_utf8(out[start..*end].to_vec()).unwrap()).collect()
}

/// Number of line ends in a row's cells, hence of lines after its first.
fn extra_lines(cells: &[String]) -> usize {
    cells.iter().map(|cell| cell.matches('\n').count()).sum()
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_whatever_the_block_size(
        rows in tables(), delimiter in prop::sample::select(vec![',', ';', '|', '\t']),
        end in prop::sample::select(vec!["\n", "\r\n"]), quote_all: bool, block_bytes in 1..200usize,
    ) {
        let file = write(&rows, delimiter, end, quote_all);
        let (got, facts) = read_with(file.as_bytes(), &Limits { block_bytes, ..Limits::default() });
        let mut line = 2;
        let mut expected = Vec::new();
        for cells in &rows[1..] {
            expected.push(Got::Row { line, cells: cells.clone(), reencoded: false });
            line += 1 + extra_lines(cells) as u64;
        }
        prop_assert_eq!(got, expected);
        prop_assert_eq!((facts.size_bytes, facts.lines), (file.len() as u64, line - 1));
    }

    #[test]
    fn any_bytes_are_accounted_for_line_by_line_and_block_size_changes_nothing(
        tail in bytes(), block_bytes in 1..100usize, max_record_bytes in 8..60usize, max_record_lines in 1..6usize,
    ) {
        let file = [b"Id,x\n".as_slice(), &tail].concat();
        let limits = Limits { max_record_bytes, max_record_lines, ..Limits::default() };
        let (got, facts) = read_with(&file, &limits);
        prop_assert_eq!((&got, facts), {
            let (small, facts) = read_with(&file, &Limits { block_bytes, ..limits });
            (&small.clone(), facts)
        });
        let lines: Vec<_> = file.split_inclusive(|byte| *byte == b'\n').collect();
        prop_assert_eq!(facts.lines, lines.len() as u64);
        let mut covered = vec![0; lines.len()];
        covered[0] = 1;
        for record in &got {
            let (line, extra) = match record {
                Got::Row { line, cells, .. } => (*line, extra_lines(cells)),
                Got::Rejected { line, .. } => (*line, 0),
            };
            let first = line as usize - 1;
            covered[first..=first + extra].iter_mut().for_each(|n| *n += 1);
        }
        for (line, n) in lines.iter().zip(covered) {
            let blank = matches!(line, [b'\n'] | [b'\r'] | [b'\r', b'\n']);
            prop_assert!(n == 1 || (blank && n == 0), "{line:?} is read {n} times");
        }
    }

    #[test]
    fn a_row_has_the_cells_that_another_library_finds(tail in bytes()) {
        let file = [b"Id,x\n".as_slice(), &tail].concat();
        let lines: Vec<_> = file.split_inclusive(|byte| *byte == b'\n').collect();
        for record in read_with(&file, &Limits::default()).0 {
            let Got::Row { line, cells, reencoded: false } = record else { continue };
            let first = line as usize - 1;
            let raw = lines[first..=first + extra_lines(&cells)].concat();
            let raw = raw.strip_suffix(b"\n").unwrap_or(&raw);
            let raw = raw.strip_suffix(b"\r").unwrap_or(raw);
            // csv-core takes a byte order mark off any record it reads first.
            if !raw.starts_with(b"\xef\xbb\xbf") {
                prop_assert_eq!(cells, oracle(raw));
            }
        }
    }
}

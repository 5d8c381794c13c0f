//! Writing cells as the real exports do: comma, LF, quotes only where needed, empty for missing, `33.0` for whole
//! numbers, `0`/`1` for booleans, `2023-10-20 04:44:34` for timestamps.

use chrono::{DateTime, Datelike, Timelike};
use courtier_core::SalesforceId;

/// Rows of CSV in memory. Each method but `end_row` writes one cell.
#[derive(Debug)]
pub(crate) struct CsvWriter {
    out: Vec<u8>,
    row_started: bool,
}

impl CsvWriter {
    /// Starts an empty text with room for this many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { out: Vec::with_capacity(bytes), row_started: false }
    }

    /// Returns the text written.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// Writes a missing cell.
    pub(crate) fn empty(&mut self) {
        self.separate();
    }

    /// Writes a text, quoted if it must be.
    pub(crate) fn text(&mut self, text: &str) {
        self.separate();
        if text.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
            self.out.push(b'"');
            self.out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            self.out.push(b'"');
        } else {
            self.out.extend_from_slice(text.as_bytes());
        }
    }

    /// Writes a text or a missing cell.
    pub(crate) fn optional_text(&mut self, text: Option<&str>) {
        self.text(text.unwrap_or_default());
    }

    /// Writes an id.
    pub(crate) fn id(&mut self, id: &SalesforceId) {
        self.separate();
        self.out.extend_from_slice(id.as_str().as_bytes());
    }

    /// Writes a boolean.
    pub(crate) fn flag(&mut self, flag: bool) {
        self.separate();
        self.out.push(b'0' + u8::from(flag));
    }

    /// Writes a whole number, or a missing cell: `33.0`.
    pub(crate) fn whole(&mut self, value: Option<i64>) {
        self.decimal::<0>(value);
    }

    /// Writes `value / 10^DIGITS` with at least one decimal and no useless zero, or a missing cell.
    pub(crate) fn decimal<const DIGITS: u32>(&mut self, value: Option<i64>) {
        self.separate();
        let Some(value) = value else { return };
        if value < 0 {
            self.out.push(b'-');
        }
        let unit = 10_u64.pow(DIGITS);
        self.digits(value.unsigned_abs() / unit, 1);
        self.out.push(b'.');
        self.digits(value.unsigned_abs() % unit, DIGITS.max(1));
        for _ in 1..DIGITS {
            if self.out.last() != Some(&b'0') {
                break;
            }
            self.out.pop();
        }
    }

    /// Writes an instant, in seconds since 1970 in the export's own zone-less time.
    pub(crate) fn timestamp(&mut self, seconds: i64) {
        self.separate();
        let time = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
        self.digits(u64::from(time.year().unsigned_abs()), 4);
        let parts = [(b'-', time.month()), (b'-', time.day()), (b' ', time.hour()), (b':', time.minute())];
        for (separator, part) in parts.into_iter().chain([(b':', time.second())]) {
            self.out.push(separator);
            self.digits(u64::from(part), 2);
        }
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) {
        self.out.push(b'\n');
        self.row_started = false;
    }

    fn separate(&mut self) {
        if self.row_started {
            self.out.push(b',');
        }
        self.row_started = true;
    }

    /// Writes a number with at least `width` digits.
    fn digits(&mut self, mut number: u64, width: u32) {
        let mut buffer = [b'0'; 20];
        let mut start = buffer.len();
        while number > 0 || start + width as usize > buffer.len() {
            start -= 1;
            buffer[start] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        self.out.extend_from_slice(&buffer[start..]);
    }
}

#[cfg(test)]
mod tests {
    use super::CsvWriter;

    fn written(write: impl FnOnce(&mut CsvWriter)) -> String {
        let mut csv = CsvWriter::with_capacity(0);
        write(&mut csv);
        String::from_utf8(csv.into_bytes()).unwrap()
    }

    #[test]
    fn writes_numbers_as_the_exports_do() {
        for (cents, text) in
            [(773_167, "7731.67"), (106_180, "1061.8"), (300, "3.0"), (0, "0.0"), (-214, "-2.14"), (-5, "-0.05")]
        {
            assert_eq!(written(|csv| csv.decimal::<2>(Some(cents))), text);
        }
        assert_eq!(written(|csv| csv.decimal::<3>(Some(1_986))), "1.986");
        assert_eq!(written(|csv| csv.whole(Some(-940))), "-940.0");
        assert_eq!(written(|csv| csv.whole(Some(0))), "0.0");
    }

    #[test]
    fn writes_rows_with_missing_cells_and_minimal_quotes() {
        let rows = written(|csv| {
            csv.empty();
            csv.text("CAISSE D'EPARGNE");
            csv.text("BRED, PARIS \"12\"");
            csv.end_row();
            csv.flag(true);
            csv.whole(None);
            csv.end_row();
        });
        assert_eq!(rows, ",CAISSE D'EPARGNE,\"BRED, PARIS \"\"12\"\"\"\n1,\n");
    }

    #[test]
    fn writes_timestamps_without_zone() {
        assert_eq!(written(|csv| csv.timestamp(1_697_777_074)), "2023-10-20 04:44:34");
    }
}

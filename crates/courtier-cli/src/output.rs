//! Data on stdout, everything else on stderr. The only module that prints.

mod rows;
mod text_table;

pub(crate) use rows::write_rows;
pub(crate) use text_table::TextTable;

use std::io::Write as _;

/// Prints data. A reader that went away (`| head`) ends the output, not the command.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _closed = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// Prints a message for people.
pub(crate) fn note(text: &str) {
    let _closed = writeln!(std::io::stderr().lock(), "{text}");
}

/// Writes a count as people read it: digits in groups of three, parted by narrow no-break spaces.
pub(crate) fn count(number: impl TryInto<i128>) -> String {
    let Ok(number) = number.try_into() else { return String::new() };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if number < 0 {
        text.push('-');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn groups_digits_by_three() {
        assert_eq!(count(183_496), "183\u{202f}496");
        assert_eq!(count(1_000_000_i64), "1\u{202f}000\u{202f}000");
        assert_eq!((count(0), count(999), count(-1_234)), ("0".into(), "999".into(), "-1\u{202f}234".into()));
    }
}

//! Bars of block characters, to the eighth of a column.

use crate::french::{integer, share_percent};
use crate::text::table::{Align, Table};
use crate::text::words::{shorten, width};

/// Blocks of one to eight eighths.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// Heights of one to eight eighths.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A bar is not longer than this.
const LONGEST: usize = 40;

/// Nor shorter.
const SHORTEST: usize = 5;

/// People of a class or category.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) count: u64,
    /// 0 to 1.
    pub(crate) share: f64,
    /// Beside the bar.
    pub(crate) note: String,
}

/// Returns bars with their figures; without bars where there is no room for them.
pub(crate) fn chart(bars: &[Bar], most: usize) -> Vec<String> {
    let label_room = (most * 2 / 5).max(12);
    let figures = |bar: &Bar| [shorten(&bar.label, label_room), integer(bar.count), share_percent(bar.share)];
    let natural: Vec<[String; 3]> = bars.iter().map(figures).collect();
    let column = |i: usize| natural.iter().map(|cells| width(&cells[i])).max().unwrap_or(0);
    let taken: usize = (0..3).map(column).sum::<usize>() + 6;
    let notes = bars.iter().map(|bar| width(&bar.note)).max().unwrap_or(0);
    let room = most.saturating_sub(taken + notes + usize::from(notes > 0)).min(LONGEST);
    let longest = bars.iter().map(|bar| bar.share).fold(0.0, f64::max);
    let mut table = Table::new(&[("", Align::Left), ("", Align::Right), ("", Align::Right), ("", Align::Left)]);
    for (bar, [label, count, share]) in bars.iter().zip(natural) {
        let drawn = if room >= SHORTEST { block(bar.share, longest, room) } else { String::new() };
        let last = if bar.note.is_empty() { drawn } else { format!("{drawn} {}", bar.note) };
        table.row(vec![label, count, share, last]);
    }
    table.lines(most)
}

/// Returns a bar for `value`, of `room` columns for `longest`; what is not zero is seen.
fn block(value: f64, longest: f64, room: usize) -> String {
    if value <= 0.0 || longest <= 0.0 {
        return String::new();
    }
    let eighths = ((value / longest * room as f64 * 8.0).round() as usize).clamp(1, room * 8);
    let rest = (eighths % 8).checked_sub(1).and_then(|last| EIGHTHS.get(last));
    std::iter::repeat_n('█', eighths / 8).chain(rest.copied()).collect()
}

/// Returns a column a value, as high as it is against the highest; a space for zero.
pub(crate) fn line(values: &[u64]) -> String {
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let height = |&value: &u64| match value {
        0 => ' ',
        value => HEIGHTS[((value as f64 / most as f64 * 8.0).round() as usize).clamp(1, 8) - 1],
    };
    values.iter().map(height).collect()
}

#[cfg(test)]
mod tests {
    use super::{Bar, block, chart, line};

    #[test]
    fn draws_to_the_eighth() {
        assert_eq!(block(1.0, 1.0, 3), "███");
        assert_eq!(block(0.5, 1.0, 3), "█▌");
        assert_eq!(block(0.000_1, 1.0, 3), "▏");
        assert_eq!((block(0.0, 1.0, 3), block(0.0, 0.0, 3)), (String::new(), String::new()));
        assert_eq!(line(&[0, 1, 4, 8]), " ▁▄█");
        assert_eq!(line(&[]), "");
    }

    #[test]
    fn leaves_bars_out_where_there_is_no_room() {
        let bar = |label: &str, share| Bar { label: label.to_owned(), count: 10, share, note: String::new() };
        let bars = [bar("Primo-accédant", 0.75), bar("Secundo-accédant", 0.25)];
        assert_eq!(chart(&bars, 50)[1], "Secundo-accédant  10  25,0\u{a0}%  ██████▋");
        assert_eq!(chart(&bars, 30), ["Primo-accéd…  10  75,0\u{a0}%", "Secundo-acc…  10  25,0\u{a0}%"]);
    }
}

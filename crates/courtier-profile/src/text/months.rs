//! Months as a small curve of blocks.

use crate::french::integer;
use crate::text::bars::line;
use crate::text::page::Page;
use crate::timeline::MonthPoint;

/// Beside the curve: two months and their spaces.
const BESIDE: usize = 24;

/// Draws how many requests each month has, a column a month; on several lines where they are many.
pub(crate) fn curve(page: &mut Page, months: &[MonthPoint]) {
    let counts: Vec<u64> = months.iter().map(|month| month.nombre).collect();
    let (Some(least), Some(most)) = (counts.iter().min(), counts.iter().max()) else { return };
    if months.len() < 2 {
        return;
    }
    let drawn: Vec<char> = line(&counts).chars().collect();
    let room = page.width().saturating_sub(BESIDE).max(1);
    for (months, drawn) in months.chunks(room).zip(drawn.chunks(room)) {
        let (Some(first), Some(last)) = (months.first(), months.last()) else { continue };
        let drawn: String = drawn.iter().collect();
        page.hanging("  ", &format!("{}\u{a0}{drawn}\u{a0}{}", first.mois, last.mois));
    }
    page.hanging("  ", &format!("de {} à {} demandes par mois", integer(*least), integer(*most)));
}

//! The comparison of what the usable proposals cost, as bars.

use super::proposal::Proposal;
use crate::chart::{Bar, Bars};
use crate::format;

/// So many bars are shown at once; the others unfold.
const AT_ONCE: usize = 10;

/// What a loan costs until then tells more than its whole cost: few last to their end. Eight years, as in article
/// L. 313-8 of the code de la consommation.
const EARLY_MONTHS: u32 = 96;

/// Returns the bars of the first proposals and of the others, `None` where there is nothing to compare.
///
/// Both have one scale. Proposals without cost (no amount, no insurance rate) have no bar.
pub(crate) fn bars(usable: &[&Proposal]) -> (Option<Bars>, Option<Bars>) {
    let bars: Vec<_> = usable.iter().filter_map(|proposal| bar(proposal)).collect();
    let (first, others) = Bars::new(&bars).split_at(AT_ONCE);
    let some = |bars: Bars| (!bars.is_empty()).then_some(bars);
    (some(first), some(others))
}

fn bar(proposal: &Proposal) -> Option<Bar<2>> {
    let [interest, insurance] = [proposal.cout_interets_eur?, proposal.cout_assurance_eur?];
    let mut detail = format!("intérêts\u{a0}{}, assurance\u{a0}{}", format::euros(interest), format::euros(insurance));
    let lasts_longer = proposal.duree_mois.is_some_and(|months| months > EARLY_MONTHS);
    if let Some(early) = proposal.cout_8_ans_eur.filter(|_| lasts_longer) {
        detail.push_str(&format!("\u{a0}; sur les 8 premières années\u{a0}: {}", format::euros(early)));
    }
    let rank = proposal.rang.map(|rank| format!("{rank}. ")).unwrap_or_default();
    Some(Bar {
        name: format!("{rank}{}", proposal.bank()),
        total: format::euros(proposal.cout_total_eur?),
        detail,
        highlighted: proposal.rang == Some(1),
        values: [interest, insurance],
    })
}

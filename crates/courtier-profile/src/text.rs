//! The profile as text for a terminal: sentences first, then tables and bars. No colours; nothing here is computed but
//! how figures of the profile are shown.

mod bars;
mod crossings;
mod fields;
mod months;
mod numbers;
mod page;
mod personas;
mod segments;
mod short;
mod table;
mod typical;
mod words;

use crate::french::{agree, integer};
use crate::profile::Profile;
use crate::text::page::Page;

/// Shown instead of a figure that is hidden.
pub(crate) const HIDDEN: &str = "petit effectif";

impl Profile {
    /// Returns the profile in French, for a terminal `width` columns wide. `segments` names a segmentation to show in full:
    /// `origine`, `stage_name`, `mois` or `reseau_bancaire`.
    ///
    /// No line is wider, unless it is one word that is.
    #[must_use]
    pub fn to_text(&self, width: usize, segments: Option<&str>) -> String {
        let mut page = Page::new(width);
        headline(&mut page, self);
        if self.demandes_nombre > 0 {
            for sentence in &self.synthese {
                page.hanging("• ", sentence);
            }
            fields::quality(&mut page, self);
            typical::typical(&mut page, &self.personne_type);
            numbers::numbers(&mut page, self);
            fields::categories(&mut page, self);
            crossings::crossings(&mut page, &self.croisements);
            personas::personas(&mut page, &self.personas);
            segments::overview(&mut page, self, segments);
        }
        if let Some(champ) = segments {
            segments::detail(&mut page, self, champ);
        }
        page.into_text()
    }

    /// Returns the answer on 25 lines at most: what stands out, the typical person, the groups.
    #[must_use]
    pub fn summary_text(&self, width: usize) -> String {
        short::summary(self, width)
    }
}

fn headline(page: &mut Page, profile: &Profile) {
    page.title(&format!("Profil type des demandeurs : {}", requests(profile.demandes_nombre)), '═');
}

/// "183 496 demandes".
fn requests(count: u64) -> String {
    if count == 0 {
        return "aucune demande".to_owned();
    }
    format!("{} {}", integer(count), agree(count, "demande", "demandes"))
}

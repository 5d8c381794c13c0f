//! One proposal, as the JSON form of an explanation has it.

use serde::Serialize;

use crate::error::ReportError;
use crate::fields::Fields;
use crate::french_date::paris_day;

/// A bank's offer. Fields are named as in the JSON form.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Proposal {
    pub(crate) rang: Option<u32>,
    pub(crate) id_proposition: String,
    pub(crate) id_banque: Option<String>,
    pub(crate) nom_banque: Option<String>,
    pub(crate) date_creation: Option<String>,
    pub(crate) etape_source: Option<String>,
    pub(crate) taux_interet: Option<f64>,
    pub(crate) duree_mois: Option<u32>,
    pub(crate) taux_assurance: Option<f64>,
    pub(crate) mensualite_hors_assurance_eur: Option<f64>,
    pub(crate) assurance_mensuelle_eur: Option<f64>,
    pub(crate) mensualite_eur: Option<f64>,
    pub(crate) cout_interets_eur: Option<f64>,
    pub(crate) cout_assurance_eur: Option<f64>,
    pub(crate) cout_total_eur: Option<f64>,
    pub(crate) cout_8_ans_eur: Option<f64>,
    pub(crate) taeg_pct: Option<f64>,
    pub(crate) taea_pct: Option<f64>,
    pub(crate) seuil_usure_pct: Option<f64>,
    pub(crate) marge_usure_pct: Option<f64>,
    pub(crate) taux_effort_pct: Option<f64>,
    pub(crate) alerte_hcsf_effort: Option<bool>,
    pub(crate) alerte_hcsf_duree: Option<bool>,
    pub(crate) utilisable: bool,
    /// French labels, the main reason first; empty when usable.
    pub(crate) motifs: Vec<String>,
    pub(crate) ecart_taeg_pct: Option<f64>,
    pub(crate) ecart_cout_eur: Option<f64>,
    pub(crate) ecart_mensualite_eur: Option<f64>,
}

impl Proposal {
    /// Reads a proposal; `labels` gives the French label of each reason.
    pub(crate) fn read(fields: &Fields<'_>, labels: &Fields<'_>) -> Result<Self, ReportError> {
        let date_creation: Option<String> = fields.get("date_creation")?;
        if date_creation.as_deref().is_some_and(|instant| paris_day(instant).is_none()) {
            return Err(fields.wrong("date_creation", "un instant (`2024-02-03T10:11:12Z`)"));
        }
        let codes: Vec<String> = fields.get("motifs")?;
        Ok(Self {
            rang: fields.get("rang")?,
            id_proposition: fields.get("id_proposition")?,
            id_banque: fields.get("id_banque")?,
            nom_banque: fields.get("nom_banque")?,
            date_creation,
            etape_source: fields.get("etape_source")?,
            taux_interet: fields.get("taux_interet")?,
            duree_mois: fields.get("duree_mois")?,
            taux_assurance: fields.get("taux_assurance")?,
            mensualite_hors_assurance_eur: fields.get("mensualite_hors_assurance_eur")?,
            assurance_mensuelle_eur: fields.get("assurance_mensuelle_eur")?,
            mensualite_eur: fields.get("mensualite_eur")?,
            cout_interets_eur: fields.get("cout_interets_eur")?,
            cout_assurance_eur: fields.get("cout_assurance_eur")?,
            cout_total_eur: fields.get("cout_total_eur")?,
            cout_8_ans_eur: fields.get("cout_8_ans_eur")?,
            taeg_pct: fields.get("taeg_pct")?,
            taea_pct: fields.get("taea_pct")?,
            seuil_usure_pct: fields.get("seuil_usure_pct")?,
            marge_usure_pct: fields.get("marge_usure_pct")?,
            taux_effort_pct: fields.get("taux_effort_pct")?,
            alerte_hcsf_effort: fields.get("alerte_hcsf_effort")?,
            alerte_hcsf_duree: fields.get("alerte_hcsf_duree")?,
            utilisable: fields.get("utilisable")?,
            motifs: codes.iter().map(|code| labels.get(code)).collect::<Result<_, _>>()?,
            ecart_taeg_pct: fields.get("ecart_taeg_pct")?,
            ecart_cout_eur: fields.get("ecart_cout_eur")?,
            ecart_mensualite_eur: fields.get("ecart_mensualite_eur")?,
        })
    }

    /// Tells whether the effort rate or the term goes beyond what the HCSF recommends.
    pub(crate) fn is_hcsf_flagged(&self) -> bool {
        self.alerte_hcsf_effort == Some(true) || self.alerte_hcsf_duree == Some(true)
    }

    /// Returns the name of the bank, or what to say when the files do not give it.
    pub(crate) fn bank(&self) -> &str {
        self.nom_banque.as_deref().unwrap_or("banque sans nom")
    }
}

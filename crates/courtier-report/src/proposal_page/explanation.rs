//! The contract of the page: the JSON form of an explanation, field by field.

use serde::Serialize;
use serde_json::Value;

use super::criterion::Criterion;
use super::proposal::Proposal;
use crate::error::ReportError;
use crate::fields::Fields;

/// Why one proposal of an opportunity is the most advantageous. Fields are named as in the JSON form.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Explanation {
    pub(crate) id_opportunite: String,
    pub(crate) critere: Criterion,
    pub(crate) hypotheses: Assumptions,
    pub(crate) revenu_mensuel_eur: Option<f64>,
    pub(crate) charges_mensuelles_eur: Option<f64>,
    pub(crate) nombre_propositions: u32,
    pub(crate) nombre_utilisables: u32,
    /// French sentences.
    pub(crate) explication: Vec<String>,
    /// Ranked ones first.
    pub(crate) propositions: Vec<Proposal>,
    /// Of the winner, when there is one and the amount is known.
    pub(crate) echeancier: Option<Schedule>,
}

/// What the figures suppose.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Assumptions {
    pub(crate) montant_eur: Option<f64>,
    pub(crate) montant_simule: bool,
    pub(crate) duree_simulee_mois: Option<u32>,
}

/// How the winner is repaid.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Schedule {
    pub(crate) id_proposition: String,
    pub(crate) montant_eur: f64,
    pub(crate) annees: Vec<Repayment>,
    pub(crate) mois: Vec<Repayment>,
}

/// A year or a month of repayment.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Repayment {
    /// Number of the year or month, from 1.
    pub(crate) numero: u32,
    pub(crate) capital_eur: f64,
    pub(crate) interets_eur: f64,
    pub(crate) assurance_eur: f64,
    pub(crate) capital_restant_eur: f64,
}

impl Explanation {
    /// Reads the JSON form.
    pub(crate) fn read(value: &Value) -> Result<Self, ReportError> {
        let fields = Fields::of(value, "")?;
        let code: String = fields.get("critere")?;
        let critere = Criterion::from_code(&code)
            .ok_or_else(|| fields.wrong("critere", "`taeg`, `taux`, `cout-total` ou `mensualite`"))?;
        let labels = fields.object("libelles_motifs")?;
        let proposals = fields.objects("propositions")?;
        let explanation = Self {
            id_opportunite: fields.get("id_opportunite")?,
            critere,
            hypotheses: Assumptions::read(&fields.object("hypotheses")?)?,
            revenu_mensuel_eur: fields.get("revenu_mensuel_eur")?,
            charges_mensuelles_eur: fields.get("charges_mensuelles_eur")?,
            nombre_propositions: fields.get("nombre_propositions")?,
            nombre_utilisables: fields.get("nombre_utilisables")?,
            explication: fields.get("explication")?,
            propositions: proposals.iter().map(|p| Proposal::read(p, &labels)).collect::<Result<_, _>>()?,
            echeancier: fields.optional_object("echeancier")?.map(|s| Schedule::read(&s)).transpose()?,
        };
        explanation.check(&fields)?;
        Ok(explanation)
    }

    /// Refuses an explanation that contradicts itself: its page would too.
    fn check(&self, fields: &Fields<'_>) -> Result<(), ReportError> {
        let usable = || self.propositions.iter().filter(|proposal| proposal.utilisable);
        if usize::try_from(self.nombre_propositions) != Ok(self.propositions.len()) {
            return Err(fields.wrong("nombre_propositions", "la longueur de `propositions`"));
        }
        if usize::try_from(self.nombre_utilisables) != Ok(usable().count()) {
            return Err(fields.wrong("nombre_utilisables", "le nombre de propositions utilisables"));
        }
        let ranks = (1..=self.nombre_utilisables).map(Some).chain(std::iter::repeat(None));
        if !self.propositions.iter().zip(ranks).all(|(p, rank)| p.rang == rank && p.utilisable == rank.is_some()) {
            return Err(fields.wrong("propositions", "les propositions classées, de 1 en 1, puis les autres sans rang"));
        }
        let winner = usable().next().map(|proposal| proposal.id_proposition.as_str());
        if self.echeancier.as_ref().is_some_and(|schedule| winner != Some(&schedule.id_proposition)) {
            return Err(fields.wrong("echeancier", "l'échéancier de la proposition de rang 1"));
        }
        Ok(())
    }

    /// Returns the main reasons not to be usable, by their labels, with how many proposals have each; in order of
    /// appearance.
    pub(crate) fn main_reasons(&self) -> Vec<(&str, usize)> {
        let mut reasons: Vec<(&str, usize)> = Vec::new();
        for reason in self.propositions.iter().filter_map(|proposal| proposal.motifs.first()) {
            match reasons.iter_mut().find(|(known, _)| known == reason) {
                Some((_, times)) => *times += 1,
                None => reasons.push((reason, 1)),
            }
        }
        reasons
    }
}

impl Assumptions {
    fn read(fields: &Fields<'_>) -> Result<Self, ReportError> {
        Ok(Self {
            montant_eur: fields.get("montant_eur")?,
            montant_simule: fields.get("montant_simule")?,
            duree_simulee_mois: fields.get("duree_simulee_mois")?,
        })
    }
}

impl Schedule {
    fn read(fields: &Fields<'_>) -> Result<Self, ReportError> {
        let rows = |list: &str, number: &str| -> Result<Vec<Repayment>, ReportError> {
            fields.objects(list)?.iter().map(|row| Repayment::read(row, number)).collect()
        };
        Ok(Self {
            id_proposition: fields.get("id_proposition")?,
            montant_eur: fields.get("montant_eur")?,
            annees: rows("annees", "annee")?,
            mois: rows("mois", "mois")?,
        })
    }
}

impl Repayment {
    fn read(fields: &Fields<'_>, number: &str) -> Result<Self, ReportError> {
        Ok(Self {
            numero: fields.get(number)?,
            capital_eur: fields.get("capital_eur")?,
            interets_eur: fields.get("interets_eur")?,
            assurance_eur: fields.get("assurance_eur")?,
            capital_restant_eur: fields.get("capital_restant_eur")?,
        })
    }
}

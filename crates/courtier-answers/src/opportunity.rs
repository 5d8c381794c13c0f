//! One opportunity, as the statement asks for it.

use std::borrow::Cow;

use courtier_core::SalesforceId;
use courtier_lake::LakeSession;
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use crate::AnswerError;
use crate::rows::rows;

const TABLE: &str = "silver.opportunites";

/// The answer for one opportunity: ten keys, in this order. Missing and invalid values are `null`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = Opportunite)]
pub struct Opportunity<'a> {
    /// Random identifier of this answer (UUID version 4).
    #[serde(default = "Uuid::new_v4")]
    #[schema(value_type = String, format = "uuid")]
    pub response_id: Uuid,
    /// Salesforce id of the opportunity, 18 characters.
    pub id: Cow<'a, str>,
    /// Age of the borrower, in years.
    pub age_emprunteur: Option<i64>,
    /// Main bank of the borrower.
    pub banque_principale: Option<Cow<'a, str>>,
    /// Whether the borrower already had a mortgage.
    pub deja_souscrit_credit_immo: Option<bool>,
    /// Profession of the borrower.
    pub categorie_professionnelle: Option<Cow<'a, str>>,
    /// Employment contract of the borrower.
    pub contrat_travail: Option<Cow<'a, str>>,
    /// Income of the household, EUR a month.
    #[serde(serialize_with = "shortest_number")]
    pub revenu_total: Option<f64>,
    /// Amount of the main loan, EUR.
    #[serde(serialize_with = "shortest_number")]
    pub montant_pret_principal: Option<f64>,
    /// Sales stage.
    pub stage_name: Option<Cow<'a, str>>,
}

/// Finds one opportunity by its 15- or 18-character id.
///
/// # Errors
/// [`AnswerError::MalformedId`], [`AnswerError::UnknownOpportunity`], [`AnswerError::NotLoaded`], or the lake's.
pub async fn find_opportunity(session: &LakeSession, id: &str) -> Result<Opportunity<'static>, AnswerError> {
    let id = SalesforceId::parse(id).map_err(|source| AnswerError::MalformedId { id: id.to_owned(), source })?;
    if !session.has_table("silver", "opportunites") {
        return Err(AnswerError::NotLoaded { table: TABLE.to_owned() });
    }
    // A parsed id holds letters and digits only: it cannot end the literal.
    let sql = format!(
        "SELECT id, age_emprunteur, banque_principale, deja_souscrit_credit_immo, categorie_professionnelle, \
         contrat_travail, revenu_total, montant_pret_principal, stage_name FROM {TABLE} WHERE id = '{id}'"
    );
    let (_, batches) = session.collect(&sql).await?;
    let mut found: Vec<Opportunity<'static>> = rows(TABLE, &batches)?;
    found.pop().ok_or_else(|| AnswerError::UnknownOpportunity { id: id.to_string() })
}

/// Writes a whole number without decimals.
fn shortest_number<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    /// Largest power of two below which every whole number is exact in an `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number {
        None => serializer.serialize_none(),
        #[expect(clippy::cast_possible_truncation, reason = "the guard says that it is whole and fits")]
        Some(number) if number.fract() == 0.0 && number.abs() < EXACT => serializer.serialize_i64(*number as i64),
        Some(number) => serializer.serialize_f64(*number),
    }
}

#[cfg(test)]
mod tests {
    use super::Opportunity;

    #[test]
    fn writes_the_ten_keys_in_order_with_their_types() {
        let row = r#"{"id":"0065q00000AlAK0AAN","age_emprunteur":33,"banque_principale":"CIC",
            "deja_souscrit_credit_immo":true,"categorie_professionnelle":"Salarié du privé",
            "contrat_travail":"CDI période d'essai terminée","revenu_total":7731.67,
            "montant_pret_principal":235055.0,"stage_name":"6-Perdue"}"#;
        let answer: Opportunity<'_> = serde_json::from_str(row).unwrap();
        let text = serde_json::to_string(&answer).unwrap();
        let expected = format!(
            "{{\"response_id\":\"{}\",\"id\":\"0065q00000AlAK0AAN\",\"age_emprunteur\":33,\"banque_principale\":\"CIC\",\
             \"deja_souscrit_credit_immo\":true,\"categorie_professionnelle\":\"Salarié du privé\",\
             \"contrat_travail\":\"CDI période d'essai terminée\",\"revenu_total\":7731.67,\
             \"montant_pret_principal\":235055,\"stage_name\":\"6-Perdue\"}}",
            answer.response_id
        );
        assert_eq!(text, expected);
        assert_eq!(answer.response_id.get_version_num(), 4);
    }

    #[test]
    fn writes_null_for_what_is_missing() {
        let answer: Opportunity<'_> = serde_json::from_str(r#"{"id":"0065q00000AlAK0AAN"}"#).unwrap();
        let text = serde_json::to_string(&answer).unwrap();
        assert_eq!(text.matches(":null").count(), 8, "{text}");
    }
}

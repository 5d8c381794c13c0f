//! The banks of the exports.

use courtier_lake::LakeSession;
use serde::{Deserialize, Serialize};

use crate::AnswerError;
use crate::rows::rows;

/// One bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = Banque)]
pub struct Bank {
    /// Identifiant Salesforce de la banque, 18 caractères.
    pub id: String,
    /// Nom, tel que l'export l'écrit.
    pub nom: Option<String>,
    /// Réseau (enseigne) ; « Inconnu » quand le nom ne le dit pas.
    pub reseau: Option<String>,
    /// Groupe bancaire, quand il est connu.
    pub groupe: Option<String>,
}

/// Every bank, in the order of the ids.
#[derive(Debug)]
pub(super) struct Banks(Vec<Bank>);

impl Banks {
    pub(super) async fn load(session: &LakeSession) -> Result<Self, AnswerError> {
        let sql = "SELECT id, nom, reseau_bancaire(nom) AS reseau, groupe_bancaire(nom) AS groupe \
                   FROM silver.banques ORDER BY id";
        let (_, batches) = session.collect(sql).await?;
        Ok(Self(rows("silver.banques", &batches)?))
    }

    pub(super) fn as_slice(&self) -> &[Bank] {
        &self.0
    }
}

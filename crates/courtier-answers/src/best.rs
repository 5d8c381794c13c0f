//! The most advantageous proposal of each opportunity, and what was left out.

use courtier_lake::LakeSession;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use serde::{Deserialize, Serialize};

use crate::AnswerError;
use crate::rows::rows;

/// Rows of a query, with their columns.
pub type Rows = (SchemaRef, Vec<RecordBatch>);

/// Proposals by main reason, the usable ones included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonCount {
    /// Code of the main reason; `None` for the usable ones.
    pub motif: Option<String>,
    /// Proposals.
    pub nombre: i64,
}

/// What a ranking covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Opportunities with a winner.
    pub opportunites_servies: i64,
    /// Opportunities of the files that have proposals and no usable one.
    pub opportunites_sans_proposition_utilisable: i64,
    /// Proposals by main reason, the most frequent first.
    pub propositions: Vec<ReasonCount>,
}

/// Returns the winners, in the order of the opportunities: opportunity, proposal, rate, term, name of the bank.
///
/// # Errors
/// The lake's.
pub async fn best_proposals(session: &LakeSession) -> Result<Rows, AnswerError> {
    // A winner is usable: saying so lets the engine leave out the other proposals before it computes and sorts them.
    let sql = "SELECT id_opportunite, id_proposition, taux_interet, duree_mois, nom_banque \
               FROM gold.couts_propositions WHERE utilisable AND rang = 1 ORDER BY id_opportunite";
    Ok(session.collect(sql).await?)
}

/// Returns the winners with their costs and runner-up: the columns of `gold.meilleures_propositions`.
///
/// # Errors
/// The lake's.
pub async fn best_proposals_in_detail(session: &LakeSession) -> Result<Rows, AnswerError> {
    Ok(session.collect("SELECT * FROM gold.meilleures_propositions ORDER BY id_opportunite").await?)
}

/// Returns every proposal that is not usable, with its reasons.
///
/// # Errors
/// The lake's.
pub async fn excluded_proposals(session: &LakeSession) -> Result<Rows, AnswerError> {
    let sql = "SELECT id_opportunite, id_proposition, nom_banque, taux_interet, duree_mois, taux_assurance, \
               etape_source, taeg_pct, seuil_usure_pct, motif, motifs FROM gold.couts_propositions \
               WHERE NOT utilisable ORDER BY id_opportunite, id_proposition";
    Ok(session.collect(sql).await?)
}

/// Counts what the ranking covers.
///
/// # Errors
/// The lake's.
pub async fn coverage(session: &LakeSession) -> Result<Coverage, AnswerError> {
    #[derive(Deserialize)]
    struct Opportunities {
        servies: i64,
        sans: i64,
    }
    let table = "gold.couts_propositions";
    // Only a model of the user could make a proposal of an unknown opportunity usable; it is no opportunity of the files.
    let sql = "SELECT count(*) FILTER (WHERE utilisables > 0) AS servies, \
               count(*) FILTER (WHERE utilisables = 0) AS sans FROM ( \
               SELECT c.id_opportunite, count(c.rang) AS utilisables FROM gold.couts_propositions c \
               LEFT SEMI JOIN silver.opportunites o ON o.id = c.id_opportunite GROUP BY c.id_opportunite) AS o";
    let (_, batches) = session.collect(sql).await?;
    let opportunities: Vec<Opportunities> = rows(table, &batches)?;
    let sql =
        "SELECT motif, count(*) AS nombre FROM gold.couts_propositions GROUP BY motif ORDER BY nombre DESC, motif";
    let (_, batches) = session.collect(sql).await?;
    let first = opportunities.first();
    Ok(Coverage {
        opportunites_servies: first.map_or(0, |counts| counts.servies),
        opportunites_sans_proposition_utilisable: first.map_or(0, |counts| counts.sans),
        propositions: rows(table, &batches)?,
    })
}

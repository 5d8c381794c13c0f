//! The proposals in memory, those of one opportunity side by side.

use std::collections::BTreeMap;

use courtier_core::{Criterion, SalesforceId};
use courtier_lake::LakeSession;
use datafusion::arrow::array::{ArrayRef, AsArray as _, RecordBatch, StringArray};
use datafusion::arrow::compute::{cast, concat_batches};
use datafusion::arrow::datatypes::DataType;
use serde::Serialize;

use crate::AnswerError;
use crate::explanation::{ExplainedProposal, PROPOSAL_COLUMNS, measure_gaps, reason_labels, sentences};
use crate::rows::rows;

const TABLE: &str = "gold.couts_propositions";

/// Every proposal of the opportunities.
#[derive(Debug)]
pub(super) struct Proposals {
    /// Opportunity of each row, ascending.
    opportunities: StringArray,
    rows: RecordBatch,
}

impl Proposals {
    pub(super) async fn load(session: &LakeSession) -> Result<Self, AnswerError> {
        let sql = format!(
            "SELECT id_opportunite, {PROPOSAL_COLUMNS} FROM {TABLE} WHERE id_opportunite IS NOT NULL \
             ORDER BY id_opportunite, rang NULLS LAST, date_creation, id_proposition"
        );
        let (schema, batches) = session.collect(&sql).await?;
        let wrong = |source: Box<dyn std::error::Error + Send + Sync>| AnswerError::Row { table: TABLE, source };
        let mut rows = concat_batches(&schema, &batches).map_err(|error| wrong(error.into()))?;
        let ids: ArrayRef = rows.remove_column(0);
        let ids = cast(&ids, &DataType::Utf8).map_err(|error| wrong(error.into()))?;
        Ok(Self { opportunities: ids.as_string::<i32>().clone(), rows })
    }

    /// Returns the proposals of one opportunity: by rank, then the unusable ones.
    pub(super) fn of(&self, id: SalesforceId) -> Result<Vec<ExplainedProposal>, AnswerError> {
        let first = self.first_from(|opportunity| opportunity < id.as_str());
        let end = self.first_from(|opportunity| opportunity <= id.as_str());
        rows(TABLE, &[self.rows.slice(first, end - first)])
    }

    /// Returns the first row whose opportunity is not `before`.
    fn first_from(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.rows.num_rows());
        while low < high {
            let middle = usize::midpoint(low, high);
            if before(self.opportunities.value(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// The ranking of the proposals of one opportunity.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = Propositions)]
pub struct RankedProposals {
    /// Identifiant de l'opportunité, 18 caractères.
    pub id_opportunite: String,
    /// Critère du classement : `taeg`, `taux`, `cout-total` ou `mensualite`.
    pub critere: &'static str,
    /// Propositions de l'opportunité.
    pub nombre_propositions: usize,
    /// Celles qui ont un rang.
    pub nombre_utilisables: usize,
    /// Les classées par rang, puis les autres avec leurs motifs.
    pub propositions: Vec<ExplainedProposal>,
    /// Ce que veut dire chaque motif rencontré.
    pub libelles_motifs: BTreeMap<String, String>,
    /// Ce que les chiffres disent, en français.
    pub explication: Vec<String>,
}

impl RankedProposals {
    pub(super) fn new(
        id: SalesforceId,
        criterion: Criterion,
        mut propositions: Vec<ExplainedProposal>,
        amount_eur: Option<f64>,
    ) -> Self {
        measure_gaps(&mut propositions);
        Self {
            id_opportunite: id.to_string(),
            critere: criterion.code(),
            nombre_propositions: propositions.len(),
            nombre_utilisables: propositions.iter().filter(|proposal| proposal.utilisable).count(),
            libelles_motifs: reason_labels(&propositions),
            explication: sentences(&propositions, criterion, amount_eur),
            propositions,
        }
    }

    /// Returns the first proposal when it is usable.
    #[must_use]
    pub fn winner(&self) -> Option<&ExplainedProposal> {
        self.propositions.first().filter(|proposal| proposal.utilisable)
    }
}

//! What the REST API answers from: the published data in memory, which never changes. A newer publication makes another
//! snapshot; readers of the old one are not disturbed.

mod banks;
mod labels;
mod opportunities;
mod order;
mod proposals;
mod search;
mod version;

use chrono::{DateTime, Utc};
use courtier_contract::Contract;
use courtier_core::{Criterion, SalesforceId};
use courtier_lake::{Lake, LakeSession, Models, Published, applicant_profile};
use courtier_profile::Profile;
use datafusion::arrow::array::AsArray as _;
use datafusion::arrow::datatypes::TimestampMicrosecondType;
use futures::FutureExt as _;
use futures::future::BoxFuture;

use crate::ranking::{TABLES, ranking_session_on};
use crate::{AnswerError, Opportunity};

pub use banks::Bank;
pub use order::{Position, Sort, SortColumn};
pub use proposals::RankedProposals;
pub use search::{Page, Search};
pub use version::{RulesFingerprint, SnapshotVersion};

use banks::Banks;
use opportunities::Opportunities;
use proposals::Proposals;

/// The data of one publication, with indexes.
#[derive(Debug)]
pub struct Snapshot {
    version: SnapshotVersion,
    published: Published,
    criterion: Criterion,
    opportunities: Opportunities,
    /// `None` when the proposals or the banks were never loaded.
    ranked: Option<(Proposals, Banks)>,
}

impl Snapshot {
    /// Loads what `published` names, with the rules of [`Lake::references`] and of `models`, whose fingerprint is `rules`.
    ///
    /// # Errors
    /// [`AnswerError::NotLoaded`] when no opportunity was ever loaded, or the lake's.
    pub fn load<'a>(
        lake: &'a Lake,
        models: &'a Models,
        rules: RulesFingerprint,
        published: &'a Published,
    ) -> BoxFuture<'a, Result<Self, AnswerError>> {
        async move {
            let session = LakeSession::on(lake, published)?;
            if !session.has_table("silver", "opportunites") {
                return Err(AnswerError::NotLoaded { table: "silver.opportunites".to_owned() });
            }
            let ranked = if TABLES.iter().all(|(schema, table)| session.has_table(schema, table)) {
                let ranking = ranking_session_on(lake, models, published).await?;
                Some((Proposals::load(&ranking).await?, Banks::load(&ranking).await?))
            } else {
                None
            };
            Ok(Self {
                version: SnapshotVersion::of(rules, published),
                published: published.clone(),
                criterion: lake.references().ranking.criterion,
                opportunities: Opportunities::load(&session).await?,
                ranked,
            })
        }
        .boxed()
    }

    /// Returns what tells this snapshot from one with other data or rules.
    #[must_use]
    pub const fn version(&self) -> &SnapshotVersion {
        &self.version
    }

    /// Returns how many opportunities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.opportunities.len()
    }

    /// Returns whether there is no opportunity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the answer for one opportunity.
    ///
    /// # Errors
    /// [`AnswerError::UnknownOpportunity`].
    pub fn opportunity(&self, id: SalesforceId) -> Result<Opportunity<'_>, AnswerError> {
        let row = self.opportunities.row(id);
        row.map(|row| self.opportunities.answer(row))
            .ok_or_else(|| AnswerError::UnknownOpportunity { id: id.to_string() })
    }

    /// Returns a page of the opportunities that a search finds.
    #[must_use]
    pub fn search(&self, search: &Search) -> Page<'_> {
        search.page(&self.opportunities)
    }

    /// Returns the proposals of one opportunity: ranked ones by rank, then the unusable ones with their reasons.
    ///
    /// # Errors
    /// [`AnswerError::UnknownOpportunity`], [`AnswerError::NotLoaded`] when there are no proposals or banks.
    pub fn proposals(&self, id: SalesforceId) -> Result<RankedProposals, AnswerError> {
        let opportunity = self.opportunity(id)?;
        let (proposals, _) = self.ranked()?;
        let amount = opportunity.montant_pret_principal.filter(|amount| *amount > 0.0);
        Ok(RankedProposals::new(id, self.criterion, proposals.of(id)?, amount))
    }

    /// Returns the banks, in the order of their ids.
    ///
    /// # Errors
    /// [`AnswerError::NotLoaded`].
    pub fn banks(&self) -> Result<&[Bank], AnswerError> {
        Ok(self.ranked()?.1.as_slice())
    }

    /// Profiles the applicants of this publication: hundreds of milliseconds, which callers keep.
    ///
    /// # Errors
    /// The lake's.
    pub fn profile<'a>(
        &'a self,
        lake: &'a Lake,
        contract: Option<&'a Contract>,
    ) -> BoxFuture<'a, Result<Profile, AnswerError>> {
        async move { Ok(applicant_profile(&LakeSession::on(lake, &self.published)?, contract).await?) }.boxed()
    }

    fn ranked(&self) -> Result<&(Proposals, Banks), AnswerError> {
        self.ranked.as_ref().ok_or(AnswerError::NotLoaded { table: "silver.propositions".to_owned() })
    }
}

/// Returns when the last export was loaded; `None` when none was.
///
/// # Errors
/// The lake's.
pub async fn last_load(session: &LakeSession) -> Result<Option<DateTime<Utc>>, AnswerError> {
    if !session.has_table("quality", "reconciliation") {
        return Ok(None);
    }
    let (_, batches) = session.collect("SELECT max(charge_le) AS charge_le FROM quality.reconciliation").await?;
    let last = batches.first().and_then(|batch| {
        batch.column(0).as_primitive_opt::<TimestampMicrosecondType>().and_then(|at| at.iter().next().flatten())
    });
    Ok(last.and_then(DateTime::from_timestamp_micros))
}

//! A staged table as SQL sees it: how new data are audited before any reader sees them.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::{Column, ScalarValue};
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl};
use datafusion::datasource::{MemTable, ViewTable, provider_as_source};
use datafusion::logical_expr::{Expr, LogicalPlanBuilder, lit};

use crate::{LakeError, StagedTable, TableFile};

/// Name of the scan inside the view; never seen outside.
const ROWS: &str = "fichiers";

impl StagedTable {
    /// Returns a provider of the rows of the next version: those of the published files that stay and of the new ones.
    ///
    /// # Errors
    /// [`LakeError::Query`] when the provider cannot be planned.
    pub fn next_version(&self) -> Result<Arc<dyn TableProvider>, LakeError> {
        let mut partitions: BTreeMap<&BTreeMap<String, Option<String>>, Vec<&TableFile>> = BTreeMap::new();
        for file in self.files() {
            partitions.entry(&file.partition).or_default().push(file);
        }
        let mut union: Option<LogicalPlanBuilder> = None;
        for (values, files) in partitions {
            let plan = self.partition_plan(values, &files)?;
            union = Some(match union {
                None => plan,
                Some(union) => union.union(plan.build()?)?,
            });
        }
        match union {
            Some(plan) => Ok(Arc::new(ViewTable::new(plan.build()?, None))),
            None => Ok(Arc::new(MemTable::try_new(Arc::clone(self.schema()), vec![Vec::new()])?)),
        }
    }

    fn partition_plan(
        &self,
        values: &BTreeMap<String, Option<String>>,
        files: &[&TableFile],
    ) -> Result<LogicalPlanBuilder, LakeError> {
        let rows = self.scan(files, self.file_schema())?;
        let columns: Vec<Expr> = self
            .schema()
            .fields()
            .iter()
            .map(|field| match values.get(field.name()) {
                Some(value) => lit(ScalarValue::Utf8(value.clone())).alias(field.name()),
                None => Expr::Column(Column::new(Some(ROWS), field.name())),
            })
            .collect();
        Ok(LogicalPlanBuilder::scan(ROWS, provider_as_source(rows), None)?.project(columns)?)
    }

    /// Returns a provider of the rows of some of the table's files, with the columns of `schema`; a column that a file
    /// does not have is NULL.
    pub(crate) fn scan(&self, files: &[&TableFile], schema: SchemaRef) -> Result<Arc<dyn TableProvider>, LakeError> {
        let urls = files
            .iter()
            .map(|file| ListingTableUrl::parse(format!("{}{}", self.folder_url(), file.path)))
            .collect::<Result<Vec<_>, _>>()?;
        let config = ListingTableConfig::new_with_multi_paths(urls)
            .with_listing_options(ListingOptions::new(Arc::new(ParquetFormat::default())))
            .with_schema(schema);
        Ok(Arc::new(ListingTable::try_new(config)?))
    }
}

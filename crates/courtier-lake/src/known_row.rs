//! An optimiser rule: a cross join with one known row is a projection that adds its values.
//!
//! Models read the rules of the ranking from a table of one row. As values, they go into the filters that the engine
//! gives to the scans, and no row waits for a join.

use std::sync::Arc;

use datafusion::common::tree_node::Transformed;
use datafusion::error::Result;
use datafusion::logical_expr::{Expr, Join, JoinType, LogicalPlan, Projection};
use datafusion::optimizer::optimizer::{ApplyOrder, OptimizerConfig, OptimizerRule};

/// The rule. It goes before those that make other joins out of cross joins.
#[derive(Debug)]
pub(crate) struct KnownRow;

impl OptimizerRule for KnownRow {
    fn name(&self) -> &str {
        "known_row"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::BottomUp)
    }

    fn supports_rewrite(&self) -> bool {
        true
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        let LogicalPlan::Join(join) = plan else { return Ok(Transformed::no(plan)) };
        if !is_cross(&join) {
            return Ok(Transformed::no(LogicalPlan::Join(join)));
        }
        let Some(row) = known_row(&join.right) else { return Ok(Transformed::no(LogicalPlan::Join(join))) };
        let kept = join.left.schema().columns().into_iter().map(Expr::Column);
        let added = join
            .right
            .schema()
            .iter()
            .zip(row)
            .map(|((relation, field), value)| value.clone().alias_qualified(relation.cloned(), field.name()));
        let columns = kept.chain(added).collect();
        let projection = Projection::try_new_with_schema(columns, Arc::clone(&join.left), Arc::clone(&join.schema))?;
        Ok(Transformed::yes(LogicalPlan::Projection(projection)))
    }
}

fn is_cross(join: &Join) -> bool {
    join.join_type == JoinType::Inner && join.on.is_empty() && join.filter.is_none()
}

/// Returns the values of a plan that is one row of constants.
fn known_row(plan: &LogicalPlan) -> Option<Vec<&Expr>> {
    match plan {
        LogicalPlan::SubqueryAlias(alias) => known_row(&alias.input),
        LogicalPlan::Projection(row) => match row.input.as_ref() {
            LogicalPlan::EmptyRelation(empty) if empty.produce_one_row => row.expr.iter().map(constant).collect(),
            _ => None,
        },
        _ => None,
    }
}

fn constant(column: &Expr) -> Option<&Expr> {
    match column {
        Expr::Alias(alias) => constant(&alias.expr),
        Expr::Literal(..) => Some(column),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Lake, LakeSession, Published};
    use datafusion::arrow::util::display::array_value_to_string;

    fn session() -> LakeSession {
        let folder = tempfile::tempdir().unwrap();
        let lake = Lake::open(folder.path().to_str().unwrap()).unwrap();
        LakeSession::on(&lake, &Published::default()).unwrap()
    }

    async fn plan(sql: &str) -> String {
        session().query(sql).await.unwrap().into_optimized_plan().unwrap().to_string()
    }

    async fn answer(sql: &str) -> Vec<String> {
        let (_, batches) = session().collect(sql).await.unwrap();
        let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
        rows.map(|(batch, row)| {
            let cells = batch.columns().iter().map(|column| array_value_to_string(column, row).unwrap());
            cells.collect::<Vec<_>>().join(" ")
        })
        .collect()
    }

    const ROWS: &str = "(VALUES (1), (5), (9)) AS x(n)";

    #[tokio::test]
    async fn joins_no_known_row() {
        let sql = format!(
            "SELECT n, r.* FROM {ROWS} CROSS JOIN (SELECT 4 AS n_max, 'a' AS nom, NULL AS rien) AS r WHERE n > r.n_max"
        );
        let plan = plan(&sql).await;
        assert!(!plan.contains("Join"), "{plan}");
        assert_eq!(answer(&sql).await, ["5 4 a ", "9 4 a "]);
    }

    #[tokio::test]
    async fn joins_rows_that_are_not_known() {
        let sql = format!("SELECT n, m FROM {ROWS} CROSS JOIN (VALUES (2), (3)) AS y(m) WHERE n = 5 ORDER BY m");
        assert!(plan(&sql).await.contains("Join"));
        assert_eq!(answer(&sql).await, ["5 2", "5 3"]);
    }

    #[tokio::test]
    async fn keeps_what_a_join_asks() {
        let sql = format!("SELECT n, m FROM {ROWS} LEFT JOIN (SELECT 5 AS m) AS r ON n = m ORDER BY n");
        assert_eq!(answer(&sql).await, ["1 ", "5 5", "9 "]);
    }
}

//! What `quality.violations` says about one table at one level, said anew.

use courtier_core::{Schema, TableName};
use courtier_lake::{
    Finding, LEVEL, PartitionValues, Publication, TARGET_TABLE, Violation, ViolationLevel, violations_batch,
    violations_schema,
};

use crate::{JobError, Run};

/// Replaces the violations of one level about `target` by these.
pub(crate) async fn replace_violations(
    publication: &mut Publication<'_>,
    target: &str,
    level: ViolationLevel,
    violations: &[Violation],
    run: &Run,
) -> Result<(), JobError> {
    let name = TableName::new(Schema::Quality, "violations").map_err(|e| JobError::Worker(e.to_string()))?;
    let partition = PartitionValues::from([
        (TARGET_TABLE.to_owned(), target.to_owned()),
        (LEVEL.to_owned(), level.as_str().to_owned()),
    ]);
    let staged = publication.stage(&name, &violations_schema(), &[TARGET_TABLE, LEVEL]).await?;
    staged.remove(|file| file.is_in(&partition));
    if !violations.is_empty() {
        let finding = Finding { file: "", run_id: &run.id, found_at: run.started_at };
        let batch = violations_batch(&staged.file_schema(), violations, finding)
            .map_err(|error| JobError::Worker(error.to_string()))?;
        let mut writer = staged.writer();
        writer.write(&batch).await?;
        let files = writer.finish().await?;
        staged.add(files, &partition).await?;
    }
    Ok(())
}

//! Rows of a query in the format asked for.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use courtier_core::ErrorKind;
use datafusion::arrow::array::{Array as _, ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::csv::WriterBuilder;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::json::writer::JsonArray;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::arrow::util::pretty::pretty_format_batches_with_options;
use parquet::arrow::ArrowWriter;

use crate::cli::RowFormat;
use crate::failure::Failure;
use crate::output::{Sheet, workbook};

/// Writes rows to `path`, or to stdout.
///
/// # Errors
/// [`Failure`] when the file cannot be written, or Parquet is asked for on stdout.
pub(crate) fn write_rows(
    schema: &SchemaRef,
    batches: &[RecordBatch],
    format: RowFormat,
    path: Option<&Path>,
) -> Result<(), Failure> {
    let Some(path) = path else {
        refuse_binary(format)?;
        let mut bytes = Vec::new();
        encode(schema, batches, format, &mut bytes)?;
        super::print(String::from_utf8_lossy(&bytes).trim_end());
        return Ok(());
    };
    write_file(path, |file| encode(schema, batches, format, file))
}

/// Writes a file with what `write` puts in it.
pub(crate) fn write_file(path: &Path, write: impl FnOnce(&mut File) -> Result<(), Failure>) -> Result<(), Failure> {
    let unwritable = |error: std::io::Error| {
        Failure::new(ErrorKind::Storage, format!("`{}` ne peut pas être écrit : {error}", path.display()))
    };
    let mut file = File::create(path).map_err(unwritable)?;
    write(&mut file)?;
    file.flush().map_err(unwritable)
}

fn refuse_binary(format: RowFormat) -> Result<(), Failure> {
    let name = match format {
        RowFormat::Parquet => "Parquet",
        RowFormat::Xlsx => "XLSX",
        RowFormat::Table | RowFormat::Csv | RowFormat::Json => return Ok(()),
    };
    Err(Failure::new(ErrorKind::Usage, format!("{name} est un format binaire : ajoutez `--output FICHIER`")))
}

fn encode(
    schema: &SchemaRef,
    batches: &[RecordBatch],
    format: RowFormat,
    out: &mut (impl Write + Send),
) -> Result<(), Failure> {
    let failed = |error: &dyn std::error::Error| Failure::new(ErrorKind::Internal, format!("mise en forme : {error}"));
    match format {
        RowFormat::Table => {
            let empty = [RecordBatch::new_empty(SchemaRef::clone(schema))];
            let shown = if batches.is_empty() { &empty } else { batches };
            let options = FormatOptions::default().with_null("∅");
            let table = pretty_format_batches_with_options(shown, &options).map_err(|e| failed(&e))?;
            writeln!(out, "{table}").map_err(|e| failed(&e))
        }
        RowFormat::Csv => {
            let (schema, batches) = &flattened(schema, batches).map_err(|e| failed(&e))?;
            let header = csv_text(&RecordBatch::new_empty(SchemaRef::clone(schema)), true).map_err(|e| failed(&e))?;
            out.write_all(&header).map_err(|e| failed(&e))?;
            let threads = std::thread::available_parallelism().map_or(1, usize::from);
            // A round holds the text of one batch a core, whatever the length of the answer.
            batches.chunks(threads).try_for_each(|round| write_csv(round, out).map_err(|e| failed(&e)))
        }
        RowFormat::Json => {
            // A key that is absent and a key that is null are different things to a reader.
            let mut writer = datafusion::arrow::json::WriterBuilder::new()
                .with_explicit_nulls(true)
                .build::<_, JsonArray>(&mut *out);
            let filled: Vec<&RecordBatch> = batches.iter().filter(|batch| batch.num_rows() > 0).collect();
            writer.write_batches(&filled).map_err(|e| failed(&e))?;
            writer.finish().map_err(|e| failed(&e))
        }
        RowFormat::Parquet => {
            let mut writer = ArrowWriter::try_new(out, SchemaRef::clone(schema), None).map_err(|e| failed(&e))?;
            for batch in batches {
                writer.write(batch).map_err(|e| failed(&e))?;
            }
            writer.close().map(drop).map_err(|e| failed(&e))
        }
        RowFormat::Xlsx => {
            let (schema, batches) = &flattened(schema, batches).map_err(|e| failed(&e))?;
            let bytes = workbook(&[Sheet { name: "Lignes", schema, batches }])?;
            out.write_all(&bytes).map_err(|e| failed(&e))
        }
    }
}

/// Writes batches in order; each core makes the text of one.
fn write_csv(batches: &[RecordBatch], out: &mut impl Write) -> Result<(), ArrowError> {
    std::thread::scope(|scope| {
        let texts: Vec<_> = batches.iter().map(|batch| scope.spawn(|| csv_text(batch, false))).collect();
        texts.into_iter().try_for_each(|text| {
            let text = text.join().unwrap_or_else(|_| Err(ArrowError::CsvError("interrompue".to_owned())))?;
            Ok(out.write_all(&text)?)
        })
    })
}

fn csv_text(batch: &RecordBatch, header: bool) -> Result<Vec<u8>, ArrowError> {
    let mut text = Vec::new();
    WriterBuilder::new().with_header(header).build(&mut text).write(batch)?;
    Ok(text)
}

/// Writes lists and structures as text, for formats whose cells hold one value.
fn flattened(schema: &SchemaRef, batches: &[RecordBatch]) -> Result<(SchemaRef, Vec<RecordBatch>), ArrowError> {
    if !schema.fields().iter().any(|field| field.data_type().is_nested()) {
        return Ok((SchemaRef::clone(schema), batches.to_vec()));
    }
    let flat = schema.fields().iter().map(|field| match field.data_type().is_nested() {
        true => Field::new(field.name(), DataType::Utf8, true),
        false => field.as_ref().clone(),
    });
    let flat = SchemaRef::new(Schema::new(flat.collect::<Vec<_>>()));
    let options = FormatOptions::default();
    let text = |column: &ArrayRef| -> Result<ArrayRef, ArrowError> {
        if !column.data_type().is_nested() {
            return Ok(ArrayRef::clone(column));
        }
        let formatter = ArrayFormatter::try_new(column, &options)?;
        let cells = (0..column.len()).map(|row| column.is_valid(row).then(|| formatter.value(row).to_string()));
        Ok(std::sync::Arc::new(cells.collect::<StringArray>()))
    };
    let batches = batches
        .iter()
        .map(|batch| {
            let columns = batch.columns().iter().map(text).collect::<Result<_, _>>()?;
            RecordBatch::try_new(SchemaRef::clone(&flat), columns)
        })
        .collect::<Result<_, _>>()?;
    Ok((flat, batches))
}
